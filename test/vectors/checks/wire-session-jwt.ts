/** The protocol's own vector for the session token. */
import {
  type CryptoError,
  formatSessionClaims,
  importSigningKey,
  readHex,
  readSessionJwt,
  signDer,
  signSessionJwt,
} from '@latchkey/crypto'
import { type CheckResult, runCases } from './check-result.ts'
import type { WireVectors } from './wire-vectors.ts'

/** Private half of the vector's key: one byte repeated. */
const privateKey = readHex('08'.repeat(32))

const isRefused = async (jwt: string, publicKey: string): Promise<boolean> =>
  readSessionJwt(jwt, publicKey).then(
    () => false,
    (error: CryptoError) => error.code === 'SESSION_JWT_INVALID',
  )

/**
 * Whether session tokens are read, written and signed as the protocol's vector says.
 * @param vectors the parsed file
 */
export function checkWireSessionJwt({ jwt: { pub, jwt } }: WireVectors): Promise<CheckResult> {
  const unsigned = jwt.slice(0, jwt.lastIndexOf('.'))
  return runCases([
    { name: 'read', holds: async () => (await readSessionJwt(jwt, pub)).expiresAtSeconds === 1_893_456_000 },
    { name: 'written', holds: async () => formatSessionClaims(await readSessionJwt(jwt, pub)) === unsigned },
    {
      name: 'signed with the same key',
      holds: async () => {
        const key = await importSigningKey(privateKey)
        const signed = await signSessionJwt(unsigned, (message) => signDer(key, message))
        return (await readSessionJwt(signed, pub)).userId === '66666666-7777-4888-8999-aaaaaaaaaaaa'
      },
    },
    { name: 'another payload', holds: () => isRefused(jwt.replace('.ey', '.ez'), pub) },
  ])
}
