/** What every check of scripts/checks returns. */

/** One offence against a rule of the project. */
export interface Problem {
  /** Path from the repository's root; empty when the offence has no one place. */
  readonly file: string
  /** Line number, from 1; absent when the whole file is meant. */
  readonly line?: number
  /** What is wrong and what to do about it. */
  readonly text: string
}

/**
 * Writes a problem so that editors and terminals make its place a link.
 * @param problem any problem
 * @returns one line of text
 */
export function toLine({ file, line, text }: Problem): string {
  if (file === '') return text
  return line === undefined ? `${file}: ${text}` : `${file}:${line}: ${text}`
}
