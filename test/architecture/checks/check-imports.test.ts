/** The table of imports refuses what it should, in every form an import has. */
import { describe, expect, it } from 'vitest'
import { checkImports } from '../../../scripts/checks/check-imports.ts'
import { findProblems } from '../find-problems.ts'

describe('checkImports', () => {
  it.each([
    ['packages/http-client/src/a.ts', `import type { A } from '@latchkey/contract'`],
    ['packages/http-client/src/a.ts', `import type { A } from '@latchkey/contract/errors'`],
    ['packages/sdk-server/src/a.ts', `import { env } from 'node:process'`],
    ['packages/sdk-react/src/a.tsx', `import { useState } from 'react'`],
    ['services/api-server/src/handle/a.ts', `import { find } from '../store/find.ts'`],
    ['services/api-server/src/accept/a.ts', `import { b } from './b.ts'`],
    ['services/api-server/src/pipeline.ts', `import { accept } from './accept/accept.ts'`],
    ['services/api-server/src/a.ts', `import { Value } from 'typebox/value'`],
    ['services/auth-iframe/src/page/a.ts', `import { b } from '@latchkey/contract/iframe-messages'`],
    ['examples/react/src/main.tsx', `import { createRoot } from 'react-dom/client'`],
    ['packages/crypto/test/a.test.ts', `import { readFileSync } from 'node:fs'`],
  ])('allows %s: %s', async (path, text) => {
    expect(await findProblems(checkImports, { [path]: text })).toEqual([])
  })

  it.each([
    ['packages/http-client/src/a.ts', `import { a } from '@latchkey/contract'`, '@latchkey/contract'],
    ['packages/http-client/src/a.ts', `import { type A } from '@latchkey/contract'`, '@latchkey/contract'],
    ['packages/http-client/src/a.ts', `import { a } from '@latchkey/contract/errors'`, '@latchkey/contract/errors'],
    ['packages/http-client/src/a.ts', `export { a } from '@latchkey/contract'`, '@latchkey/contract'],
    ['packages/http-client/src/a.ts', `const a = await import('@latchkey/contract')`, '@latchkey/contract'],
    ['packages/crypto/src/a.ts', `import 'node:crypto'`, 'node:crypto'],
    ['packages/crypto/src/a.ts', `type A = import('@latchkey/http-client').A`, '@latchkey/http-client'],
    ['packages/contract/src/a.ts', `import { a } from 'typebox-other'`, 'typebox-other'],
    ['services/api-server/src/a.ts', `import { a } from 'fastify/other'`, 'fastify/other'],
    ['services/auth-iframe/src/page/a.ts', `import { a } from '@latchkey/contract'`, '@latchkey/contract'],
    ['services/auth-iframe/src/page/a.ts', `import { a } from 'node:fs'`, 'node:fs'],
    ['examples/vanilla/src/a.ts', `import { a } from '@latchkey/crypto'`, '@latchkey/crypto'],
  ])('refuses %s: %s', async (path, text, specifier) => {
    const [problem, ...others] = await findProblems(checkImports, { [path]: text })
    expect(problem).toMatch(`${path}:1: `)
    expect(problem).toContain(`'${specifier}' is not in the table`)
    expect(others).toEqual([])
  })

  it('refuses that one stage imports another', async () => {
    const files = { 'services/api-server/src/accept/a.ts': `import type { B } from '../handle/queries/b.ts'` }
    expect(await findProblems(checkImports, files)).toEqual([
      'services/api-server/src/accept/a.ts:1: stage accept imports stage handle: only the pipeline knows them all',
    ])
  })

  it('refuses a relative import out of the workspace, and lets examples share', async () => {
    const files = {
      'packages/crypto/src/a.ts': `import { b } from '../../contract/src/b.ts'`,
      'examples/react/src/a.ts': `import { b } from '../../shell/b.ts'`,
    }
    expect(await findProblems(checkImports, files)).toEqual([
      `packages/crypto/src/a.ts:1: '../../contract/src/b.ts' leaves packages/crypto/: import the other workspace by its name`,
    ])
  })
})
