/** Source mutations: what one is, and how it is applied; part of `npm run mutants`. */

/** A check taken out of the source, by exact replacement of text that occurs once. */
export interface Mutation {
  /** Which check is missing then. */
  readonly removes: string
  /** Path from the repository's root. */
  readonly file: string
  readonly find: string
  readonly replace: string
}

/**
 * Source text with the mutation in it.
 * @param text text of the mutation's file
 * @param mutation what to replace
 * @throws Error when the text to be replaced does not occur exactly once: the list no longer fits the source
 */
export function applyMutation(text: string, { removes, file, find, replace }: Mutation): string {
  const [before, after, ...others] = text.split(find)
  if (before === undefined || after === undefined || others.length > 0) {
    throw new Error(`${file}: the text of the mutation "${removes}" must occur exactly once`)
  }
  return before + replace + after
}
