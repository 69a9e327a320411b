/** Session keys made in the page: sealed to the target key, wiped, and made by the iframe where there is one. */
import { generateTargetKey, openCredentialBundle, publicKeyOf, readHex, toHex } from '@latchkey/crypto'
import { describe, expect, it } from 'vitest'
import { makeSessionKey } from '../../src/session/make-session-key.ts'
import { codeOf } from '../support/code-of.ts'

function compress(pointHex: string): string {
  const isOdd = Number.parseInt(pointHex.slice(-1), 16) % 2 === 1
  return (isOdd ? '03' : '02') + pointHex.slice(2, 66)
}

describe('a session key made in the page', () => {
  it.each([
    ['uncompressed', (hex: string) => hex],
    ['compressed', compress],
    ['capital', (hex: string) => hex.toUpperCase()],
  ])('opens with the target key, given %s', async (_, format) => {
    const targetKey = await generateTargetKey()
    const { publicKeyHex, credentialBundle } = await makeSessionKey(format(toHex(targetKey.publicKey)), undefined)
    const privateKey = await openCredentialBundle({ bundle: credentialBundle, targetKey })
    expect(toHex(await publicKeyOf(privateKey))).toBe(publicKeyHex)
    expect(readHex(publicKeyHex)).toHaveLength(33)
  })

  it('opens with no other key', async () => {
    const [targetKey, other] = await Promise.all([generateTargetKey(), generateTargetKey()])
    const { credentialBundle } = await makeSessionKey(toHex(targetKey.publicKey), undefined)
    const opened = openCredentialBundle({ bundle: credentialBundle, targetKey: other })
    await expect(opened).rejects.toMatchObject({ code: 'BUNDLE_NOT_FOR_THIS_KEY' })
  })

  it.each([undefined, null, '', 'null', '04', `04${'00'.repeat(64)}`, `02${'ff'.repeat(32)}`, 'zz'.repeat(65)])(
    'is not made for %j',
    async (targetPublicKey) => {
      expect(await codeOf(() => makeSessionKey(targetPublicKey, undefined))).toBe('TARGET_KEY_MISSING')
    },
  )

  it('is left to the iframe whose key is the target, and only to it', async () => {
    const targetPublicKey = toHex((await generateTargetKey()).publicKey)
    const fromIframe = { publicKeyHex: '02', credentialBundle: 'from the iframe' }
    const iframe = { iframePublicKey: targetPublicKey, createSessionKey: async () => fromIframe }
    expect(await makeSessionKey(targetPublicKey.toUpperCase(), iframe)).toBe(fromIframe)
    expect(await makeSessionKey(targetPublicKey, { ...iframe, iframePublicKey: null })).not.toBe(fromIframe)
  })
})
