import fc from 'fast-check'
import { type TSchema, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { describe, expect, it } from 'vitest'
import {
  ApiKeyCurve,
  AuthenticatorTransport,
  CredentialId,
  CurvePublicKeyHex,
  Email,
  ExpirationSeconds,
  Id,
  Label,
  list,
  Pagination,
  PhoneNumber,
  PublicKeyHex,
  TargetPublicKeyHex,
  TimestampMs,
  UserName,
} from '../src/fields.ts'

const uuid = '0195c0de-0000-7000-8000-00000000000a'
const x = 'ab'.repeat(32)

interface Case {
  readonly schema: TSchema
  readonly accepts: readonly unknown[]
  readonly refuses: readonly unknown[]
}

/** What no field here takes. */
const foreign = [null, true, [], {}]

const cases: Readonly<Record<string, Case>> = {
  Id: {
    schema: Id,
    accepts: [uuid, uuid.toUpperCase(), '00000000-0000-0000-0000-000000000000'],
    refuses: [
      '',
      uuid.slice(1),
      `${uuid}0`,
      `{${uuid}}`,
      `${uuid}\n`,
      ` ${uuid}`,
      uuid.replaceAll('-', ''),
      uuid.replace('a', 'g'),
    ],
  },
  Label: {
    schema: Label,
    accepts: ['a', ' ', 'Žofie 🔑', 'l'.repeat(255), '🔑'.repeat(255), '<b>', '"'],
    refuses: ['', 'l'.repeat(256), 'a\nb', 'a\n', '\ta', 'nul\u0000', '\u007f', '\u0085', '\u2028', '\u2029'],
  },
  UserName: {
    schema: UserName,
    accepts: ['', 'Ada Lovelace', 'ada@example.org', 'n'.repeat(255)],
    refuses: ['n'.repeat(256), 'a\r\nb', '\u001b[31m', '\u009b'],
  },
  Email: {
    schema: Email,
    accepts: ['', 'a@b', 'ada.lovelace+x@mail.example.org', 'žofie@example.org', `${'l'.repeat(64)}@example.org`],
    refuses: [
      'a',
      '@b',
      'a@',
      'a@b@c',
      'a b@c',
      'a@b c',
      'a@b\n',
      'a@b\r\nBcc: c@d',
      '<a@b>',
      '"a"@b',
      'a\u0000@b',
      `${'l'.repeat(65)}@b`,
      `a@${'d'.repeat(256)}`,
    ],
  },
  PhoneNumber: {
    schema: PhoneNumber,
    accepts: ['', '+14155550123', '+442071838750', '+12', `+1${'2'.repeat(14)}`],
    refuses: ['+', '+1', '14155550123', '+0123456', '+1 415 555', '+1415555012x', `+1${'2'.repeat(15)}`, '+12\n'],
  },
  PublicKeyHex: {
    schema: PublicKeyHex,
    accepts: [`02${x}`, `03${x}`, `02${x.toUpperCase()}`],
    refuses: [
      '',
      `04${x}`,
      `00${x}`,
      `02${x}0`,
      `02${x.slice(1)}`,
      `04${x}${x}`,
      `0x02${x.slice(4)}`,
      `02${x}\n`,
      `02${x.slice(0, -1)}g`,
    ],
  },
  CurvePublicKeyHex: {
    schema: CurvePublicKeyHex,
    accepts: [`02${x}`, `03${x}`, `02${x.toUpperCase()}`, x, x.toUpperCase()],
    refuses: ['', x.slice(1), x.slice(2), `0${x}`, `02${x}0`, `04${x}${x}`, `0x${x}`, `${x}\n`, `${x.slice(0, -1)}g`],
  },
  ExpirationSeconds: {
    schema: ExpirationSeconds,
    accepts: ['1', '900', '9999999999', 1, 900, 9_999_999_999],
    refuses: [
      '',
      '0',
      '00900',
      '-1',
      '+900',
      '9e2',
      '900.0',
      ' 900',
      '900\n',
      '10000000000',
      'Infinity',
      0,
      -1,
      0.5,
      1e10,
      Number.NaN,
    ],
  },
  TimestampMs: {
    schema: TimestampMs,
    accepts: ['0', '1', '1700000000000', '9'.repeat(15)],
    refuses: ['', '01', '-1', '1.5', '1e3', ' 1', '1\n', '9'.repeat(16), 1_700_000_000_000],
  },
  CredentialId: {
    schema: CredentialId,
    accepts: ['A', 'abc-_9', 'a'.repeat(1364)],
    refuses: ['', 'ab=', 'a+b', 'a/b', 'a b', 'a\n', 'a'.repeat(1365)],
  },
  ApiKeyCurve: {
    schema: ApiKeyCurve,
    accepts: ['API_KEY_CURVE_P256', 'API_KEY_CURVE_SECP256K1', 'API_KEY_CURVE_ED25519'],
    refuses: ['', 'API_KEY_CURVE_P384', 'api_key_curve_p256', 'API_KEY_CURVE_P256 '],
  },
  AuthenticatorTransport: {
    schema: AuthenticatorTransport,
    accepts: ['BLE', 'INTERNAL', 'NFC', 'USB', 'HYBRID'].map((name) => `AUTHENTICATOR_TRANSPORT_${name}`),
    refuses: ['', 'usb', 'AUTHENTICATOR_TRANSPORT_', 'AUTHENTICATOR_TRANSPORT_SMART_CARD'],
  },
}

describe.each(Object.entries(cases))('%s', (_name, { schema, accepts, refuses }) => {
  const validator = Compile(schema)

  it.each(accepts.map((value) => [value]))('accepts %j', (value) => {
    expect(validator.Check(value)).toBe(true)
  })

  it.each([...refuses, ...foreign].map((value) => [value]))('refuses %j', (value) => {
    expect(validator.Check(value)).toBe(false)
  })

  it('says what it takes', () => {
    expect(schema).toHaveProperty('description', expect.stringMatching(/^(an?|one of|up to|milliseconds|\d+ to) /))
  })
})

it('a field of text takes no number, unless it is a lifetime', () => {
  const taking = Object.entries(cases).filter(([, { schema }]) => Compile(schema).Check(7))
  expect(taking.map(([name]) => name)).toEqual(['ExpirationSeconds'])
})

describe('Id', () => {
  const validator = Compile(Id)

  it('takes every UUID, in either case', () => {
    fc.assert(fc.property(fc.uuid(), (id) => validator.Check(id) && validator.Check(id.toUpperCase())))
  })

  it('takes nothing with one character changed to something else than a hexadecimal digit', () => {
    const position = fc.nat({ max: 35 })
    const character = fc.string({ minLength: 1, maxLength: 1 }).filter((text) => !/[0-9a-fA-F-]/.test(text))
    fc.assert(
      fc.property(
        fc.uuid(),
        position,
        character,
        (id, at, other) => !validator.Check(id.slice(0, at) + other + id.slice(at + 1)),
      ),
    )
  })
})

describe.each([
  ['Label', Label],
  ['UserName', UserName],
])('%s', (_name, schema) => {
  const validator = Compile(schema)
  const isControl = (code: number): boolean =>
    code < 0x20 ||
    (code >= 0x7f && code < 0xa0) ||
    (code >= 0x2028 && code <= 0x202e) ||
    (code >= 0x2066 && code <= 0x2069)

  it('takes every character but controls, line separators and direction overrides, anywhere', () => {
    for (const code of [...Array(0x3000).keys()]) {
      const text = `a${String.fromCharCode(code)}b`
      expect(validator.Check(text), code.toString(16)).toBe(!isControl(code))
    }
  })

  it('counts characters, not the units of their encoding', () => {
    const character = fc
      .string({ unit: 'grapheme-composite', minLength: 1, maxLength: 1 })
      .filter((text) => [...text].length === 1)
    fc.assert(
      fc.property(character, (text) => {
        fc.pre(!isControl(text.codePointAt(0) ?? 0))
        return validator.Check(text.repeat(255)) && !validator.Check(text.repeat(256))
      }),
    )
  })
})

describe('Email', () => {
  it('takes every address fast-check makes', () => {
    const validator = Compile(Email)
    fc.assert(fc.property(fc.emailAddress(), (address) => /["']/.test(address) || validator.Check(address)))
  })
})

describe('whole numbers as text', () => {
  it('ExpirationSeconds takes every whole number from 1 to 9999999999, as text and as a number', () => {
    const validator = Compile(ExpirationSeconds)
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9_999_999_999 }),
        (seconds) => validator.Check(seconds) && validator.Check(`${seconds}`),
      ),
    )
  })

  it('TimestampMs takes every moment up to the year 31000', () => {
    const validator = Compile(TimestampMs)
    fc.assert(fc.property(fc.integer({ min: 0, max: 999_999_999_999_999 }), (ms) => validator.Check(`${ms}`)))
  })
})

describe('PublicKeyHex', () => {
  it('takes 33 bytes that begin with 02 or 03, and no other first byte or length', () => {
    const validator = Compile(PublicKeyHex)
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 31, maxLength: 35 }), (bytes) => {
        const isCompressed = bytes.length === 33 && (bytes[0] === 2 || bytes[0] === 3)
        expect(validator.Check(Buffer.from(bytes).toString('hex'))).toBe(isCompressed)
      }),
    )
    fc.assert(
      fc.property(fc.constantFrom(2, 3), fc.uint8Array({ minLength: 32, maxLength: 32 }), (first, rest) =>
        validator.Check(Buffer.from([first, ...rest]).toString('hex')),
      ),
    )
  })
})

describe('TargetPublicKeyHex', () => {
  it('accepts points in both lengths with the prefix that goes with it, and nothing else', () => {
    const validator = Compile(TargetPublicKeyHex)
    const lengths = fc.constantFrom(32, 33, 34, 64, 65, 66)
    const digits = lengths.chain((length) => fc.uint8Array({ minLength: length, maxLength: length }))
    fc.assert(
      fc.property(digits, fc.nat(7), ([, ...rest], prefix) => {
        const isPoint = rest.length === 64 ? prefix === 4 : rest.length === 32 && (prefix === 2 || prefix === 3)
        expect(validator.Check(Buffer.from([prefix, ...rest]).toString('hex'))).toBe(isPoint)
      }),
    )
  })
})

describe('Pagination', () => {
  const validator = Compile(Pagination)

  it.each([
    {},
    { limit: '1' },
    { limit: '100' },
    { limit: 10 },
    { before: uuid },
    { after: uuid, limit: '5' },
    { more: 1 },
  ])('accepts %j', (value) => {
    expect(validator.Check(value)).toBe(true)
  })

  it.each([
    null,
    'x',
    { limit: '0' },
    { limit: '101' },
    { limit: 0 },
    { limit: 101 },
    { limit: 1.5 },
    { limit: '01' },
    { before: 'x' },
    { after: '' },
  ])('refuses %j', (value) => {
    expect(validator.Check(value)).toBe(false)
  })
})

describe('list', () => {
  it('takes as many items as it is told to, at most 100', () => {
    for (const minItems of [0, 1]) {
      const validator = Compile(list(Type.String(), minItems))
      expect(validator.Check([])).toBe(minItems === 0)
      expect(validator.Check(Array(100).fill('a'))).toBe(true)
      expect(validator.Check(Array(101).fill('a'))).toBe(false)
      expect(validator.Check(['a', 1])).toBe(false)
    }
  })
})
