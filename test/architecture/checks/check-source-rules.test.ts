/** What is never written is found where it is code, and not where it is text. */
import { describe, expect, it } from 'vitest'
import { checkSourceRules } from '../../../scripts/checks/check-source-rules.ts'
import { findProblems } from '../find-problems.ts'

/** Put together, so that this file does not itself break the rules it tests. */
const suppression = ['// @ts', 'ignore'].join('-')
const unfinished = ['/** TO', 'DO: later */'].join('')

describe('checkSourceRules', () => {
  it.each([
    ['`any`', 'const a: any = 1'],
    ['non-null', 'const a = b!.c'],
    ['enum', 'enum A { B }'],
    ['as unknown as', 'const a = b as unknown as string'],
    ['export *', `export * from './a.ts'`],
    ['export *', `export * as a from './a.ts'`],
    ['default export', 'export default 1'],
    ['default export', 'export default function a(): void {}'],
    ['default export', 'const a = 1\nexport { a as default }'],
    ['in a comment', `${suppression}\nconst a = 1`],
    ['in a comment', `const a = 1\n${unfinished}`],
    ['without a return type', 'export function a() { return 1 }'],
    ['without a return type', 'export class A { b() { return 1 } }'],
    ['without a return type', 'export class A { get b() { return 1 } }'],
  ])('finds %s in %s', async (words, text) => {
    const problems = await findProblems(checkSourceRules, { 'packages/a/src/a.ts': text })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(words)
  })

  it.each([
    ['words in a text', `export const a: string = 'any! enum export * as unknown as default'`],
    ['a cast to unknown alone', 'const a = b as unknown'],
    ['a constant object', 'const a = { b: 1 } as const'],
    ['negation', 'const a = !b'],
    [
      'private methods and constructors',
      'export class A { constructor() {}\n #b() { return 1 }\n private c() { return 1 } }',
    ],
    ['what is not exported', 'function a() { return 1 }'],
    ['comments with ordinary words', '/** Takes any number; does not ignore errors. */\nconst a = 1'],
  ])('lets %s pass', async (_what, text) => {
    expect(await findProblems(checkSourceRules, { 'packages/a/src/a.ts': text })).toEqual([])
  })

  it('finds a default export beside the pages of Next.js', async () => {
    const files = { 'examples/next/src/client/page.tsx': 'export default function Page(): void {}' }
    expect(await findProblems(checkSourceRules, files)).toHaveLength(1)
  })

  it('allows default exports where a tool asks for them, and untyped returns in tests', async () => {
    const files = {
      'examples/a/vite.config.ts': 'export default {}',
      'examples/next/src/app/page.tsx': 'export default function Page(): void {}',
      'examples/next/src/app/account/layout.tsx': 'export default function Layout(): void {}',
      'packages/a/test/support.ts': 'export function a() { return 1 }',
    }
    expect(await findProblems(checkSourceRules, files)).toEqual([])
  })
})
