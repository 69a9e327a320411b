/** Missing documentation is found, and what is documented passes. */
import { describe, expect, it } from 'vitest'
import { checkDocs } from '../../../scripts/checks/check-docs.ts'
import { findProblems } from '../find-problems.ts'

const opening = '/** What the file holds. */\n\n'
const check = (text: string, path = 'packages/a/src/a.ts'): Promise<string[]> =>
  findProblems(checkDocs, { [path]: opening + text })

describe('checkDocs', () => {
  it.each([
    ['a function', 'export function a(): void {}'],
    ['a constant', 'export const a = 1'],
    ['a type', 'export type A = 1'],
    ['an interface', 'export interface A {}'],
    ['a class', 'export class A {}'],
    ['a method', '/** A thing. */\nexport class A { b(): void {} }'],
    ['a getter', '/** A thing. */\nexport class A { get b(): number { return 1 } }'],
  ])('asks for the docstring of %s', async (_what, text) => {
    const problems = await check(text)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(/no docstring$/)
  })

  it.each([
    ['is not exported', 'function a(): void {}\nclass B { c(): void {} }'],
    [
      'is private',
      '/** A thing. */\nexport class A { private b(): void {}\n #c(): void {}\n constructor(readonly d: string) {} }',
    ],
    ['is exported again', `export { a } from './b.ts'`],
    [
      'is documented',
      '/** Bytes as hex. @param bytes raw bytes */\nexport const a = (bytes: Uint8Array): string => b(bytes)',
    ],
    ['inherits its words', '/** A thing. */\nexport class A {\n /** {@inheritDoc B.c} */\n c(d: string): void {} }'],
  ])('asks nothing of what %s', async (_what, text) => {
    expect(await check(text)).toEqual([])
  })

  it('asks for every parameter, and for the encoding of plain ones', async () => {
    const text = '/**\n * Does.\n * @param b a thing\n */\nexport function a(b: string, c: B, { d }: D): void {}'
    expect(await check(text)).toEqual([
      'packages/a/src/a.ts:7: a: @param b names no encoding, unit or range',
      'packages/a/src/a.ts:7: a: @param c is missing',
    ])
    expect(await check(text.replace('a thing', 'lower-case hex\n * @param c a thing'))).toEqual([])
  })

  it('asks for every code that is thrown', async () => {
    const body = `export function a(): void { throw new Refusal('KEY_EXPIRED') }`
    expect(await check(`/** Does. */\n${body}`)).toEqual([
      'packages/a/src/a.ts:4: a: throws KEY_EXPIRED and does not say so (@throws)',
    ])
    expect(await check(`/**\n * Does.\n * @throws KEY_EXPIRED when it has\n */\n${body}`)).toEqual([])
  })

  it('asks every file to open with a sentence', async () => {
    expect(await findProblems(checkDocs, { 'scripts/a.ts': 'const a = 1\n/** Late. */' })).toEqual([
      'scripts/a.ts:1: begins without a comment that says what the file holds',
    ])
    expect(await findProblems(checkDocs, { 'scripts/a.mjs': '#!/usr/bin/env node\n/** A script. */\nrun()' })).toEqual(
      [],
    )
  })

  it('asks the parts of a specification to cite it', async () => {
    const path = 'packages/crypto/src/hpke/seal.ts'
    expect(await check('const a = 1', path)).toHaveLength(1)
    expect(await check('/** RFC 9180 §5.1 */\nconst a = 1', path)).toEqual([])
  })

  it('finds the same docstring over two functions', async () => {
    const text =
      '/** Does the very thing. */\nexport function a(): void {}\n/** Does the very  thing. */\nexport function b(): void {}'
    expect(await check(text)).toEqual(['packages/a/src/a.ts:6: b: the docstring of a again'])
  })
})
