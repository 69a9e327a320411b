/**
 * Vitest over all workspaces; `latchkey-source` resolves them to their TypeScript source.
 *
 * Tests of one workspace run first, side by side. What drives browsers, servers and tools runs after them, one file at a
 * time: on two cores those would only wait for each other, and some of them measure time.
 */
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'

const conditions = ['latchkey-source']
const resolve = { conditions }
const ssr = { resolve: { conditions, externalConditions: conditions } }
const exclude = ['**/node_modules/**', '**/dist/**']

const workspaces: TestProjectInlineConfiguration = {
  resolve,
  ssr,
  test: {
    name: 'workspaces',
    include: [
      'packages/*/test/**/*.test.{ts,tsx}',
      'services/*/test/**/*.test.ts',
      'examples/*/test/**/*.test.{ts,tsx}',
    ],
    exclude,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    sequence: { groupOrder: 0 },
  },
}

const whole: TestProjectInlineConfiguration = {
  resolve,
  ssr,
  test: {
    name: 'whole',
    include: ['test/**/*.test.ts'],
    exclude,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 1,
    sequence: { groupOrder: 1 },
  },
}

export default defineConfig({ test: { projects: [workspaces, whole] } })
