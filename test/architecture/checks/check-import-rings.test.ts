/** Rings of imports are found across files and workspaces, and nothing else is. */
import { describe, expect, it } from 'vitest'
import { checkImportRings } from '../../../scripts/checks/check-import-rings.ts'
import { findProblems } from '../find-problems.ts'

const manifest = (name: string): string =>
  JSON.stringify({ name: `@latchkey/${name}`, exports: { '.': { 'latchkey-source': './src/index.ts' } } })

describe('checkImportRings', () => {
  it('finds a ring that only types make', async () => {
    const files = {
      'packages/a/src/one.ts': `import type { Two } from './two.ts'`,
      'packages/a/src/two.ts': `import { three } from './three.ts'`,
      'packages/a/src/three.ts': `export type { One } from './one.ts'`,
    }
    expect(await findProblems(checkImportRings, files)).toEqual([
      'packages/a/src/one.ts: a ring of imports: packages/a/src/one.ts -> packages/a/src/two.ts -> packages/a/src/three.ts -> packages/a/src/one.ts',
    ])
  })

  it('finds a ring through workspaces', async () => {
    const files = {
      'packages/a/package.json': manifest('a'),
      'packages/b/package.json': manifest('b'),
      'packages/a/src/index.ts': `import '@latchkey/b'`,
      'packages/b/src/index.ts': `import '@latchkey/a'`,
    }
    expect(await findProblems(checkImportRings, files)).toHaveLength(1)
  })

  it('finds a file that imports itself', async () => {
    expect(await findProblems(checkImportRings, { 'test/a.ts': `import './a.ts'` })).toHaveLength(1)
  })

  it('takes two ways to one file for no ring', async () => {
    const files = {
      'packages/a/src/top.ts': `import './left.ts'\nimport './right.ts'`,
      'packages/a/src/left.ts': `import './bottom.ts'`,
      'packages/a/src/right.ts': `import './bottom.ts'`,
      'packages/a/src/bottom.ts': `import 'node:fs'`,
    }
    expect(await findProblems(checkImportRings, files)).toEqual([])
  })
})
