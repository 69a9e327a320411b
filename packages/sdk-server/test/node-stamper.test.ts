import { createECDH } from 'node:crypto'
import { inspect } from 'node:util'
import { readApiKeyStamp } from '@latchkey/crypto'
import { type ApiKeyPair, NodeStamper } from '@latchkey/sdk-server'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isValidStamp, keyPair } from '../../http-client/test/support/fixtures.ts'

/** What making a stamper of a key pair throws. */
function refusalOf(pair: ApiKeyPair): unknown {
  try {
    return new NodeStamper(pair)
  } catch (error) {
    return error
  }
}

const body = '{"organizationId":"11111111-2222-4333-8444-555555555555"}'

describe('NodeStamper', () => {
  it('makes the X-Stamp header the server’s own reader takes', async () => {
    const { stampHeaderName, stampHeaderValue } = await new NodeStamper(keyPair).stamp(body)
    expect(stampHeaderName).toBe('X-Stamp')
    expect(readApiKeyStamp(stampHeaderValue)).toEqual({
      publicKeyHex: keyPair.apiPublicKey,
      scheme: 'SIGNATURE_SCHEME_TK_API_P256',
      signatureHex: expect.stringMatching(/^30[0-9a-f]+$/),
    })
  })

  it('signs any body so that node:crypto verifies it, and no other body', async () => {
    const stamper = new NodeStamper(keyPair)
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
        const { stampHeaderValue } = await stamper.stamp(text)
        expect(isValidStamp(stampHeaderValue, Buffer.from(text))).toBe(true)
        expect(isValidStamp(stampHeaderValue, Buffer.from(`${text} `))).toBe(false)
      }),
    )
  })

  it('takes any key pair, in capitals as well', async () => {
    const scalar = fc.bigInt({ min: 1n, max: 2n ** 255n })
    await fc.assert(
      fc.asyncProperty(fc.oneof(scalar, fc.bigInt({ min: 1n, max: 65_536n })), async (value) => {
        const apiPrivateKey = value.toString(16).padStart(64, '0').toUpperCase()
        const pair = createECDH('prime256v1')
        pair.setPrivateKey(apiPrivateKey, 'hex')
        const apiPublicKey = pair.getPublicKey('hex', 'compressed').toUpperCase()
        const { stampHeaderValue } = await new NodeStamper({ apiPublicKey, apiPrivateKey }).stamp(body)
        expect(readApiKeyStamp(stampHeaderValue).publicKeyHex).toBe(apiPublicKey.toLowerCase())
        expect(isValidStamp(stampHeaderValue, Buffer.from(body))).toBe(true)
      }),
      { numRuns: 30 },
    )
  })

  it.each([
    ['a private key that is not hexadecimal', { apiPrivateKey: 'zz'.repeat(32) }, 'apiPrivateKey'],
    ['a private key that is too short', { apiPrivateKey: '01'.repeat(31) }, 'apiPrivateKey'],
    ['a private key that is too long', { apiPrivateKey: '01'.repeat(33) }, 'apiPrivateKey'],
    ['a private key of zero', { apiPrivateKey: '00'.repeat(32) }, 'apiPrivateKey'],
    ['a private key beyond the order', { apiPrivateKey: 'ff'.repeat(32) }, 'apiPrivateKey'],
    ['the private key of another pair', { apiPrivateKey: '02'.repeat(32) }, 'apiPublicKey'],
    ['an uncompressed public key', { apiPublicKey: `04${'11'.repeat(64)}` }, 'apiPublicKey'],
  ])('refuses %s without repeating it', (_name, wrong, named) => {
    const pair = { ...keyPair, ...wrong }
    const error = refusalOf(pair)
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringMatching(`^${named}`) })
    expect(inspect(error)).not.toContain(pair.apiPrivateKey)
  })

  it('does not show its private key', () => {
    const shown = inspect(new NodeStamper(keyPair), { showHidden: true, depth: 9 })
    expect(shown).not.toContain(keyPair.apiPrivateKey)
  })
})
