/** Public keys of passkeys: those this server can verify with later, and no others. */
import { checkPoint, concatBytes } from '@latchkey/crypto'
import { isoCBOR } from '@simplewebauthn/server/helpers'
import { RegistrationFault } from './registration-fault.ts'

type Members = ReadonlyMap<unknown, unknown>

/** COSE labels and values (RFC 9052 §7, RFC 9053 §7, RFC 8230 §4). */
const keyType = 1
const algorithm = 3
const curve = { label: -1, p256: 1 }
const coordinates = { x: -2, y: -3 }
const rsa = { modulus: -1, exponent: -2 }

/**
 * The COSE algorithm of a key that can be verified with: -7 (ES256 over P-256) or -257 (RS256, 2048 to 4096 bits, exponent 65537,
 * since others make every verification slow).
 * @param publicKeyCose CBOR bytes of the COSE_Key as registered
 * @throws RegistrationFault when algorithm, type or curve is another, the point is not on the curve, or the RSA key is unusual
 */
export function checkCoseKey(publicKeyCose: Uint8Array): number {
  const members = isoCBOR.decodeFirst<Members>(new Uint8Array(publicKeyCose))
  if (members.get(algorithm) === -7) return checkEs256(members)
  if (members.get(algorithm) === -257) return checkRs256(members)
  throw new RegistrationFault('has a key of another algorithm than ES256 and RS256')
}

function checkEs256(members: Members): number {
  if (members.get(keyType) !== 2 || members.get(curve.label) !== curve.p256) {
    throw new RegistrationFault('has an ES256 key that is not of P-256')
  }
  checkPoint(concatBytes(Uint8Array.of(4), bytesOf(members, coordinates.x), bytesOf(members, coordinates.y)))
  return -7
}

function checkRs256(members: Members): number {
  const modulus = bytesOf(members, rsa.modulus)
  const exponent = bytesOf(members, rsa.exponent)
  const isUsual = modulus.length >= 256 && modulus.length <= 512 && Buffer.from(exponent).toString('hex') === '010001'
  if (members.get(keyType) !== 3 || !isUsual) {
    throw new RegistrationFault('has an RSA key that is not of 2048 to 4096 bits with exponent 65537')
  }
  return -257
}

function bytesOf(members: Members, label: number): Uint8Array {
  const value = members.get(label)
  if (value instanceof Uint8Array) return value
  throw new RegistrationFault('has a key with a part missing')
}
