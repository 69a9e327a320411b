/** What sender and recipient of a sequence of messages each hold, and what both do with it. */
import type { Bytes } from '../bytes/bytes.ts'
import { toBytes32, toInteger } from '../p256/curve.ts'
import { labeledExpand } from './labeled-hkdf.ts'
import { hpkeSuiteId, nonceLength } from './suite.ts'

/** One side of a sequence of messages. */
export interface Context {
  /** AES-256-GCM, for this side's half of the work; not extractable. */
  readonly key: CryptoKey
  /** 12 bytes. */
  readonly baseNonce: Bytes
  /** HMAC-SHA256; not extractable. */
  readonly exporterKey: CryptoKey
  /** Of the next message, from 0. */
  sequenceNumber: bigint
}

const lastSequenceNumber = 2n ** BigInt(8 * nonceLength) - 1n

/**
 * `ComputeNonce` for the next message: 12 bytes, another one for each sequence number.
 * @param context whose turn it is
 * @throws RangeError when all nonces but one are used up
 * @see RFC 9180 §5.2
 */
export function computeNonce({ baseNonce, sequenceNumber }: Context): Bytes {
  if (sequenceNumber >= lastSequenceNumber) throw new RangeError('This context has no nonce left for another message.')
  return toBytes32(toInteger(baseNonce) ^ sequenceNumber).slice(-nonceLength)
}

/**
 * `Context.Export`: bytes that both sides, and nobody else, derive. Secret.
 * @param context of either side, at any message
 * @param exporterContext what they are for; any bytes
 * @param length at most 8160 bytes
 * @throws RangeError when the length is larger
 * @see RFC 9180 §5.3
 */
export function exportSecret(context: Context, exporterContext: Uint8Array, length: number): Promise<Bytes> {
  return labeledExpand(hpkeSuiteId, context.exporterKey, 'sec', exporterContext, length)
}
