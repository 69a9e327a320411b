/** Passkeys whose keys are weak, of another algorithm or no points at all are not registered: nothing could be verified with them. */
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { afterAll, expect, it } from 'vitest'
import { makeChild, write } from '../support/actors.ts'
import { errorCodeOf, startTestApiServer } from '../support/api-server.ts'
import { type CborValue, toCbor } from '../support/cbor.ts'
import { makeRegistration, makeSoftwarePasskey } from '../support/software-authenticator.ts'

const server = await startTestApiServer()
afterAll(() => server.close())
const child = await makeChild(server)

const field = (text: unknown): Buffer => Buffer.from(String(text), 'base64url')
const rsa = (modulusLength: number, publicExponent: number): [number, CborValue][] => {
  const { n, e } = generateKeyPairSync('rsa', { modulusLength, publicExponent }).publicKey.export({ format: 'jwk' })
  return [
    [1, 3],
    [3, -257],
    [-1, field(n)],
    [-2, field(e)],
  ]
}
const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey.export({ format: 'jwk' })
const [x, y] = [randomBytes(32), randomBytes(32)]

it.each<[what: string, members: [number, CborValue][]]>([
  ['RSA of 1024 bits', rsa(1024, 65_537)],
  ['RSA with the exponent 3', rsa(2048, 3)],
  [
    'P-384',
    [
      [1, 2],
      [3, -35],
      [-1, 2],
      [-2, field(p384.x)],
      [-3, field(p384.y)],
    ],
  ],
  [
    'P-384 called P-256',
    [
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, field(p384.x)],
      [-3, field(p384.y)],
    ],
  ],
  [
    'Ed25519',
    [
      [1, 1],
      [3, -8],
      [-1, 6],
      [-2, x],
    ],
  ],
  [
    'a symmetric key',
    [
      [1, 4],
      [3, -7],
      [-1, x],
    ],
  ],
  [
    'a point off the curve',
    [
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, x],
      [-3, y],
    ],
  ],
  [
    'the point (0, 0)',
    [
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.alloc(32)],
      [-3, Buffer.alloc(32)],
    ],
  ],
  ['nothing', []],
])('refuses %s', async (_what, members) => {
  const passkey = { ...makeSoftwarePasskey(), publicKeyCose: toCbor(new Map(members)) }
  const authenticators = [{ authenticatorName: 'x', ...makeRegistration(passkey) }]
  const answer = await write(server, child, 'create_authenticators', { userId: child.userId, authenticators })
  expect([answer.status, errorCodeOf(answer)]).toEqual([400, 'ATTESTATION_INVALID'])
})
