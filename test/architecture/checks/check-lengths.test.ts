/** Lengths count code, and the bounds are exact. */
import { describe, expect, it } from 'vitest'
import { checkLengths } from '../../../scripts/checks/check-lengths.ts'
import { findProblems } from '../find-problems.ts'

const statements = (count: number): string => 'step()\n'.repeat(count)
/** A function of exactly so many code lines, its first and last included. */
const functionOf = (lines: number): string => `function a(): void {\n${statements(lines - 2)}}\n`

const comments = '/** One.\n * Two.\n */\n\n// three\n/* four\n\n five */\n'

describe('checkLengths', () => {
  it('allows 250 code lines whatever their comments, and not 251', async () => {
    const short = 'const a = 1'
    const files = { 'scripts/a.ts': short, 'scripts/b.ts': short }
    const at = { ...files, 'scripts/long.ts': comments + statements(250) }
    const over = { ...files, 'scripts/long.ts': statements(251) }
    expect(await findProblems(checkLengths, at)).toEqual([])
    expect(await findProblems(checkLengths, over)).toEqual([
      'scripts/long.ts: the file has 251 code lines; at most 250',
    ])
  })

  it('allows functions of 40 code lines, and not of 41', async () => {
    const short = functionOf(3).repeat(3)
    expect(await findProblems(checkLengths, { 'scripts/a.ts': short + functionOf(40) })).toEqual([])
    expect(await findProblems(checkLengths, { 'scripts/a.ts': short + functionOf(41) })).toEqual([
      'scripts/a.ts:10: the function a has 41 code lines; at most 40',
    ])
  })

  it('does not count blank lines and comments inside of a function', async () => {
    const text = `${functionOf(3).repeat(3)}const a = () => {\n${comments}\n${statements(38)}}\n`
    expect(await findProblems(checkLengths, { 'scripts/a.ts': text })).toEqual([])
  })

  it('bounds the medians', async () => {
    const problems = await findProblems(checkLengths, {
      'scripts/a.ts': functionOf(11),
      'scripts/b.ts': statements(71),
    })
    expect(problems).toEqual(['the median of functions is 11 code lines; at most 10'])
    const files = { 'scripts/b.ts': statements(71), 'scripts/c.ts': statements(71), 'scripts/d.ts': statements(1) }
    expect(await findProblems(checkLengths, files)).toEqual(['the median of files is 71 code lines; at most 70'])
  })

  it('does not let callbacks lower the median of functions, and bounds their length', async () => {
    const callbacks = 'run(() => 1)\n'.repeat(9)
    expect(await findProblems(checkLengths, { 'scripts/a.ts': functionOf(11) + callbacks })).toHaveLength(1)
    const long = `run(() => {\n${statements(39)}})\n`
    expect(await findProblems(checkLengths, { 'scripts/a.ts': long })).toEqual([
      'scripts/a.ts:1: the function (without a name) has 41 code lines; at most 40',
    ])
  })

  it('bounds the page of the auth iframe as a whole', async () => {
    const page = (lines: number): Record<string, string> => ({
      ...Object.fromEntries(
        Array.from({ length: 8 }, (_, i) => [`services/auth-iframe/src/page/${i}.ts`, statements(50)]),
      ),
      'services/auth-iframe/src/page/last.ts': statements(lines),
    })
    expect(await findProblems(checkLengths, page(0))).toEqual([])
    expect(await findProblems(checkLengths, page(1))).toEqual([
      `services/auth-iframe/src/page/: the auth iframe's page has 401 code lines; at most 400`,
    ])
  })

  it('holds tests and configuration to nothing', async () => {
    const files = { 'packages/a/test/a.test.ts': statements(300), 'examples/a/vite.config.ts': statements(300) }
    expect(await findProblems(checkLengths, files)).toEqual([])
  })
})
