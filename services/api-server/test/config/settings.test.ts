/** The table of settings is the whole truth: docs list exactly it, and nothing else is read. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { type Setting, settings } from '../../src/settings.ts'

const entries = Object.entries<Setting>(settings)
const page = readFileSync(join(import.meta.dirname, '../../../../docs/self-hosting.md'), 'utf8')

describe('the settings', () => {
  it('are those of docs/self-hosting.md, word for word', () => {
    const documented = page.split('\n').filter((line) => line.startsWith('| `LATCHKEY_'))
    const expected = entries.map(([name, { byDefault, meaning }]) => {
      return `| \`${name}\` | ${byDefault === undefined ? 'none' : `\`${byDefault}\``} | ${meaning} |`
    })
    expect(documented).toEqual(expected)
  })

  it('have defaults that are what an empty environment means', () => {
    const written = Object.fromEntries(entries.map(([name, { byDefault }]) => [name, byDefault]))
    expect(readConfig(written)).toEqual(readConfig({}))
  })

  it('are all that the server reads', () => {
    const read = new Set<string>()
    const environment = new Proxy<Record<string, string>>(
      {},
      {
        get(_target, name) {
          read.add(String(name))
          return undefined
        },
      },
    )
    readConfig(environment)
    expect(read.size).toBeGreaterThan(5)
    expect([...read].filter((name) => !Object.hasOwn(settings, name))).toEqual([])
  })
})
