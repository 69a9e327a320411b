/** Links between the documents lead somewhere. */
import { existsSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { listFiles } from './list-files.ts'
import type { Problem } from './problem.ts'

const link = /!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)|\b(?:src|href)="([^"]+)"/g
const elsewhere = /^([a-z][a-z0-9+.-]*:|\/\/)/i

/**
 * Checks that every relative link of every .md file leads to a file, and to a heading of it when it has a `#fragment`.
 * @param root absolute path of the repository
 */
export async function checkLinks(root: string): Promise<Problem[]> {
  return listFiles(root)
    .filter((path) => path.endsWith('.md'))
    .flatMap((path) => checkDocument(root, path))
}

function checkDocument(root: string, path: string): Problem[] {
  return withoutCode(readFileSync(join(root, path), 'utf8'))
    .split('\n')
    .flatMap((line, index) =>
      findTargets(line)
        .filter((target) => !leadsSomewhere(root, path, target))
        .map((target) => ({ file: path, line: index + 1, text: `the link ${target} leads nowhere` })),
    )
}

function findTargets(line: string): string[] {
  const targets = [...line.matchAll(link)].flatMap(([, inMarkdown, inHtml]) => inMarkdown ?? inHtml ?? [])
  return targets.filter((target) => !elsewhere.test(target))
}

function leadsSomewhere(root: string, path: string, target: string): boolean {
  const [file = '', fragment] = decodeURI(target).split('#')
  const resolved = file === '' ? path : posix.join(file.startsWith('/') ? '' : posix.dirname(path), file)
  if (!existsSync(join(root, resolved))) return false
  return fragment === undefined || !resolved.endsWith('.md') || hasHeading(join(root, resolved), fragment)
}

function hasHeading(document: string, fragment: string): boolean {
  const headings = withoutCode(readFileSync(document, 'utf8')).matchAll(/^#+\s+(.*)$/gm)
  return [...headings].some(([, heading = '']) => toFragment(heading) === fragment.toLowerCase())
}

/** The fragment that code hosts give a heading. */
function toFragment(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .trim()
    .replaceAll(' ', '-')
}

/** Blanks out fenced code, keeping line numbers. */
function withoutCode(markdown: string): string {
  return markdown.replace(/^(```|~~~)[\s\S]*?^\1/gm, (code) => code.replace(/[^\n]/g, ''))
}
