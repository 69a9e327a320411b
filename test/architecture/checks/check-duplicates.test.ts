/** Copies are found across files whatever their indentation; short likeness is not. */
import { describe, expect, it } from 'vitest'
import { checkDuplicates } from '../../../scripts/checks/check-duplicates.ts'
import { findProblems } from '../find-problems.ts'

const steps = (count: number, name: string): string =>
  Array.from({ length: count }, (_, i) => `const ${name}${i} = computeSomething(${i})\n`).join('')
const indented = (text: string): string => text.replace(/^/gm, '    ')

describe('checkDuplicates', () => {
  it('finds six equal lines in two files, with comments between', async () => {
    const copied = steps(6, 'copied')
    const files = {
      'packages/a/src/a.ts': steps(3, 'a') + copied,
      'packages/b/src/b.ts': `{\n// explained\n${indented(copied)}}\n`,
    }
    expect(await findProblems(checkDuplicates, files)).toEqual([
      '6 of 17 lines are copies (35.3 %); less than 1 % may be',
      'packages/b/src/b.ts:3: 6 lines repeat packages/a/src/a.ts:4',
    ])
  })

  it('finds a copy within one file', async () => {
    const files = { 'packages/a/src/a.ts': steps(8, 'copied') + steps(2, 'b') + steps(8, 'copied') }
    expect(await findProblems(checkDuplicates, files)).toContain(
      'packages/a/src/a.ts:11: 8 lines repeat packages/a/src/a.ts:1',
    )
  })

  it.each([
    ['five equal lines', steps(5, 'copied')],
    ['imports', `import {\n${steps(8, 'copied').replaceAll(/const (\w+).*/g, '$1,')}} from './c.ts'\n`],
    ['closing brackets', '})\n'.repeat(12)],
  ])('lets %s pass', async (_what, copied) => {
    const files = { 'packages/a/src/a.ts': steps(2, 'a') + copied, 'packages/b/src/b.ts': steps(2, 'b') + copied }
    expect(await findProblems(checkDuplicates, files)).toEqual([])
  })

  it('lets less than one line in a hundred pass, and tests', async () => {
    const copied = steps(6, 'copied')
    const files = {
      'packages/a/src/a.ts': copied + steps(600, 'a'),
      'packages/b/src/b.ts': copied,
      'packages/b/test/b.test.ts': steps(600, 'a'),
    }
    expect(await findProblems(checkDuplicates, files)).toEqual([])
  })
})
