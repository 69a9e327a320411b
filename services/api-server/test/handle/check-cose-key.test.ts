/** Keys of new passkeys on their own: what the registration library would refuse as well is refused here too. */
import { randomBytes } from 'node:crypto'
import { isoCBOR } from '@simplewebauthn/server/helpers'
import { expect, it } from 'vitest'
import { type CborValue, toCbor } from '../../../../test/support/cbor.ts'
import { makeSoftwarePasskey } from '../../../../test/support/software-authenticator.ts'
import { checkCoseKey } from '../../src/handle/credentials/check-cose-key.ts'

it('names the algorithm of a key it takes', () => {
  expect(checkCoseKey(makeSoftwarePasskey().publicKeyCose)).toBe(-7)
  expect(checkCoseKey(makeSoftwarePasskey({ algorithm: 'RS256' }).publicKeyCose)).toBe(-257)
})

it.each([-8, -19, -35, -36, -37, -47, -258, 0, 7])('refuses the algorithm %i', (algorithm) => {
  const coordinates: [number, CborValue][] = [
    [-2, randomBytes(32)],
    [-3, randomBytes(32)],
  ]
  const key = toCbor(new Map<number, CborValue>([[1, 2], [3, algorithm], [-1, 1], ...coordinates]))
  expect(() => checkCoseKey(key)).toThrow('has a key of another algorithm than ES256 and RS256')
})

it.each([
  ['another type', [1, 3]],
  ['no type', [1, 0]],
  ['another curve', [-1, 2]],
] as const)('refuses a good point under %s', (_what, [label, value]) => {
  const honest = isoCBOR.decodeFirst<Map<number, CborValue>>(new Uint8Array(makeSoftwarePasskey().publicKeyCose))
  expect(() => checkCoseKey(toCbor(honest.set(label, value)))).toThrow('has an ES256 key that is not of P-256')
})

it('refuses a good modulus under another type', () => {
  const rsa = makeSoftwarePasskey({ algorithm: 'RS256' })
  const honest = isoCBOR.decodeFirst<Map<number, CborValue>>(new Uint8Array(rsa.publicKeyCose))
  expect(() => checkCoseKey(toCbor(honest.set(1, 2)))).toThrow('has an RSA key that is not of 2048 to 4096 bits')
})
