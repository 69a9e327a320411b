/** Whether stored bytes were signed by the key stored with them, verified anew and without anything else of the store. */
import { createHash } from 'node:crypto'
import {
  readApiKeyStamp,
  readBase64urlLenient,
  readHex,
  readUtf8,
  readWebauthnStamp,
  stampSchemes,
} from '@latchkey/crypto'
import { importPublicKey } from '../api-key-curve.ts'
import { getSignatureScheme, isApiKeyScheme } from '../authenticate/signature-schemes.ts'
import { verifySignature } from '../authenticate/verify-signature.ts'
import { verifyByCoseKey } from '../authenticate/webauthn/cose-key.ts'
import type { ActivitiesTable, VotesTable } from '../store/schema.ts'
import { readStrictJsonObject } from '../strict-json.ts'

/** What is stored of a signed request. */
export type Signed = Pick<
  ActivitiesTable | VotesTable,
  'body' | 'fingerprint' | 'stamp_scheme' | 'stamp_public_key_hex' | 'stamp_header'
>

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest()

/**
 * What is wrong with the stamp of a stored request, undefined when nothing is. A request of a read-only session has none.
 * @param signed stored bytes, their hash, and the stamp over them
 */
export async function explainStamp(signed: Signed): Promise<string | undefined> {
  if (Buffer.compare(sha256(signed.body), signed.fingerprint) !== 0) return 'its bytes do not have its fingerprint'
  if (signed.stamp_header === '') return undefined
  try {
    return (await isSigned(signed)) ? undefined : 'its stamp does not verify over its bytes'
  } catch (error) {
    return `its stamp cannot be read: ${error instanceof Error ? error.message : String(error)}`
  }
}

function isSigned(signed: Signed): Promise<boolean> {
  if (signed.stamp_scheme === stampSchemes.webauthn) return isSignedByPasskey(signed)
  return isSignedByKey(signed)
}

async function isSignedByKey({ stamp_scheme, stamp_public_key_hex, stamp_header, body }: Signed): Promise<boolean> {
  const { scheme, publicKeyHex, signatureHex } = readApiKeyStamp(stamp_header)
  if (scheme !== stamp_scheme || publicKeyHex !== stamp_public_key_hex || !isApiKeyScheme(scheme)) return false
  const { curve, digest, toMessage } = getSignatureScheme(scheme)
  const key = importPublicKey(readHex(publicKeyHex), curve)
  return verifySignature(key, toMessage?.(body) ?? body, readHex(signatureHex), digest)
}

/** The challenge is the hexadecimal text of the body's digest. */
async function isSignedByPasskey({ stamp_public_key_hex, stamp_header, body }: Signed): Promise<boolean> {
  const { authenticatorData, clientDataJson, signature } = readWebauthnStamp(stamp_header)
  const { challenge } = readStrictJsonObject(clientDataJson)
  if (typeof challenge !== 'string') return false
  if (readUtf8(readBase64urlLenient(challenge)) !== sha256(body).toString('hex')) return false
  const message = Buffer.concat([authenticatorData, sha256(clientDataJson)])
  return verifyByCoseKey(readHex(stamp_public_key_hex), message, signature)
}
