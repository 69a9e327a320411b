/** docs/errors.md and the contract's error registries say the same. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { clientErrors } from '@latchkey/contract/client-errors'
import { serverErrors } from '@latchkey/contract/errors'
import type { Problem } from './problem.ts'

const document = 'docs/errors.md'

/**
 * Checks that docs/errors.md lists every code of the registries, and no other.
 * @param root absolute path of the repository
 */
export async function checkErrorCodes(root: string): Promise<Problem[]> {
  return compareCodes(readDocument(root), [...Object.keys(serverErrors), ...Object.keys(clientErrors)])
}

/**
 * Compares the codes that a document lists with those of a registry. A document lists a code by a heading that has it in
 * backticks, or a table row that has it so in its first cell.
 * @param markdown text of the document
 * @param codes the registry's codes
 */
export function compareCodes(markdown: string, codes: readonly string[]): Problem[] {
  const known = new Set(codes)
  const listed = new Set(findListedCodes(markdown))
  const missing = codes.filter((code) => !listed.has(code))
  const unknown = [...listed].filter((code) => !known.has(code))
  return [
    ...missing.map((code) => ({ file: document, text: `${code} is in the registry and not described here` })),
    ...unknown.map((code) => ({ file: document, text: `${code} is described here and not in the registry` })),
  ]
}

function findListedCodes(markdown: string): string[] {
  const places = markdown.matchAll(/^(?:#+\s.*|\|[^|]*)/gm)
  return [...places].flatMap(([place]) => [...place.matchAll(/`([A-Z][A-Z0-9_]+)`/g)].flatMap(([, code]) => code ?? []))
}

function readDocument(root: string): string {
  try {
    return readFileSync(join(root, document), 'utf8')
  } catch {
    return ''
  }
}
