/** The little of CBOR a passkey speaks: maps, lists, byte strings, texts and integers, definite lengths, no floats. */

/** What {@link toCbor} encodes. */
export type CborValue = number | string | Uint8Array | readonly CborValue[] | ReadonlyMap<number | string, CborValue>

/** Head of an item: major type 0 to 7 and its argument, in the shortest form. */
function toHead(majorType: number, argument: number): Uint8Array {
  const top = majorType << 5
  if (argument < 24) return Uint8Array.of(top | argument)
  if (argument < 0x100) return Uint8Array.of(top | 24, argument)
  return Uint8Array.of(top | 25, argument >> 8, argument & 0xff)
}

function toIntegerItem(value: number): Uint8Array {
  return value >= 0 ? toHead(0, value) : toHead(1, -1 - value)
}

const isList = (value: CborValue): value is readonly CborValue[] => Array.isArray(value)

/**
 * Encodes a value as CBOR, map entries in the order given.
 * @param value integers and lengths below 65536
 * @see RFC 8949 §3
 */
export function toCbor(value: CborValue): Uint8Array {
  if (typeof value === 'number') return toIntegerItem(value)
  if (typeof value === 'string') {
    const bytes = Buffer.from(value)
    return Buffer.concat([toHead(3, bytes.length), bytes])
  }
  if (value instanceof Uint8Array) return Buffer.concat([toHead(2, value.length), value])
  if (isList(value)) return Buffer.concat([toHead(4, value.length), ...value.map(toCbor)])
  const entries = [...value].flatMap(([key, item]) => [toCbor(key), toCbor(item)])
  return Buffer.concat([toHead(5, value.size), ...entries])
}
