/** Looks for a private key in what a realm has seen, in every form it could have there. */
import { publicKeyOf, toHex } from '@latchkey/crypto'
import type { Recording } from './recorder.ts'

/**
 * Forms of a secret that occur in a recording: none if the realm never saw it.
 * @param recording of the realm
 * @param secret bytes
 */
export function findSecret({ bytes, texts }: Recording, secret: Uint8Array): string[] {
  const forms = toForms(Buffer.from(secret))
  const inBytes = bytes.some((hex) => Buffer.from(hex, 'hex').includes(secret))
  const inTexts = [...forms].filter(([, parts]) => texts.some((text) => parts.some((part) => text.includes(part))))
  return [...(inBytes ? ['bytes'] : []), ...inTexts.map(([form]) => form)]
}

function toForms(secret: Buffer): Map<string, string[]> {
  const hex = secret.toString('hex')
  return new Map([
    ['hexadecimal', [hex, hex.toUpperCase()]],
    ['base64', insideBase64(secret, 'base64')],
    ['base64url', insideBase64(secret, 'base64url')],
    ['list of numbers', [[...secret].join(',')]],
    ['decimal number', [BigInt(`0x${hex}`).toString()]],
    ['one character for a byte', [secret.toString('latin1')]],
  ])
}

/** What base64 makes of the secret wherever it stands in a longer byte string: one text for each remainder of its position by three. */
function insideBase64(secret: Buffer, encoding: 'base64' | 'base64url'): string[] {
  return [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), secret]).toString(encoding)
    return text.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + secret.length) * 8) / 6))
  })
}

/**
 * The private key in a recording that belongs to a public key, 32 bytes; undefined if the realm never saw it.
 * @param recording of the realm
 * @param publicKeyHex compressed point
 */
export async function findPrivateKey({ bytes, texts }: Recording, publicKeyHex: string): Promise<Buffer | undefined> {
  const candidates = [
    ...bytes.map((hex) => Buffer.from(hex, 'hex')),
    ...texts.filter((text) => /^[\w-]{43}$/.test(text)).map((text) => Buffer.from(text, 'base64url')),
  ].filter(({ length }) => length === 32)
  for (const candidate of candidates) {
    const publicKey = await publicKeyOf(candidate).catch(() => undefined)
    if (publicKey && toHex(publicKey) === publicKeyHex) return candidate
  }
  return undefined
}
