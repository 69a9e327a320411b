/** What browsers fetch stays within its budget. */
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { measureSizes } from '../../scripts/sizes/measure-sizes.ts'

const root = join(import.meta.dirname, '../..')

describe('npm run sizes', () => {
  it('finds everything within its budget, and measures something', { timeout: 60_000 }, async () => {
    for (const { name, measured, budget } of await measureSizes(root)) {
      expect(measured, name).toBeGreaterThan(0)
      expect(measured, `${name}, bytes after gzip`).toBeLessThanOrEqual(budget)
    }
  })
})
