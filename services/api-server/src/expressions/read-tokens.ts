/** The words and signs of an expression. */
import { ExpressionFault } from './expression-fault.ts'

/** One word or sign; `position` is the number of its first character, the first of all being 1. */
export interface Token {
  kind: 'name' | 'text' | 'sign' | 'end'
  /** A name or sign as written, a text without its quotation marks, nothing at the end. */
  value: string
  position: number
}

const space = /[ \t\r\n]*/y
const name = /[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*/y
// There is no way to write a quotation mark within a text, and no text needs one.
const text = /'([^'\p{Cc}]*)'/uy
const sign = /==|!=|&&|\|\||[()[\],]/y

/** What stands at an index, as a pattern that is tied to its place sees it. */
function match(pattern: RegExp, source: string, index: number): RegExpExecArray | null {
  pattern.lastIndex = index
  return pattern.exec(source)
}

/** Length of the written token, and the token. */
function readToken(source: string, index: number): [length: number, token: Token] {
  const position = index + 1
  if (index === source.length) return [0, { kind: 'end', value: '', position }]
  const found = match(name, source, index)
  if (found) return [found[0].length, { kind: 'name', value: found[0], position }]
  const quoted = match(text, source, index)
  if (quoted) return [quoted[0].length, { kind: 'text', value: quoted[1] ?? '', position }]
  const mark = match(sign, source, index)
  if (mark) return [mark[0].length, { kind: 'sign', value: mark[0], position }]
  if (source[index] === "'")
    throw new ExpressionFault(position, "a text that begins with ' must end with one in its line")
  throw new ExpressionFault(position, 'this character has no meaning here')
}

/**
 * The tokens of an expression in turn, the last being `end`.
 * @param source text of the expression, Unicode
 * @throws ExpressionFault at the first character that belongs to no token
 */
export function readTokens(source: string): Token[] {
  const tokens: Token[] = []
  for (let index = 0; tokens.at(-1)?.kind !== 'end'; ) {
    index += match(space, source, index)?.[0].length ?? 0
    const [length, token] = readToken(source, index)
    tokens.push(token)
    index += length
  }
  return tokens
}
