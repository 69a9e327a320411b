/** The page for people: complete, without anything foreign, with anchors that lead somewhere. */
import { hash } from 'node:crypto'
import { serverErrors } from '@latchkey/contract/errors'
import { type OpenApiDocument, type Schema, toOpenApi } from '@latchkey/contract/openapi'
import { describe, expect, it } from 'vitest'
import { docsPageHeaders } from '../../src/docs-page/docs-page-headers.ts'
import { toCommand } from '../../src/docs-page/operation-section.ts'
import { renderDocsPage } from '../../src/docs-page/render-docs-page.ts'
import { listFields, toFieldList } from '../../src/docs-page/schema-fields.ts'

const document = toOpenApi()
const page = renderDocsPage(document)
const operations = Object.entries(document.paths).map(([path, { post }]) => [path, post] as const)
const matchesOf = (pattern: RegExp, text = page): string[] => [...text.matchAll(pattern)].map(([, found = '']) => found)

/** The part of the page that is about one operation. */
function sectionOf(id: string): string {
  return page.split('<article').find((section) => section.startsWith(` aria-labelledby="${id}"`)) ?? ''
}

describe('the page', () => {
  it.each(operations)('has %s in the contents, with path, summary, example and fields', (path, operation) => {
    const section = sectionOf(operation.operationId)
    expect(page).toContain(`<li><a href="#${operation.operationId}">`)
    expect(section).toContain(`<code>${path}</code>`)
    expect(section).toContain(operation.summary.replaceAll("'", '&#39;'))
    expect(section).toContain(`curl &quot;$API${path}&quot;`)
    expect(section).toContain('<code class="name">organizationId</code>')
    expect(section).toContain('<h4>Answer</h4>')
  })

  it('says under which key a write has its result, and which older versions are taken', () => {
    const section = sectionOf('create_users')
    expect(section).toContain('<code>activity.result.createUsersResult</code>')
    expect(section).toContain('<code class="name">userIds</code>')
    expect(matchesOf(/<code>(ACTIVITY_TYPE_\w+)<\/code>/g, section)).toEqual([
      'ACTIVITY_TYPE_CREATE_USERS',
      'ACTIVITY_TYPE_CREATE_USERS_V2',
      'ACTIVITY_TYPE_CREATE_USERS_V3',
    ])
  })

  it('lists every code that is shown, and none that is kept for the log', () => {
    const shown = Object.entries(serverErrors).filter(([, entry]) => !('publicAs' in entry))
    expect(matchesOf(/id="error-(\w+)"/g)).toEqual(shown.map(([code]) => code))
  })

  it('has each anchor once, and no link that leads nowhere', () => {
    const ids = matchesOf(/\bid="([^"]+)"/g)
    expect(new Set(ids).size).toBe(ids.length)
    const targets = matchesOf(/href="#([^"]+)"/g)
    expect(targets.length).toBeGreaterThan(operations.length)
    expect(targets.filter((target) => !ids.includes(target))).toEqual([])
    expect(matchesOf(/aria-labelledby="([^"]+)"/g).filter((target) => !ids.includes(target))).toEqual([])
  })

  it('loads nothing and runs nothing', () => {
    expect(matchesOf(/href="([^#"][^"]*)"/g)).toEqual(['openapi.json'])
    expect(page).not.toMatch(/<script|<link|<img|<iframe|\bon\w+=|\bsrc=|\bstyle=|url\(|@import/i)
  })

  it('has one style, and it is the one that the policy names', () => {
    const [css = '', ...others] = matchesOf(/<style>([\s\S]*?)<\/style>/g)
    expect(others).toEqual([])
    expect(docsPageHeaders['content-security-policy']).toContain(`style-src 'sha256-${hash('sha256', css, 'base64')}';`)
    expect(docsPageHeaders['content-security-policy']).toMatch(/^default-src 'none';.*frame-ancestors 'none'$/)
  })

  it('has landmarks, a language, a title and headings without a gap', () => {
    expect(page).toMatch(/^<!doctype html>\n<html lang="en">/)
    expect(page).toContain('<title>Latchkey API</title>')
    for (const landmark of ['<header>', '<nav class="contents" aria-label="Contents">', '<main id="content">']) {
      expect(page.split(landmark)).toHaveLength(2)
    }
    const levels = matchesOf(/<h([1-6])[ >]/g).map(Number)
    expect(levels.filter((level) => level === 1)).toHaveLength(1)
    expect(levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1)).toEqual([])
  })
})

describe('texts of the document', () => {
  const evil = `</code><script>alert(1)</script>"'&`
  const [path = '', post] = operations[0] ?? []
  if (post === undefined) throw new Error('there is no operation')
  const schema: Schema = {
    type: 'object',
    description: evil,
    properties: { [evil]: { type: evil, description: evil }, b: { const: evil }, c: { $ref: `#/${evil}` } },
  }
  const content = { 'application/json': { schema, example: { [evil]: evil } } }
  const hostile: OpenApiDocument = {
    ...document,
    info: { ...document.info, title: evil, description: evil, version: evil },
    tags: [{ name: evil, description: evil }],
    paths: {
      [path + evil]: {
        post: {
          ...post,
          operationId: evil,
          summary: evil,
          tags: [evil],
          requestBody: { required: true, content },
          responses: { ...post.responses, 200: { description: evil, content } },
        },
      },
    },
    components: { ...document.components, schemas: { [evil]: schema } },
  }

  it('are escaped wherever they stand', () => {
    const hostilePage = renderDocsPage(hostile)
    expect(hostilePage).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(hostilePage).not.toContain('<script')
    expect(matchesOf(/"[^"<>]*(<)[^"<>]*"/g, hostilePage.replace(/<style>[\s\S]*<\/style>/, ''))).toEqual([])
  })
})

describe('commands', () => {
  it('are safe to paste, whatever the example contains', () => {
    const command = toCommand('/p', { name: "it's" })
    expect(command).toBe(`curl "$API/p" \\\n  --header "X-Stamp: $STAMP" \\\n  --data '{\n  "name": "it'\\''s"\n}'`)
  })
})

describe('fields', () => {
  const schema: Schema = {
    type: 'object',
    required: ['users'],
    properties: {
      users: {
        type: 'array',
        items: {
          type: 'object',
          properties: { name: { type: 'string' }, key: { $ref: '#/components/schemas/ApiKey' } },
        },
      },
      kind: { anyOf: [{ const: 'A' }, { const: 'B' }] },
      life: { anyOf: [{ type: 'string' }, { type: 'string' }, { type: 'integer' }], description: 'in seconds' },
    },
  }

  it('are named by the way to them', () => {
    const listed = listFields(schema).map(({ path, isRequired }) => [path, isRequired])
    expect(listed).toEqual([
      ['users', true],
      ['users[].name', false],
      ['users[].key', false],
      ['kind', false],
      ['life', false],
    ])
  })

  it('say their type in words', () => {
    const types = matchesOf(/<span class="type">(.*?)<\/span>/g, toFieldList(schema).text)
    expect(types).toEqual([
      'list of object',
      'string',
      '<a href="#type-ApiKey">ApiKey</a>',
      '<code>&quot;A&quot;</code> or <code>&quot;B&quot;</code>',
      'string or integer',
    ])
    expect(toFieldList({ type: 'object' }).text).toBe('<p>An empty object.</p>')
  })
})
