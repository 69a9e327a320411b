import { activities, queries } from '@latchkey/contract'
import { toOpenApi } from '@latchkey/contract/openapi'
import { describe, expect, it } from 'vitest'

type Json = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null

/** The document as a client downloads it. */
const document: Json = JSON.parse(JSON.stringify(toOpenApi()))

/** The value below a document at these member names, and a failure where there is none. */
function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((current, member) => {
    if (!isObject(current) || !Object.hasOwn(current, member)) throw new Error(`no ${member} in ${path.join(' / ')}`)
    return current[member]
  }, value)
}

/** Every object in the document with the path that leads to it. */
function* walk(value: unknown, path = '#'): Generator<readonly [path: string, node: Json]> {
  if (!isObject(value)) return
  yield [path, value]
  for (const [member, inner] of Object.entries(value)) yield* walk(inner, `${path}/${member}`)
}

const nodes = [...walk(document)]
const paths = Object.entries(at(document, 'paths') as Json)
const schemaOf = (content: unknown): unknown => at(content, 'content', 'application/json', 'schema')

/** Keywords of JSON Schema the contract's schemas use. */
const keywords = new Set([
  ...['$ref', 'type', 'const', 'enum', 'description', 'pattern', 'format', 'maxLength', 'minimum', 'maximum'],
  ...['properties', 'required', 'patternProperties', 'items', 'minItems', 'maxItems', 'anyOf', 'oneOf'],
])

/** Every schema below a schema, itself included. */
function* subschemas(schema: unknown): Generator<Json> {
  if (!isObject(schema)) throw new Error('a schema is no object')
  yield schema
  const maps = [schema.properties, schema.patternProperties].flatMap((map) => (isObject(map) ? Object.values(map) : []))
  const lists = [schema.anyOf, schema.oneOf].flatMap((list) => (Array.isArray(list) ? list : []))
  const items = schema.items === undefined ? [] : [schema.items]
  for (const inner of [...maps, ...lists, ...items]) yield* subschemas(inner)
}

const schemas = paths.flatMap(([, item]) => [
  ...subschemas(schemaOf(at(item, 'post', 'requestBody'))),
  ...subschemas(schemaOf(at(item, 'post', 'responses', '200'))),
])

describe('the OpenAPI document', () => {
  it('is OpenAPI 3.1 with title, version and licence', () => {
    expect(document.openapi).toBe('3.1.0')
    expect(document.info).toEqual({
      title: expect.any(String),
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    })
  })

  it('loses nothing when it is written as JSON', () => {
    expect(toOpenApi()).toEqual(document)
  })

  it('has every operation and no other', () => {
    const expected = [
      ...Object.keys(queries).map((name) => `/public/v1/query/${name}`),
      ...Object.keys(activities).map((name) => `/public/v1/submit/${name}`),
    ]
    expect(paths.map(([path]) => path).sort()).toEqual(expected.sort())
  })

  it('names every operation once, by its path segment', () => {
    const ids = paths.map(([, item]) => at(item, 'post', 'operationId'))
    expect(ids).toEqual(paths.map(([path]) => path.split('/').at(-1)))
    expect(new Set(ids).size).toBe(ids.length)
  })

  it.each(paths)('%s: only POST, with summary, body, answer and refusal', (_path, item) => {
    expect(Object.keys(item as Json)).toEqual(['post'])
    expect(at(item, 'post', 'summary')).toMatch(/\.$/)
    expect(at(item, 'post', 'requestBody', 'required')).toBe(true)
    expect(at(item, 'post', 'responses', '200', 'description')).toEqual(expect.any(String))
    expect(schemaOf(at(item, 'post', 'responses', 'default'))).toEqual({ $ref: '#/components/schemas/Error' })
  })

  it('resolves every $ref', () => {
    const references = nodes.flatMap(([path, { $ref }]) => (typeof $ref === 'string' ? [[path, $ref] as const] : []))
    expect(references.length).toBeGreaterThan(paths.length)
    for (const [path, reference] of references) {
      expect(reference, path).toMatch(/^#\//)
      expect(at(document, ...reference.slice(2).split('/')), path).toEqual(expect.any(Object))
    }
  })

  it('declares every security scheme it asks for', () => {
    const declared = at(document, 'components', 'securitySchemes') as Json
    for (const scheme of Object.values(declared)) {
      expect(scheme).toMatchObject({ type: 'apiKey', in: 'header', name: expect.stringMatching(/^X-/) })
    }
    for (const [path, item] of paths) {
      const named = (at(item, 'post', 'security') as Json[]).flatMap((requirement) => Object.keys(requirement))
      expect(named.length, path).toBeGreaterThan(0)
      for (const name of named) expect(declared, path).toHaveProperty(name)
    }
  })
})

describe('its schemas', () => {
  it('consist of known keywords', () => {
    const unknown = schemas.flatMap((schema) => Object.keys(schema)).filter((keyword) => !keywords.has(keyword))
    expect([...new Set(unknown)]).toEqual([])
  })

  it('require only members they describe', () => {
    for (const { required = [], properties = {} } of schemas) {
      for (const member of required as string[]) expect(properties).toHaveProperty(member)
    }
  })

  it('have patterns that compile', () => {
    const patterns = schemas.flatMap(({ pattern }) => (typeof pattern === 'string' ? [pattern] : []))
    expect(patterns.length).toBeGreaterThan(0)
    for (const pattern of patterns) expect(() => new RegExp(pattern, 'u')).not.toThrow()
  })

  it.each(Object.entries(activities))('%s: the body is one alternative per version', (name, { versions }) => {
    const schema = schemaOf(at(document, 'paths', `/public/v1/submit/${name}`, 'post', 'requestBody'))
    const types = (at(schema, 'oneOf') as Json[]).map((body) => at(body, 'properties', 'type', 'const'))
    expect(types).toEqual(Object.keys(versions))
  })
})
