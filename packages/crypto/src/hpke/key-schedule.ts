/** From the shared secret to the keys of a context, in base mode: no pre-shared key, nobody authenticated. */
import type { Bytes } from '../bytes/bytes.ts'
import { concatBytes } from '../bytes/concat-bytes.ts'
import { useAndWipe } from '../bytes/use-and-wipe.ts'
import type { Context } from './context.ts'
import { importHmacKey } from './hkdf.ts'
import { labeledExpand, labeledExtract } from './labeled-hkdf.ts'
import { hashLength, hpkeSuiteId, keyLength, nonceLength } from './suite.ts'

/** `mode_base`. @see RFC 9180 §5 */
const baseMode = 0
/** In base mode both the pre-shared key and its id are the empty string. */
const nothing = new Uint8Array()

/** `key_schedule_context`: mode, and what both sides must agree on. @see RFC 9180 §5.1 */
async function makeScheduleContext(info: Uint8Array): Promise<Bytes> {
  const pskIdHash = await labeledExtract(hpkeSuiteId, nothing, 'psk_id_hash', nothing)
  const infoHash = await labeledExtract(hpkeSuiteId, nothing, 'info_hash', info)
  return concatBytes(Uint8Array.of(baseMode), pskIdHash, infoHash)
}

const extractSecret = async (sharedSecret: Uint8Array): Promise<CryptoKey> =>
  useAndWipe(await labeledExtract(hpkeSuiteId, sharedSecret, 'secret', nothing), importHmacKey)

/**
 * `KeySchedule`: a context at its first message. Its secrets are keys of the platform that nothing can read out.
 * @param role what this side does with messages
 * @param sharedSecret 32 bytes
 * @param info what the messages are for; any bytes
 * @see RFC 9180 §5.1
 */
export async function scheduleKeys(
  role: 'encrypt' | 'decrypt',
  sharedSecret: Uint8Array,
  info: Uint8Array,
): Promise<Context> {
  const scheduleContext = await makeScheduleContext(info)
  const secret = await extractSecret(sharedSecret)
  const derive = (label: string, length: number): Promise<Bytes> =>
    labeledExpand(hpkeSuiteId, secret, label, scheduleContext, length)
  const importAeadKey = (key: Bytes): Promise<CryptoKey> =>
    crypto.subtle.importKey('raw', key, 'AES-GCM', false, [role])
  return {
    key: await useAndWipe(await derive('key', keyLength), importAeadKey),
    baseNonce: await derive('base_nonce', nonceLength),
    exporterKey: await useAndWipe(await derive('exp', hashLength), importHmacKey),
    sequenceNumber: 0n,
  }
}
