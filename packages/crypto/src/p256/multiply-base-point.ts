/**
 * The public key of a private key in plain arithmetic, for browsers that cannot import a private key without its public half.
 *
 * Every step is the same complete addition, whatever the key's bits are, but JavaScript's integers take longer the larger
 * they are: it is not constant-time. It runs only where the platform refuses (WebKit bug 302707, Gecko bug 2000795; November 2025).
 */
import type { Bytes } from '../bytes/bytes.ts'
import { concatBytes } from '../bytes/concat-bytes.ts'
import { curve, modP, powerP, toBytes32, toInteger } from './curve.ts'

interface ProjectivePoint {
  readonly x: bigint
  readonly y: bigint
  readonly z: bigint
}

const infinity: ProjectivePoint = { x: 0n, y: 1n, z: 0n }
const basePoint: ProjectivePoint = { x: curve.gx, y: curve.gy, z: 1n }
const a = -3n
const b3 = 3n * curve.b

/** The sum of any two points, equal ones and infinity included. @see Renes, Costello, Batina 2015, algorithm 1, with products collected */
function add(p: ProjectivePoint, q: ProjectivePoint): ProjectivePoint {
  const [xx, yy, zz] = [modP(p.x * q.x), modP(p.y * q.y), modP(p.z * q.z)]
  const xy = modP(p.x * q.y + q.x * p.y)
  const xz = modP(p.x * q.z + q.x * p.z)
  const yz = modP(p.y * q.z + q.y * p.z)
  const u = modP(a * xz + b3 * zz)
  const v = modP(b3 * xz + a * (xx - a * zz))
  const w = 3n * xx + a * zz
  return {
    x: modP(xy * (yy - u) - yz * v),
    y: modP((yy - u) * (yy + u) + w * v),
    z: modP(yz * (yy + u) + xy * w),
  }
}

/**
 * The 33-byte compressed product of a private key and the base point.
 * @param privateKey 32 bytes, from 1 to n − 1
 * @see SEC 1 §3.2.1
 */
export function multiplyBasePoint(privateKey: Uint8Array): Bytes {
  const scalar = toInteger(privateKey)
  let [low, high] = [infinity, basePoint]
  // Montgomery's ladder: high − low is always the base point.
  for (let bit = 255n; bit >= 0n; bit--) {
    const sum = add(low, high)
    ;[low, high] = (scalar >> bit) & 1n ? [sum, add(high, high)] : [add(low, low), sum]
  }
  const inverse = powerP(low.z, curve.p - 2n)
  const parity = Number(modP(low.y * inverse) & 1n)
  return concatBytes(Uint8Array.of(2 + parity), toBytes32(modP(low.x * inverse)))
}
