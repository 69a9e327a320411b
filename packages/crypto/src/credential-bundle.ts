/** Credential bundles: a session key's private half, sealed so that only the holder of a target key can use it. */
import { readBase58check, toBase58check } from './bytes/base58check.ts'
import { readBase64url } from './bytes/base64url.ts'
import type { Bytes } from './bytes/bytes.ts'
import { concatBytes } from './bytes/concat-bytes.ts'
import { readHex } from './bytes/hex.ts'
import { toUtf8 } from './bytes/utf8.ts'
import { CryptoError } from './crypto-error.ts'
import { open } from './hpke/open.ts'
import { makeSenderContext, type SenderContext, sealInContext } from './hpke/sender-context.ts'
import type { TargetKey } from './hpke/target-key.ts'
import { compressPoint, decompressPoint } from './p256/point.ts'
import { checkPrivateKey } from './p256/private-key.ts'
import { recode } from './recode.ts'

/** Part of the protocol: a bundle sealed for another purpose does not open. */
const info = (): Bytes => toUtf8('turnkey_hpke')
const compressedLength = 33
/** Compressed encapsulated key, private key, tag. */
const bundleLength = compressedLength + 32 + 16

/** The 65 bytes of a target key given as bytes or hexadecimal, compressed or not. */
function toTargetPoint(targetPublicKey: Uint8Array | string): Uint8Array {
  const point = typeof targetPublicKey === 'string' ? readHex(targetPublicKey) : targetPublicKey
  return point.length === compressedLength ? decompressPoint(point) : point
}

/**
 * A credential bundle: base58check of 81 bytes.
 * @param parameters `targetPublicKey`: 65 or 33 bytes, or their hexadecimal digits; `privateKey`: 32 bytes
 * @throws HEX_MALFORMED, POINT_MALFORMED when the target key is not a point on the curve
 * @throws PRIVATE_KEY_MALFORMED when the private key is not 32 bytes between 1 and n − 1
 * @throws HPKE_SEAL_FAILED when the platform refuses
 * @see Turnkey wire protocol: credential bundle
 */
export async function sealCredentialBundle(parameters: {
  readonly targetPublicKey: Uint8Array | string
  readonly privateKey: Uint8Array
}): Promise<string> {
  const targetPoint = toTargetPoint(parameters.targetPublicKey)
  const context = await makeSenderContext({ recipientPublicKey: targetPoint, info: info() })
  return sealBundleInContext(context, targetPoint, parameters.privateKey)
}

/**
 * A credential bundle made with a context that is used for nothing else: base58check of 81 bytes.
 *
 * What is authenticated names the target key uncompressed, since that is the form the receiver uses: with the compressed
 * one it would never open.
 * @param context from `makeSenderContext`, for the target key and this protocol's purpose
 * @param targetPoint 65 bytes
 * @param privateKey 32 bytes
 * @throws PRIVATE_KEY_MALFORMED when the private key is not 32 bytes between 1 and n − 1
 * @throws HPKE_SEAL_FAILED when the platform refuses
 */
export async function sealBundleInContext(
  context: SenderContext,
  targetPoint: Uint8Array,
  privateKey: Uint8Array,
): Promise<string> {
  checkPrivateKey(privateKey)
  const ciphertext = await sealInContext(context, concatBytes(context.enc, targetPoint), privateKey)
  return toBase58check(concatBytes(compressPoint(context.enc), ciphertext))
}

/** The 81 bytes of a bundle. Base58check goes first because its checksum decides; older bundles are base64url and could look like either. */
async function readBundle(bundle: string): Promise<Bytes> {
  try {
    const bytes = await readBase58check(bundle).catch(() => readBase64url(bundle))
    if (bytes.length === bundleLength) return bytes
  } catch {
    // Falls through to the one refusal below.
  }
  throw new CryptoError(
    'BUNDLE_MALFORMED',
    `A credential bundle must be ${bundleLength} bytes in base58check or base64url.`,
  )
}

const readEncapsulatedKey = (compressed: Uint8Array): Bytes =>
  recode('BUNDLE_MALFORMED', 'A credential bundle must begin with a compressed P-256 point.', () =>
    decompressPoint(compressed),
  )

async function unseal(sealed: Bytes, enc: Bytes, targetKey: TargetKey): Promise<Bytes> {
  const aad = concatBytes(enc, targetKey.publicKey)
  const ciphertext = sealed.subarray(compressedLength)
  try {
    return await open({ recipientKey: targetKey, enc, info: info(), aad, ciphertext })
  } catch (cause) {
    if (!(cause instanceof CryptoError) || cause.code !== 'HPKE_OPEN_FAILED') throw cause
    throw new CryptoError('BUNDLE_NOT_FOR_THIS_KEY', 'The credential bundle was not sealed to this target key.', {
      cause,
    })
  }
}

/**
 * The 32-byte private key inside a credential bundle. Secret; who sealed it remains unknown.
 * @param parameters `bundle`: base58check, or base64url without padding; `targetKey`: whom it was sealed to, its private half need not be extractable
 * @throws BUNDLE_MALFORMED when it is not 81 bytes in either encoding or does not begin with a point on the curve
 * @throws BUNDLE_NOT_FOR_THIS_KEY when it was sealed to another key or altered
 * @throws POINT_MALFORMED when the target key's public half is not an uncompressed point on the curve
 * @throws PRIVATE_KEY_MALFORMED when what was sealed is not a private key
 * @see Turnkey wire protocol: credential bundle
 */
export async function openCredentialBundle(parameters: {
  readonly bundle: string
  readonly targetKey: TargetKey
}): Promise<Bytes> {
  const sealed = await readBundle(parameters.bundle)
  const enc = readEncapsulatedKey(sealed.subarray(0, compressedLength))
  const privateKey = await unseal(sealed, enc, parameters.targetKey)
  checkPrivateKey(privateKey)
  return privateKey
}
