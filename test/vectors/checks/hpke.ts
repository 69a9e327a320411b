/** RFC 9180's own vectors for base mode with P-256, HKDF-SHA256 and AES-256-GCM. */
import { open, readHex, toHex } from '@latchkey/crypto'
import { makeRecipientContext, makeSenderContext } from '../../../packages/crypto/src/hpke/contexts.ts'
import { sealInContext } from '../../../packages/crypto/src/hpke/seal.ts'
import { type Case, type CheckResult, runCases } from './check-result.ts'
import { importAgreementKey } from './import-agreement-key.ts'

/** The members of one entry of the vectors that are used; everything is hexadecimal. */
export interface HpkeVector {
  readonly info: string
  readonly skRm: string
  readonly skEm: string
  readonly pkRm: string
  readonly enc: string
  readonly encryptions: readonly { readonly aad: string; readonly ct: string; readonly pt: string }[]
  readonly exports: readonly {
    readonly exporter_context: string
    readonly L: number
    readonly exported_value: string
  }[]
}

type Contexts = {
  readonly sender: Awaited<ReturnType<typeof makeSenderContext>>
  readonly recipient: Awaited<ReturnType<typeof makeRecipientContext>>
}

const recipientKeyOf = async (vector: HpkeVector) => ({
  privateKey: (await importAgreementKey(readHex(vector.skRm))).privateKey,
  publicKey: readHex(vector.pkRm),
})

async function makeContexts(vector: HpkeVector): Promise<Contexts> {
  const info = readHex(vector.info)
  const ephemeralKeyPair = await importAgreementKey(readHex(vector.skEm))
  const sender = await makeSenderContext({ recipientPublicKey: readHex(vector.pkRm), info, ephemeralKeyPair })
  const recipientKey = await recipientKeyOf(vector)
  return { sender, recipient: await makeRecipientContext({ recipientKey, enc: readHex(vector.enc), info }) }
}

const sealCases = (vector: HpkeVector, { sender }: Contexts): Case[] =>
  vector.encryptions.map(({ aad, ct, pt }, sequence) => ({
    name: `seal ${sequence}`,
    holds: async () => {
      const sealed = await sealInContext(sender, readHex(aad), readHex(pt))
      return toHex(sealed.enc) === vector.enc && toHex(sealed.ciphertext) === ct
    },
  }))

const openCases = (vector: HpkeVector, { recipient }: Contexts): Case[] =>
  vector.encryptions.map(({ aad, ct, pt }, sequence) => ({
    name: `open ${sequence}`,
    holds: async () => toHex(new Uint8Array(await recipient.open(readHex(ct), readHex(aad)))) === pt,
  }))

const exportCases = (vector: HpkeVector, { sender, recipient }: Contexts): Case[] =>
  vector.exports.map(({ exporter_context, L, exported_value }, index) => ({
    name: `export ${index}`,
    holds: async () => {
      const [sent, received] = [
        await sender.export(readHex(exporter_context), L),
        await recipient.export(readHex(exporter_context), L),
      ]
      return toHex(new Uint8Array(sent)) === exported_value && toHex(new Uint8Array(received)) === exported_value
    },
  }))

/**
 * Whether all messages, sealed in their order with the vectors' ephemeral key, are the vectors' ciphertexts.
 * @param vectors the parsed file
 */
export async function checkHpkeSeals(vectors: readonly HpkeVector[]): Promise<CheckResult> {
  const cases = vectors.map(async (vector) => sealCases(vector, await makeContexts(vector)))
  return runCases((await Promise.all(cases)).flat())
}

/**
 * Whether all ciphertexts, opened in their order with a key that cannot be extracted, are the vectors' messages.
 * @param vectors the parsed file
 */
export async function checkHpkeOpens(vectors: readonly HpkeVector[]): Promise<CheckResult> {
  const cases = vectors.map(async (vector) => openCases(vector, await makeContexts(vector)))
  return runCases((await Promise.all(cases)).flat())
}

/**
 * Whether sender and recipient both derive the vectors' exported secrets.
 * @param vectors the parsed file
 */
export async function checkHpkeExports(vectors: readonly HpkeVector[]): Promise<CheckResult> {
  const cases = vectors.map(async (vector) => exportCases(vector, await makeContexts(vector)))
  return runCases((await Promise.all(cases)).flat())
}

/**
 * Whether the single-shot `open` gives the first message of every vector.
 * @param vectors the parsed file
 */
export async function checkHpkeSingleShot(vectors: readonly HpkeVector[]): Promise<CheckResult> {
  const cases = vectors.flatMap((vector, index) =>
    vector.encryptions.slice(0, 1).map(({ aad, ct, pt }) => ({
      name: `single shot ${index}`,
      holds: async () => {
        const recipientKey = await recipientKeyOf(vector)
        const [enc, info, ciphertext] = [readHex(vector.enc), readHex(vector.info), readHex(ct)]
        return toHex(await open({ recipientKey, enc, info, aad: readHex(aad), ciphertext })) === pt
      },
    })),
  )
  return runCases(cases)
}
