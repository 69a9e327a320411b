/** What a fuzzer runs: untrusted input in, and what must hold whatever it was. */
import fc from 'fast-check'

/** One reader of untrusted input. */
export interface FuzzTarget {
  readonly name: string
  /** Fails when the reader crashes, or takes what it must not. */
  readonly property: fc.IRawProperty<unknown>
}

/** Changes of bytes: each replaces, leaves out or puts in something at a place. */
type Edit = readonly [at: number, removed: number, added: Uint8Array]

const edits: fc.Arbitrary<readonly Edit[]> = fc.array(
  fc.tuple(fc.nat(), fc.nat({ max: 4 }), fc.uint8Array({ maxLength: 4 })),
  { minLength: 1, maxLength: 4 },
)

function applyEdits(honest: Uint8Array, changes: readonly Edit[]): Uint8Array<ArrayBuffer> {
  let bytes = Buffer.from(honest)
  for (const [place, removed, added] of changes) {
    const at = bytes.length === 0 ? 0 : place % (bytes.length + 1)
    bytes = Buffer.concat([bytes.subarray(0, at), added, bytes.subarray(at + removed)])
  }
  return new Uint8Array(bytes)
}

/**
 * Bytes that are nearly right, and some that are not at all.
 * @param honest what a good sender sends
 */
export function nearly(honest: Uint8Array): fc.Arbitrary<Uint8Array<ArrayBuffer>> {
  return fc.oneof(
    { weight: 4, arbitrary: edits.map((changes) => applyEdits(honest, changes)) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 2 * honest.length }).map((bytes) => new Uint8Array(bytes)) },
  )
}

/**
 * Texts that are nearly right, and some that are not at all.
 * @param honest what a good sender sends
 */
export function nearlyText(honest: string): fc.Arbitrary<string> {
  return fc.oneof(
    nearly(Buffer.from(honest)).map((bytes) => Buffer.from(bytes).toString('latin1')),
    fc.string({ unit: 'binary', maxLength: 200 }),
  )
}

/**
 * What a reader makes of an input, or the error it must refuse with.
 * @param read reader
 * @param isRefusal whether an error is one the reader promises
 * @returns the value; undefined when it was refused
 * @throws whatever else was thrown: a crash
 */
export async function readOrRefuse<Value>(
  read: () => Value | Promise<Value>,
  isRefusal: (error: unknown) => boolean,
): Promise<Value | undefined> {
  try {
    return await read()
  } catch (error) {
    if (isRefusal(error)) return undefined
    throw error
  }
}
