/** The other signature every ECDSA signature has: (r, n − s) is as valid as (r, s). */
import { readDerSignature, readHex, toDerSignature, toHex } from '@latchkey/crypto'

const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

/**
 * The same `X-Stamp` with the twin of its signature.
 * @param header value of the header
 */
export function twinOf(header: string): string {
  const members: { signature: string } = JSON.parse(Buffer.from(header, 'base64url').toString())
  const signature = readDerSignature(readHex(members.signature))
  const s = order - BigInt(`0x${toHex(signature.subarray(32))}`)
  const twin = Buffer.concat([signature.subarray(0, 32), readHex(s.toString(16).padStart(64, '0'))])
  const text = JSON.stringify({ ...members, signature: toHex(toDerSignature(new Uint8Array(twin))) })
  return Buffer.from(text).toString('base64url')
}
