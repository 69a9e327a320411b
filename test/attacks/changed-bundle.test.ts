/** A credential bundle opens whole or not at all: no byte of it can be changed, cut off, put before or put behind. */
import {
  generateTargetKey,
  openCredentialBundle,
  readBase58check,
  sealCredentialBundle,
  toBase58check,
  toBase64url,
} from '@latchkey/crypto'
import { expect, it } from 'vitest'

const target = await generateTargetKey()
const privateKey = new Uint8Array(32).fill(7)
const bundle = await sealCredentialBundle({ targetPublicKey: target.publicKey, privateKey })
const bytes = await readBase58check(bundle)

const isOpened = (text: string): Promise<boolean> =>
  openCredentialBundle({ bundle: text, targetKey: target }).then(
    () => true,
    () => false,
  )
const bothSpellings = async (changed: Uint8Array): Promise<string[]> => [
  await toBase58check(new Uint8Array(changed)),
  toBase64url(changed),
]

it('opens unchanged, in both spellings', async () => {
  expect(bytes).toHaveLength(81)
  for (const text of await bothSpellings(bytes)) expect(await isOpened(text)).toBe(true)
})

it('is refused for every byte that changed', async () => {
  for (let index = 0; index < bytes.length; index++) {
    const changed = Buffer.from(bytes)
    changed.writeUInt8(changed.readUInt8(index) ^ (1 << (index & 7)), index)
    for (const text of await bothSpellings(changed)) expect(await isOpened(text), `byte ${index}`).toBe(false)
  }
})

it('is refused in any other length', async () => {
  const lengths = [0, 1, 32, 33, 48, 65, 80].map((length) => bytes.subarray(0, length))
  const longer = [
    Buffer.concat([bytes, Buffer.alloc(1)]),
    Buffer.concat([Buffer.alloc(1), bytes]),
    Buffer.concat([bytes, bytes]),
  ]
  const spellings = await Promise.all([...lengths, ...longer].map(bothSpellings))
  for (const text of spellings.flat()) expect(await isOpened(text)).toBe(false)
  for (const text of [`${bundle} `, ` ${bundle}`, bundle.toLowerCase(), `${bundle}=`, bundle.slice(1)]) {
    expect(await isOpened(text)).toBe(false)
  }
})
