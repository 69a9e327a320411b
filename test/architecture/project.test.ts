/** The project itself under every check of `npm run check`: what decides whether work lands. */
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { allChecks } from '../../scripts/checks/all-checks.ts'
import { toLine } from '../../scripts/checks/problem.ts'

const root = join(import.meta.dirname, '../..')

describe('npm run check', () => {
  it.each(Object.entries(allChecks))('%s', { timeout: 240_000 }, async (_name, check) => {
    expect((await check(root)).map(toLine)).toEqual([])
  })
})
