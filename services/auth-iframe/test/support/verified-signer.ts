/** Checks stamps with Node's own cryptography, independently of the package that made them. */
import { createPublicKey, ECDH, verify } from 'node:crypto'

interface StampHeader {
  publicKey: string
  scheme: string
  signature: string
}

/**
 * The public key a stamp names, compressed hexadecimal, once its signature over the body has been verified.
 * @param header value of the `X-Stamp` header
 * @param body text it was made for
 * @throws Error when scheme or signature is wrong
 */
export function verifiedSigner(header: unknown, body: string): string {
  const stamp: StampHeader = JSON.parse(Buffer.from(String(header), 'base64url').toString())
  const point = ECDH.convertKey(stamp.publicKey, 'prime256v1', 'hex', 'hex', 'uncompressed').toString()
  const [x = '', y = ''] = [point.slice(2, 66), point.slice(66)].map((half) =>
    Buffer.from(half, 'hex').toString('base64url'),
  )
  const key = createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x, y } })
  const isGood = verify('sha256', Buffer.from(body), key, Buffer.from(stamp.signature, 'hex'))
  if (isGood && stamp.scheme === 'SIGNATURE_SCHEME_TK_API_P256') return stamp.publicKey
  throw new Error('the stamp does not verify')
}
