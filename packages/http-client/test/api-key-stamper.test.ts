import { createECDH } from 'node:crypto'
import { inspect } from 'node:util'
import { ApiKeyStamper, LatchkeyError } from '@latchkey/http-client'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isValidStamp, keyPair } from './support/fixtures.ts'

/** The pair of a private key, by node:crypto. */
function toPair(apiPrivateKey: string) {
  const ecdh = createECDH('prime256v1')
  ecdh.setPrivateKey(apiPrivateKey, 'hex')
  return { apiPublicKey: ecdh.getPublicKey('hex', 'compressed'), apiPrivateKey }
}

const body = '{"organizationId":"11111111-2222-4333-8444-555555555555"}'

describe('ApiKeyStamper', () => {
  it('makes the X-Stamp header: base64url of key, scheme and signature', async () => {
    const { stampHeaderName, stampHeaderValue } = await new ApiKeyStamper(keyPair).stamp(body)
    expect(stampHeaderName).toBe('X-Stamp')
    expect(stampHeaderValue).toMatch(/^[A-Za-z0-9_-]+$/)
    expect(JSON.parse(Buffer.from(stampHeaderValue, 'base64url').toString())).toEqual({
      publicKey: keyPair.apiPublicKey,
      scheme: 'SIGNATURE_SCHEME_TK_API_P256',
      signature: expect.stringMatching(/^30[0-9a-f]+$/),
    })
  })

  it('signs any body so that node:crypto verifies it, and no other body', async () => {
    const stamper = new ApiKeyStamper(keyPair)
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
        const { stampHeaderValue } = await stamper.stamp(text)
        expect(isValidStamp(stampHeaderValue, Buffer.from(text))).toBe(true)
        expect(isValidStamp(stampHeaderValue, Buffer.from(`${text} `))).toBe(false)
      }),
    )
  })

  it('takes keys in capitals and names the public key in lower case', async () => {
    const pair = toPair('ABCD'.padStart(64, '0'))
    const { stampHeaderValue } = await new ApiKeyStamper({
      apiPublicKey: pair.apiPublicKey.toUpperCase(),
      apiPrivateKey: pair.apiPrivateKey,
    }).stamp(body)
    expect(JSON.parse(Buffer.from(stampHeaderValue, 'base64url').toString()).publicKey).toBe(pair.apiPublicKey)
    expect(isValidStamp(stampHeaderValue, Buffer.from(body))).toBe(true)
  })

  it.each([
    ['a private key that is not hexadecimal', { apiPrivateKey: 'zz'.repeat(32) }, 'apiPrivateKey'],
    ['a private key that is too short', { apiPrivateKey: '01'.repeat(31) }, 'apiPrivateKey'],
    ['a private key of zero', { apiPrivateKey: '00'.repeat(32) }, 'apiPrivateKey'],
    ['a private key beyond the order', { apiPrivateKey: 'ff'.repeat(32) }, 'apiPrivateKey'],
    ['a missing private key', { apiPrivateKey: '' }, 'apiPrivateKey'],
    ['the private key of another pair', { apiPrivateKey: '02'.repeat(32) }, 'apiPublicKey'],
    ['an uncompressed public key', { apiPublicKey: `04${'11'.repeat(64)}` }, 'apiPublicKey'],
    ['a missing public key', { apiPublicKey: '' }, 'apiPublicKey'],
  ])('refuses %s at every stamp, without repeating it', async (_name, wrong, named) => {
    const stamper = new ApiKeyStamper({ ...keyPair, ...wrong })
    for (const attempt of [stamper.stamp(body), stamper.stamp(body)]) {
      const error: unknown = await attempt.catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(LatchkeyError)
      expect(error).toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining(named) })
      const { apiPrivateKey } = { ...keyPair, ...wrong }
      if (apiPrivateKey) expect(inspect(error)).not.toContain(apiPrivateKey)
    }
  })

  it('does not show its private key', async () => {
    const stamper = new ApiKeyStamper(keyPair)
    await stamper.stamp(body)
    expect(inspect(stamper, { showHidden: true, depth: 9 }) + JSON.stringify(stamper)).not.toContain(
      keyPair.apiPrivateKey,
    )
  })
})
