/** A strict look at CBOR before a decoder that is more lenient sees it. Which values it holds does not matter here. */
import { RegistrationFault } from './registration-fault.ts'

/** Deepest nesting; an attestation object needs four levels. */
const maxDepth = 8

/**
 * Passes exactly one CBOR item of definite lengths that ends where the bytes end. Duplicate map keys are left to the decoder,
 * which refuses them.
 * @param bytes CBOR as received
 * @throws RegistrationFault on indefinite or overlong lengths, reserved heads, nesting deeper than 8, missing or left-over bytes
 * @see CTAP 2.1 §8, RFC 8949 §5.3.1
 */
export function checkCbor(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (endOfItem(view, 0, 1) !== bytes.length) throw new RegistrationFault('has bytes after its CBOR')
}

function endOfItem(view: DataView, start: number, depth: number): number {
  if (depth > maxDepth) throw new RegistrationFault(`has CBOR nested deeper than ${maxDepth}`)
  const { majorType, argument, end } = readHead(view, start)
  if (majorType === 2 || majorType === 3) return within(view, end + argument)
  let next = end
  for (let items = countItems(majorType, argument); items > 0; items--) next = endOfItem(view, next, depth + 1)
  return next
}

/** How many items belong to one of this type: the elements of an array, keys and values of a map, what a tag is on. */
function countItems(majorType: number, argument: number): number {
  if (majorType === 4) return argument
  if (majorType === 5) return 2 * argument
  return majorType === 6 ? 1 : 0
}

function readHead(view: DataView, start: number): { majorType: number; argument: number; end: number } {
  within(view, start + 1)
  const initial = view.getUint8(start)
  const [majorType, info] = [initial >> 5, initial & 0x1f]
  if (info < 24) return { majorType, argument: info, end: start + 1 }
  if (info > 27) throw new RegistrationFault('has CBOR of indefinite length or with a reserved head')
  const length = 2 ** (info - 24)
  const end = within(view, start + 1 + length)
  let argument = 0
  for (let index = start + 1; index < end; index++) argument = argument * 256 + view.getUint8(index)
  return { majorType, argument, end }
}

function within(view: DataView, end: number): number {
  if (end > view.byteLength) throw new RegistrationFault('has CBOR that ends too early')
  return end
}
