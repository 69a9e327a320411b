/** Making a passkey. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createPasskey } from '../../src/passkey/create-passkey.ts'
import { codeOf } from '../support/code-of.ts'
import { Page } from '../support/page.ts'

let page: Page

beforeEach(() => {
  page = new Page().install()
})
afterEach(() => {
  vi.unstubAllGlobals()
})

describe('a new passkey', () => {
  it('comes in the form the API takes', async () => {
    const { encodedChallenge, attestation } = await createPasskey()
    expect(Buffer.from(encodedChallenge, 'base64url')).toHaveLength(32)
    const clientData: unknown = JSON.parse(Buffer.from(attestation.clientDataJson, 'base64url').toString())
    expect(clientData).toMatchObject({ type: 'webauthn.create', challenge: encodedChallenge })
    expect(attestation.credentialId).toBe('AQID-g')
    expect(attestation.attestationObject).toBe('CQk')
    expect(attestation.transports).toEqual(['AUTHENTICATOR_TRANSPORT_INTERNAL', 'AUTHENTICATOR_TRANSPORT_HYBRID'])
  })

  it('is discoverable, of this page and with ES256 or RS256, unless told otherwise', async () => {
    await createPasskey()
    expect(page.authenticator.asked[0]).toMatchObject({
      rp: { id: 'app.example', name: '' },
      user: { name: 'Default User', displayName: 'Default User' },
      pubKeyCredParams: [
        { type: 'public-key', alg: -7 },
        { type: 'public-key', alg: -257 },
      ],
      authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'preferred' },
    })
  })

  it('has a challenge and a user id of its own each time', async () => {
    const ids = await Promise.all(
      [1, 2].map(async () => (await createPasskey().catch(() => undefined))?.encodedChallenge),
    )
    expect(new Set(ids).size).toBe(2)
  })

  it('takes every part of the options that is given, and keeps the defaults of the rest', async () => {
    const challenge = Uint8Array.of(251, 255)
    const user = { name: 'ada@example.com', displayName: 'Ada' }
    const params = {
      publicKey: {
        challenge,
        user,
        rp: { name: 'App' },
        authenticatorSelection: { userVerification: 'required' as const },
      },
    }
    const { encodedChallenge } = await createPasskey(params, 'example')
    expect(encodedChallenge).toBe('-_8')
    expect(page.authenticator.asked[0]).toMatchObject({
      rp: { id: 'example', name: 'App' },
      user,
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    })
  })

  it('names a passkey that exists already', async () => {
    page.authenticator.failure = new DOMException('', 'InvalidStateError')
    expect(await codeOf(() => createPasskey())).toBe('PASSKEY_ALREADY_REGISTERED')
  })

  it('has no transports where the browser does not tell them', async () => {
    const response = { clientDataJSON: new ArrayBuffer(1), attestationObject: new ArrayBuffer(1) }
    vi.stubGlobal('navigator', { credentials: { create: async () => ({ rawId: new ArrayBuffer(1), response }) } })
    expect((await createPasskey()).attestation.transports).toEqual([])
  })
})
