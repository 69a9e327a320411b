/** Mutation runs: mutations apply exactly, the list fits the sources as they are, and only a test that failed counts. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { judgeReport } from '../../../scripts/mutants/judge-report.ts'
import { applyMutation } from '../../../scripts/mutants/mutation.ts'
import { webauthnMutations } from '../../../scripts/mutants/webauthn-mutations.ts'

const root = join(import.meta.dirname, '../../..')
const mutation = { removes: 'the check', file: 'a.ts', find: 'check()', replace: '$&' }

describe('applyMutation', () => {
  it('replaces the one occurrence, literally', () => {
    expect(applyMutation('a; check(); b', mutation)).toBe('a; $&; b')
  })

  it.each(['', 'check', 'check(); check()'])('refuses %j', (text) => {
    expect(() => applyMutation(text, mutation)).toThrow('a.ts: the text of the mutation "the check"')
  })
})

describe('the list for WebAuthn', () => {
  it.each(webauthnMutations.map((each) => [each.removes, each] as const))('fits the source: %s', (_name, each) => {
    const text = readFileSync(join(root, each.file), 'utf8')
    expect(applyMutation(text, each)).not.toBe(text)
  })

  it('names each mutation once', () => {
    expect(new Set(webauthnMutations.map(({ removes }) => removes)).size).toBe(webauthnMutations.length)
  })
})

describe('judgeReport', () => {
  const report = (failed: number, passed: number, files: unknown[][]) =>
    JSON.stringify({
      numFailedTests: failed,
      numPassedTests: passed,
      testResults: files.map((assertionResults) => ({ assertionResults })),
    })

  it('takes a mutant for killed only when all its tests ran and one failed', () => {
    expect(judgeReport(report(1, 4, [[1, 2], [3]]))).toBe('killed')
    expect(judgeReport(report(0, 5, [[1, 2], [3]]))).toBe('survived')
    expect(judgeReport(report(1, 4, [[1], []]))).toBe('broken')
    expect(judgeReport(report(0, 0, []))).toBe('broken')
    expect(judgeReport(undefined)).toBe('broken')
  })
})
