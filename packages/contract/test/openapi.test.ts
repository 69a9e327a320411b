import { activities, queries } from '@latchkey/contract'
import { serverErrors } from '@latchkey/contract/errors'
import { toOpenApi } from '@latchkey/contract/openapi'
import { Validator } from '@seriousme/openapi-schema-validator'
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
  ...['properties', 'required', 'patternProperties', 'items', 'minItems', 'maxItems', 'anyOf', 'oneOf', 'allOf'],
])

/** Every schema below a schema, itself included. */
function* subschemas(schema: unknown): Generator<Json> {
  if (!isObject(schema)) throw new Error('a schema is no object')
  yield schema
  const maps = [schema.properties, schema.patternProperties].flatMap((map) => (isObject(map) ? Object.values(map) : []))
  const lists = [schema.anyOf, schema.oneOf, schema.allOf].flatMap((list) => (Array.isArray(list) ? list : []))
  const items = schema.items === undefined ? [] : [schema.items]
  for (const inner of [...maps, ...lists, ...items]) yield* subschemas(inner)
}

const schemas = [
  ...paths.flatMap(([, item]) => [
    ...subschemas(schemaOf(at(item, 'post', 'requestBody'))),
    ...subschemas(schemaOf(at(item, 'post', 'responses', '200'))),
  ]),
  ...Object.values(at(document, 'components', 'schemas') as Json).flatMap((schema) => [...subschemas(schema)]),
]

describe('the OpenAPI document', () => {
  it('is valid against the schema of OpenAPI 3.1', async () => {
    const validator = new Validator()
    expect(await validator.validate({ ...document })).toEqual({ valid: true })
    expect(validator.version).toBe('3.1')
  })

  it('is held to that schema: without its title it would not be valid', async () => {
    expect(await new Validator().validate({ ...document, info: { version: '1' } })).toMatchObject({ valid: false })
  })

  it('is OpenAPI 3.1 with title, version, description and licence', () => {
    expect(document.openapi).toBe('3.1.0')
    expect(document.info).toEqual({
      title: expect.any(String),
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      description: expect.any(String),
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

  it('describes every tag it uses, and uses every tag it describes', () => {
    const described = (at(document, 'tags') as Json[]).map(({ name, description }) => {
      expect(description, String(name)).toMatch(/\.$/)
      return name
    })
    const used = paths.flatMap(([, item]) => at(item, 'post', 'tags') as string[])
    expect([...new Set(used)].sort()).toEqual([...described].sort())
    expect(used).toHaveLength(paths.length)
  })

  it('adds no member of its own to the format', () => {
    expect(nodes.flatMap(([, node]) => Object.keys(node)).filter((member) => /^x-/i.test(member))).toEqual([])
  })

  it('takes the token of a read-only session for reads and for ending it', () => {
    const takesToken = ([, item]: (typeof paths)[number]) =>
      (at(item, 'post', 'security') as Json[]).some((requirement) => 'session' in requirement)
    const expected = [...Object.keys(queries).map((name) => `query/${name}`), 'submit/delete_read_only_sessions']
    expect(paths.filter(takesToken).map(([path]) => path)).toEqual(expected.map((name) => `/public/v1/${name}`))
  })

  it('lists every code a refusal can show, and none that is kept for the log', () => {
    const [info] = at(document, 'components', 'schemas', 'Error', 'properties', 'details', 'items', 'anyOf') as Json[]
    const shown = Object.entries(serverErrors).filter(([, entry]) => !('publicAs' in entry))
    expect(at(info, 'properties', 'reason', 'enum')).toEqual(shown.map(([code]) => code))
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

  it('explain every member of a request, unless it is an object or has a name of its own', () => {
    const requests = paths.flatMap(([, item]) => [...subschemas(schemaOf(at(item, 'post', 'requestBody')))])
    const members = requests.flatMap(({ properties = {} }) => Object.entries(properties as Json))
    const unexplained = members.filter(
      ([, schema]) =>
        isObject(schema) &&
        schema.type !== 'object' &&
        !('description' in schema || '$ref' in schema || 'const' in schema),
    )
    expect(members.length).toBeGreaterThan(paths.length)
    expect(unexplained.map(([name]) => name)).toEqual([])
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

  it.each(Object.entries(activities))(
    '%s: the answer has a result under the key of each version',
    (name, operation) => {
      const schema = schemaOf(at(document, 'paths', `/public/v1/submit/${name}`, 'post', 'responses', '200'))
      const [, own] = at(schema, 'properties', 'activity', 'allOf') as Json[]
      const results = at(own, 'properties', 'result', 'properties') as Json
      const keys = Object.values(operation.versions).flatMap(({ resultKeys }) => resultKeys)
      expect(new Set(Object.keys(results))).toEqual(new Set(keys))
      for (const result of Object.values(results)) {
        expect(Object.keys(at(result, 'properties') as Json)).toEqual(Object.keys(operation.result.properties))
      }
    },
  )
})
