/** One signature verification, on the main thread or in the pool, whichever is faster at the moment. */
import { type KeyObject, verify } from 'node:crypto'

/** Name of a digest as the platform has it; null where the kind of key brings its own, as Ed25519 does. */
export type Digest = 'sha256' | 'keccak-256' | null

interface Job {
  key: KeyObject
  message: Uint8Array
  signature: Uint8Array
  digest: Digest
  settle(isValid: boolean): void
}

const waiting: Job[] = []
let inPool = 0

function verifyInPool({ key, message, signature, digest, settle }: Job): void {
  try {
    verify(digest, message, key, signature, (error, isValid) => {
      inPool--
      settle(!error && isValid)
    })
    inPool++
  } catch {
    // Thrown at once, not given to the callback: the platform does not have the digest.
    settle(false)
  }
}

function verifyInPlace(job: Job): void {
  job.settle(isValidNow(job))
}

function isValidNow({ key, message, signature, digest }: Job): boolean {
  try {
    return verify(digest, message, key, signature)
  } catch {
    return false
  }
}

/** Runs when every request that arrived in this turn of the event loop is here: only then is it known whether one is alone. */
function runWaiting(): void {
  const jobs = waiting.splice(0)
  const isAlone = jobs.length === 1 && inPool === 0
  for (const job of jobs) isAlone ? verifyInPlace(job) : verifyInPool(job)
}

/**
 * Whether a signature over a message is by this key: ECDSA in DER, RSASSA-PKCS1-v1_5 or Ed25519, as the key is. Never throws.
 *
 * OpenSSL itself is strict: it encodes the integers it read anew and refuses a signature that is not exactly that DER, or whose
 * integers are not between 1 and n − 1. A high s is accepted. Of Ed25519 it refuses an s that is not below the order.
 *
 * A request on its own is answered soonest by verifying in place; several at a time are better spread over the thread pool.
 * @param key public key
 * @param message the bytes as received
 * @param signature DER for ECDSA, as many bytes as the modulus for RSA, 64 bytes for Ed25519
 * @param digest of the message, default SHA-256
 */
export function verifySignature(
  key: KeyObject,
  message: Uint8Array,
  signature: Uint8Array,
  digest: Digest = 'sha256',
): Promise<boolean> {
  return new Promise((settle) => {
    if (waiting.push({ key, message, signature, digest, settle }) === 1) setImmediate(runWaiting)
  })
}
