/** How values of PostgreSQL become values of JavaScript, on our own connections only. */
import { type CustomTypesConfig, types } from 'pg'

type Parser = (text: string) => unknown

/** By the number of the type; `bigint` holds all whole numbers of the schema, and is what `count` answers. */
const ownParsers: ReadonlyMap<number, Parser> = new Map<number, Parser>([
  [types.builtins.BYTEA, toBytes],
  [types.builtins.INT8, toNumber],
])

/** Parsers of a connection: those of `pg`, except that bytes are plain ones, and whole numbers numbers. */
export const valueParsers: CustomTypesConfig = {
  getTypeParser: (id: number): Parser => ownParsers.get(id) ?? types.getTypeParser(id),
}

/** The schema's numbers stay below 2^53; a greater one must not be rounded in silence. */
function toNumber(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`the stored number ${text} is beyond what can be read exactly`)
  return value
}

/** PostgreSQL sends `\x` and hexadecimal digits. */
function toBytes(text: string): Uint8Array {
  const { buffer, byteOffset, length } = Buffer.from(text.slice(2), 'hex')
  return new Uint8Array(buffer, byteOffset, length)
}
