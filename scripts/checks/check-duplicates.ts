/** Finds copied source: what stands in two places is changed in one of them. */
import ts from 'typescript-compiler-api'
import { findCodeLines } from './code-lines.ts'
import type { Problem } from './problem.ts'
import { readProductSources, type SourceFile } from './source-file.ts'

const windowLines = 6
/** A window of closing brackets is not a copy. */
const windowCharacters = 100
const maxShare = 0.01

interface Line {
  readonly file: string
  /** Line number, from 1. */
  readonly line: number
  readonly text: string
}

/** A run of lines that repeats an earlier one. */
interface Copy {
  readonly first: Line
  readonly copy: Line
  readonly lines: number
}

/**
 * Checks that less than one line in a hundred repeats others: runs of six or more code lines that are equal but for indentation,
 * imports left out. Tests are not held to it.
 * @param root absolute path of the repository
 * @returns every copy, when together they are too many
 */
export async function checkDuplicates(root: string): Promise<Problem[]> {
  const files = readProductSources(root).map(toLines)
  const copies = findCopies(files)
  const total = files.reduce((sum, lines) => sum + lines.length, 0)
  const copied = copies.reduce((sum, { lines }) => sum + lines, 0)
  if (copied === 0 || copied < total * maxShare) return []
  const share = ((100 * copied) / total).toFixed(1)
  return [
    { file: '', text: `${copied} of ${total} lines are copies (${share} %); less than 1 % may be` },
    ...copies.map(toProblem),
  ]
}

function toProblem({ first, copy, lines }: Copy): Problem {
  return { file: copy.file, line: copy.line, text: `${lines} lines repeat ${first.file}:${first.line}` }
}

function toLines({ path, tree, text }: SourceFile): Line[] {
  const texts = text.split('\n')
  const imported = findImportLines(tree)
  return findCodeLines(tree)
    .filter((index) => !imported.has(index))
    .map((index) => ({ file: path, line: index + 1, text: (texts[index] ?? '').replace(/\s+/g, ' ').trim() }))
}

function findImportLines(tree: ts.SourceFile): Set<number> {
  const lines = new Set<number>()
  for (const statement of tree.statements.filter(
    (node) => ts.isImportDeclaration(node) || ts.isExportDeclaration(node),
  )) {
    const first = tree.getLineAndCharacterOfPosition(statement.getStart()).line
    const last = tree.getLineAndCharacterOfPosition(statement.getEnd()).line
    for (let line = first; line <= last; line++) lines.add(line)
  }
  return lines
}

/** Slides a window over every file; a window seen before begins a copy, which grows while the lines stay equal. */
function findCopies(files: readonly (readonly Line[])[]): Copy[] {
  const seen = new Map<string, { lines: readonly Line[]; start: number }>()
  const copies: Copy[] = []
  for (const lines of files) {
    for (let start = 0; start + windowLines <= lines.length; start++) {
      const key = toKey(lines, start)
      const earlier = seen.get(key)
      if (earlier === undefined) {
        seen.set(key, { lines, start })
        continue
      }
      const copy = growCopy(earlier.lines, earlier.start, lines, start)
      if (copy === undefined) continue
      copies.push(copy)
      start += copy.lines - 1
    }
  }
  return copies
}

function toKey(lines: readonly Line[], start: number): string {
  return lines
    .slice(start, start + windowLines)
    .map(({ text }) => text)
    .join('\n')
}

function growCopy(before: readonly Line[], from: number, lines: readonly Line[], start: number): Copy | undefined {
  let length = 0
  while (isRepeated(before[from + length], lines[start + length]) && !(before === lines && from + length >= start))
    length++
  const [first, copy] = [before[from], lines[start]]
  if (length < windowLines || first === undefined || copy === undefined) return undefined
  const characters = lines.slice(start, start + length).reduce((sum, { text }) => sum + text.length, 0)
  return characters < windowCharacters ? undefined : { first, copy, lines: length }
}

function isRepeated(before: Line | undefined, now: Line | undefined): boolean {
  return before !== undefined && now !== undefined && before.text === now.text
}
