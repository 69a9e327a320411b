/** The target key at rest: one record per parent origin in the frame's IndexedDB, since partitions are per site only. */
import type { TargetKey } from '@latchkey/crypto'

/** A target key pair with its end of life. */
export interface StoredTargetKey extends TargetKey {
  /** Milliseconds since 1970-01-01 UTC. */
  readonly expiresAtMs: number
}

const storeName = 'target-keys'
/** A cross-site frame may be denied storage, or never be answered at all. */
const timeLimitMs = 1000

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('latchkey', 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore(storeName)
    opening.onsuccess = () => resolve(opening.result)
    opening.onerror = () => reject(opening.error)
  })
}

/** One transaction: whatever `step` asks for is done as a whole, before any other tab's. */
async function inTransaction(step: (keys: IDBObjectStore) => void): Promise<void> {
  const database = await openDatabase()
  try {
    await new Promise<void>((resolve, reject) => {
      const transaction = database.transaction(storeName, 'readwrite')
      transaction.oncomplete = () => resolve()
      // A key that cannot be cloned (WebKit's Lockdown Mode) makes `step` throw, which aborts too.
      transaction.onabort = () => reject(transaction.error)
      step(transaction.objectStore(storeName))
    })
  } finally {
    database.close()
  }
}

async function withinTimeLimit(work: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the storage did not answer within ${timeLimitMs} ms`)), timeLimitMs)
  })
  return Promise.race([work, timeout]).finally(() => clearTimeout(timer))
}

const isUsable = (record: Partial<StoredTargetKey> | undefined): record is StoredTargetKey =>
  record?.privateKey instanceof CryptoKey &&
  record.publicKey instanceof Uint8Array &&
  Number(record.expiresAtMs) > Date.now()

/**
 * The stored target key of a parent origin; the candidate becomes it when there is none, it has expired or it is damaged. Of several tabs the first wins.
 * @param parentOrigin exact origin
 * @param candidate a new key pair
 * @throws DOMException or Error when the browser denies storage, cannot store keys or does not answer within a second
 */
export async function keepFirstTargetKey(parentOrigin: string, candidate: StoredTargetKey): Promise<StoredTargetKey> {
  let kept = candidate
  const work = inTransaction((keys) => {
    const reading = keys.get(parentOrigin)
    reading.onsuccess = () => {
      if (isUsable(reading.result)) kept = reading.result
      else keys.put(candidate, parentOrigin)
    }
  })
  await withinTimeLimit(work)
  return kept
}

/**
 * Puts a new target key in the place of the stored one, which is gone afterwards.
 * @param parentOrigin exact origin
 * @param next a new key pair
 * @throws DOMException or Error as {@link keepFirstTargetKey} does
 */
export async function replaceTargetKey(parentOrigin: string, next: StoredTargetKey): Promise<void> {
  await withinTimeLimit(
    inTransaction((keys) => {
      keys.put(next, parentOrigin)
    }),
  )
}
