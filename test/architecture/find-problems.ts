/** Runs one check over a small tree. */
import type { Check } from '../../scripts/checks/all-checks.ts'
import { toLine } from '../../scripts/checks/problem.ts'
import { writeTree } from './write-tree.ts'

/**
 * What a check says about some files.
 * @param check any check that needs no tool
 * @param files path -> text
 * @returns one line for each problem
 */
export async function findProblems(check: Check, files: Readonly<Record<string, string>>): Promise<string[]> {
  return (await check(await writeTree(files))).map(toLine)
}
