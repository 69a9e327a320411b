/** Wycheproof's signatures through the server's own verification: ES256 as API keys and passkeys use it, RS256 as passkeys do. */
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { compressPoint, readHex } from '@latchkey/crypto'
import { describe, expect, it } from 'vitest'
import { toCbor } from '../../../../test/support/cbor.ts'
import { importPublicKey } from '../../src/api-key-curve.ts'
import { verifySignature } from '../../src/authenticate/verify-signature.ts'
import { verifyByCoseKey } from '../../src/authenticate/webauthn/cose-key.ts'

interface Group {
  publicKey: { uncompressed?: string; modulus?: string; publicExponent?: string }
  tests: { tcId: number; comment: string; msg: string; sig: string; result: 'valid' | 'invalid' | 'acceptable' }[]
}

const folder = resolve(process.env.LATCHKEY_VECTORS ?? join(import.meta.dirname, '../../../../../shared/vectors'))
const readGroups = (file: string): Group[] => JSON.parse(readFileSync(join(folder, file), 'utf8')).testGroups

type Verify = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => Promise<boolean>

/** How many cases come out as they must, and the names of the others. */
async function outcomeOf(groups: Group[], toKey: (group: Group) => Uint8Array, verify: Verify) {
  const wrong: string[] = []
  let right = 0
  for (const group of groups) {
    for (const { tcId, comment, msg, sig, result } of group.tests) {
      const isValid = await verify(toKey(group), Buffer.from(msg, 'hex'), Buffer.from(sig, 'hex'))
      // "acceptable" leaves the choice; the platform refuses those.
      if (isValid === (result === 'valid')) right++
      else wrong.push(`${tcId} ${comment}: ${result}`)
    }
  }
  return { right, wrong }
}

const verifyByPoint: Verify = (point, message, signature) =>
  verifySignature(importPublicKey(point, 'API_KEY_CURVE_P256'), message, signature)

const pointOf = ({ publicKey }: Group) => readHex(publicKey.uncompressed ?? '')

function toEs256Key(group: Group): Uint8Array {
  const [x, y] = [pointOf(group).subarray(1, 33), pointOf(group).subarray(33)]
  return toCbor(
    new Map<number, number | Uint8Array>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, x],
      [-3, y],
    ]),
  )
}

function toRs256Key({ publicKey }: Group): Uint8Array {
  const [modulus, exponent] = [readHex(publicKey.modulus ?? ''), readHex(publicKey.publicExponent ?? '')]
  return toCbor(
    new Map<number, number | Uint8Array>([
      [1, 3],
      [3, -257],
      [-1, modulus.subarray(modulus[0] === 0 ? 1 : 0)],
      [-2, exponent],
    ]),
  )
}

describe('Wycheproof', () => {
  const ecdsa = readGroups('wycheproof_ecdsa_secp256r1_sha256_test.json')

  it('ECDSA P-256 SHA-256 by compressed point: 484 of 484', async () => {
    expect(await outcomeOf(ecdsa, (group) => compressPoint(pointOf(group)), verifyByPoint)).toEqual({
      right: 484,
      wrong: [],
    })
  })

  it('ECDSA P-256 SHA-256 by COSE key: 484 of 484', async () => {
    expect(await outcomeOf(ecdsa, toEs256Key, verifyByCoseKey)).toEqual({ right: 484, wrong: [] })
  })

  it('RSASSA-PKCS1-v1_5 2048 SHA-256 by COSE key: 259 of 259', async () => {
    const groups = readGroups('wycheproof_rsa_signature_2048_sha256_test.json')
    expect(await outcomeOf(groups, toRs256Key, verifyByCoseKey)).toEqual({ right: 259, wrong: [] })
  })
})

describe('COSE keys of other kinds', () => {
  it.each([
    [
      'EdDSA',
      [
        [1, 1],
        [3, -8],
        [-1, 6],
        [-2, Buffer.alloc(32)],
      ],
    ],
    [
      'ES384',
      [
        [1, 2],
        [3, -35],
        [-1, 2],
        [-2, Buffer.alloc(48)],
        [-3, Buffer.alloc(48)],
      ],
    ],
    [
      'PS256',
      [
        [1, 3],
        [3, -37],
        [-1, Buffer.alloc(256, 1)],
        [-2, Buffer.from('010001', 'hex')],
      ],
    ],
    [
      'ES256 without y',
      [
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, Buffer.alloc(32)],
      ],
    ],
    [
      'ES256 off the curve',
      [
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, Buffer.alloc(32, 1)],
        [-3, Buffer.alloc(32, 1)],
      ],
    ],
  ] as [string, [number, number | Uint8Array][]][])('%s verify nothing', async (_kind, members) => {
    await expect(verifyByCoseKey(toCbor(new Map(members)), Buffer.alloc(1), Buffer.alloc(8))).rejects.toThrow()
  })
})
