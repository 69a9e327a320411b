/** Documents: links lead somewhere, error codes agree with the registries, no forbidden words. */
import { describe, expect, it } from 'vitest'
import { compareCodes } from '../../../scripts/checks/check-error-codes.ts'
import { checkLinks } from '../../../scripts/checks/check-links.ts'
import { checkWords } from '../../../scripts/checks/check-words.ts'
import { findProblems } from '../find-problems.ts'

describe('checkLinks', () => {
  it('finds links and pictures that lead nowhere', async () => {
    const files = {
      'README.md': 'See [here](docs/here.md) and\n[there](docs/there.md), ![a](a.png), <img src="b.png">.',
      'docs/here.md': '[back](../README.md) [up](/README.md) [nowhere](README.md)',
    }
    expect(await findProblems(checkLinks, files)).toEqual([
      'README.md:2: the link docs/there.md leads nowhere',
      'README.md:2: the link a.png leads nowhere',
      'README.md:2: the link b.png leads nowhere',
      'docs/here.md:1: the link README.md leads nowhere',
    ])
  })

  it('follows fragments to headings', async () => {
    const files = {
      'a.md': '# First: `one` & two\n[a](#first-one--two) [b](#second) [c](b.md#third)',
      'b.md': '## Third',
    }
    expect(await findProblems(checkLinks, files)).toEqual(['a.md:2: the link #second leads nowhere'])
  })

  it('leaves the network and examples of code alone', async () => {
    const text = '[a](https://example.com/a) [b](mailto:a@example.com)\n```md\n[c](nowhere.md)\n```\n'
    expect(await findProblems(checkLinks, { 'a.md': text })).toEqual([])
  })
})

describe('compareCodes', () => {
  it('finds missing and unknown codes, in headings and in the first cells of tables', () => {
    const markdown =
      '## `KEY_EXPIRED`\n\n| `KEY_UNKNOWN` | 401, wire code `UNAUTHENTICATED` |\n\nMentions `OTHER` in passing.'
    expect(compareCodes(markdown, ['KEY_EXPIRED', 'KEY_MISSING']).map(({ text }) => text)).toEqual([
      'KEY_MISSING is in the registry and not described here',
      'KEY_UNKNOWN is described here and not in the registry',
    ])
  })
})

describe('checkWords', () => {
  const slash = '/'

  it.each([
    ['packages/a/src/a.ts', `const path = '${slash}root/main'`],
    ['README.md', `Run it in ${slash}work/main.`],
    ['package-lock.json', '"resolved": "https://registry.example.com/a.tgz"'],
    ['packages/a/src/a.ts', ['// @gen', 'erated by a tool'].join('')],
  ])('finds a forbidden word in %s: %s', async (path, text) => {
    expect(await findProblems(checkWords, { [path]: text })).toHaveLength(1)
  })

  it.each([
    ['README.md', 'See https://example.com/work/2026 and ./work/a and ~/work/a.'],
    ['packages/a/src/a.ts', 'const work = root / home / 2'],
    ['node_modules/a/a.js', `const path = '${slash}root/main'`],
  ])('lets %s pass: %s', async (path, text) => {
    expect(await findProblems(checkWords, { [path]: text })).toEqual([])
  })
})
