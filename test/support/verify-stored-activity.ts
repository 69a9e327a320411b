/** Verifies activities as an auditor would, from the database file alone, with Node's cryptography and nothing of the server's. */
import { createHash, createPublicKey, ECDH, type KeyObject, verify } from 'node:crypto'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** Stored row of an activity, as far as its proof goes. */
export interface StoredActivity {
  type: string
  body: Uint8Array
  fingerprint: Uint8Array
  scheme: string
  publicKeyHex: string
  header: string
}

/**
 * Every activity on record.
 * @param dataDir data directory of a server, which may be running
 */
export function readStoredActivities(dataDir: string): StoredActivity[] {
  using database = new DatabaseSync(join(dataDir, 'latchkey.db'), { readOnly: true })
  const rows = database.prepare('select * from activities order by activity_id').all()
  return rows.map((row) => ({
    type: String(row.type),
    body: Buffer.from(row.body instanceof Uint8Array ? row.body : String(row.body)),
    fingerprint: Buffer.from(row.fingerprint instanceof Uint8Array ? row.fingerprint : ''),
    scheme: String(row.stamp_scheme),
    publicKeyHex: String(row.stamp_public_key_hex),
    header: String(row.stamp_header),
  }))
}

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest()

function toKey(x: Uint8Array, y: Uint8Array): KeyObject {
  const toText = (half: Uint8Array): string => Buffer.from(half).toString('base64url')
  return createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x: toText(x), y: toText(y) } })
}

function isStampOf({ body, publicKeyHex, header }: StoredActivity): boolean {
  const stamp: { publicKey: string; signature: string } = JSON.parse(Buffer.from(header, 'base64url').toString())
  const point = Buffer.from(ECDH.convertKey(publicKeyHex, 'prime256v1', 'hex', 'hex', 'uncompressed').toString(), 'hex')
  const key = toKey(point.subarray(1, 33), point.subarray(33))
  return stamp.publicKey === publicKeyHex && verify('sha256', body, key, Buffer.from(stamp.signature, 'hex'))
}

/** The coordinates of an ES256 key are the last two members of its COSE form: 32 bytes, a head of three, 32 bytes. */
function isAssertionOf({ body, publicKeyHex, header }: StoredActivity): boolean {
  const stamp: Record<'authenticatorData' | 'clientDataJson' | 'signature', string> = JSON.parse(header)
  const bytesOf = (name: keyof typeof stamp): Buffer => Buffer.from(stamp[name], 'base64url')
  const cose = Buffer.from(publicKeyHex, 'hex')
  const key = toKey(cose.subarray(-67, -35), cose.subarray(-32))
  const signed = Buffer.concat([bytesOf('authenticatorData'), sha256(bytesOf('clientDataJson'))])
  const { challenge }: { challenge: string } = JSON.parse(bytesOf('clientDataJson').toString())
  const isOfBody = Buffer.from(challenge, 'base64url').toString() === sha256(body).toString('hex')
  return isOfBody && verify('sha256', signed, key, bytesOf('signature'))
}

/**
 * Whether the stored stamp proves the stored body.
 * @param activity row as read
 */
export function isProven(activity: StoredActivity): boolean {
  if (!sha256(activity.body).equals(activity.fingerprint)) return false
  return activity.scheme === 'SIGNATURE_SCHEME_TK_WEBAUTHN' ? isAssertionOf(activity) : isStampOf(activity)
}
