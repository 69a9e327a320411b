/** One signature verification, on the main thread or in the pool, whichever is faster at the moment. */
import { type KeyObject, verify } from 'node:crypto'

interface Job {
  key: KeyObject
  message: Uint8Array
  signature: Uint8Array
  settle(isValid: boolean): void
}

const waiting: Job[] = []
let inPool = 0

function verifyInPool({ key, message, signature, settle }: Job): void {
  inPool++
  verify('sha256', message, key, signature, (error, isValid) => {
    inPool--
    settle(!error && isValid)
  })
}

function verifyInPlace({ key, message, signature, settle }: Job): void {
  settle(isValidNow(key, message, signature))
}

function isValidNow(key: KeyObject, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    return verify('sha256', message, key, signature)
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
 * Whether a signature over SHA-256 of a message is by this key: ECDSA in DER or RSASSA-PKCS1-v1_5, as the key is. Never throws.
 *
 * OpenSSL itself is strict: it encodes the integers it read anew and refuses a signature that is not exactly that DER, or whose
 * integers are not between 1 and n − 1. A high s is accepted.
 *
 * A request on its own is answered soonest by verifying in place; several at a time are better spread over the thread pool.
 * @param key public key
 * @param message the bytes as received
 * @param signature DER for ECDSA, as many bytes as the modulus for RSA
 */
export function verifySignature(key: KeyObject, message: Uint8Array, signature: Uint8Array): Promise<boolean> {
  return new Promise((settle) => {
    if (waiting.push({ key, message, signature, settle }) === 1) setImmediate(runWaiting)
  })
}
