/** JSON with one meaning: the public suite, each rule on its own, and agreement with the platform's parser. */
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { JsonFault, readStrictJson, readStrictJsonObject } from '../src/strict-json.ts'

const vectors = resolve(process.env.LATCHKEY_VECTORS ?? join(import.meta.dirname, '../../../../shared/vectors'))

const bytesOf = (text: string): Uint8Array => Buffer.from(text)

function isAccepted(bytes: Uint8Array): boolean {
  try {
    readStrictJson(bytes)
    return true
  } catch (error) {
    if (error instanceof JsonFault) return false
    throw error
  }
}

describe('readStrictJson on JSONTestSuite', () => {
  const suite: Record<string, string> = JSON.parse(readFileSync(join(vectors, 'jsontestsuite_parsing.json'), 'utf8'))
  const accepted = Object.keys(suite).filter((name) => isAccepted(Buffer.from(suite[name] ?? '', 'base64')))

  it('accepts 95 of 318 files and refuses 223', () => {
    expect(Object.keys(suite)).toHaveLength(318)
    expect(accepted).toHaveLength(95)
  })

  it('refuses every file that must be refused', () => {
    expect(accepted.filter((name) => name.startsWith('n_'))).toEqual([])
  })

  it('refuses of the valid files those with duplicate names only, and accepts of the optional ones those that underflow', () => {
    const valid = Object.keys(suite).filter((name) => name.startsWith('y_'))
    expect(valid.filter((name) => !accepted.includes(name)).sort()).toEqual([
      'y_object_duplicated_key.json',
      'y_object_duplicated_key_and_value.json',
    ])
    expect(accepted.filter((name) => name.startsWith('i_')).sort()).toEqual([
      'i_number_double_huge_neg_exp.json',
      'i_number_real_underflow.json',
    ])
  })
})

describe('readStrictJson', () => {
  it.each([
    ['duplicate name', '{"a":1,"a":1}'],
    ['duplicate name in another spelling', '{"a":1,"\\u0061":1}'],
    ['duplicate name deep inside', '[{"x":{"b":1,"c":[],"b":{}}}]'],
    ['duplicate name whose first value has members', '{"a":{"b":1,"c":2},"a":1}'],
    ['__proto__', '{"__proto__":{"polluted":true}}'],
    ['__proto__ in another spelling', '{"\\u005f_proto__":1}'],
    ['constructor', '{"a":{"constructor":1}}'],
    ['prototype', '[{"prototype":1}]'],
    ['lone surrogate', '["\\ud800"]'],
    ['lone surrogate in a name', '{"\\udfff":1}'],
    ['byte order mark', '\ufeff{}'],
    ['infinite number', '[1e999]'],
    ['2^53', '[9007199254740992]'],
    ['-2^53', '{"a":-9007199254740992}'],
    ['text behind the value', '{} {}'],
    ['nothing', ''],
  ])('refuses %s', (_rule, text) => {
    expect(() => readStrictJson(bytesOf(text))).toThrow(JsonFault)
  })

  it.each([
    ['2^53 - 1', '[9007199254740991]'],
    ['-(2^53 - 1)', '[-9007199254740991]'],
    ['a large number that is not an integer token', '[1.0e28,1e22]'],
    ['colons, quotes and digits inside strings', '{"a:b\\"c":"::\\\\","d":"99999999999999999999"}'],
    ['the same name in different objects', '[{"a":1},{"a":1},{"a":{"a":1}}]'],
    ['a surrogate pair', '["\\ud83d\\ude39"]'],
    ['names inherited by every object', '{"toString":1,"hasOwnProperty":2}'],
  ])('accepts %s', (_rule, text) => {
    expect(readStrictJson(bytesOf(text))).toEqual(JSON.parse(text))
  })

  it('accepts nesting of 32 and refuses 33', () => {
    const nested = (depth: number) => bytesOf('['.repeat(depth) + ']'.repeat(depth))
    expect(isAccepted(nested(32))).toBe(true)
    expect(isAccepted(nested(33))).toBe(false)
    expect(isAccepted(bytesOf('{"a":'.repeat(32) + 1 + '}'.repeat(32)))).toBe(true)
    expect(isAccepted(bytesOf('{"a":'.repeat(33) + 1 + '}'.repeat(33)))).toBe(false)
  })

  it('refuses any byte that breaks UTF-8', () => {
    expect(isAccepted(Buffer.concat([bytesOf('["'), Uint8Array.of(0xff), bytesOf('"]')]))).toBe(false)
    expect(isAccepted(Buffer.concat([bytesOf('["'), Uint8Array.of(0xc0, 0xaf), bytesOf('"]')]))).toBe(false)
  })

  it('agrees with JSON.parse on whatever it accepts', () => {
    const text = fc.oneof(
      fc.json({ maxDepth: 6 }),
      fc.json().map((json) => json.replace(/[,:]/, ' ')),
      fc
        .array(fc.constantFrom('{', '}', '[', ']', '"a"', '"b"', ':', ',', '1', '-', 'e9', '\\', '"'))
        .map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(text, (json) => {
        if (isAccepted(bytesOf(json))) expect(readStrictJson(bytesOf(json))).toEqual(JSON.parse(json))
      }),
      { numRuns: 2_000 },
    )
  })

  it('accepts what JSON.stringify writes of objects with distinct, harmless names', () => {
    const value = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)))
    fc.assert(
      fc.property(value, (members) => {
        const isHarmless = !Object.keys(members).some((name) =>
          ['__proto__', 'constructor', 'prototype'].includes(name),
        )
        expect(isAccepted(bytesOf(JSON.stringify(members)))).toBe(isHarmless)
      }),
    )
  })

  it('sees every name that is written twice', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1 }), fc.nat(), (names, at) => {
        const twice = [...names, names[at % names.length]].map((name) => `${JSON.stringify(name)}:0`)
        expect(isAccepted(bytesOf(`{${twice.join()}}`))).toBe(false)
      }),
    )
  })

  it('says why without quoting the input', () => {
    expect(() => readStrictJson(bytesOf('{"secret-canary'))).toThrow(/^not valid JSON$/)
  })
})

describe('readStrictJsonObject', () => {
  it.each(['[]', 'null', '1', '"a"', 'true'])('refuses %s', (text) => {
    expect(() => readStrictJsonObject(bytesOf(text))).toThrow(JsonFault)
  })

  it('gives the members of an object', () => {
    expect(readStrictJsonObject(bytesOf(' {"a":[1]}\n'))).toEqual({ a: [1] })
  })
})
