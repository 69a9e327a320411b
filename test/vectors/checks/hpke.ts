/** RFC 9180's own vectors for base mode with P-256, HKDF-SHA256 and AES-256-GCM. */
import { open, readHex, toHex } from '@latchkey/crypto'
import { type Context, exportSecret } from '../../../packages/crypto/src/hpke/context.ts'
import { makeRecipientContext, openInContext } from '../../../packages/crypto/src/hpke/recipient-context.ts'
import {
  makeSenderContext,
  type SenderContext,
  sealInContext,
} from '../../../packages/crypto/src/hpke/sender-context.ts'
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

interface Contexts {
  readonly sender: SenderContext
  readonly recipient: Context
}

async function makeContexts(vector: HpkeVector): Promise<Contexts> {
  const info = readHex(vector.info)
  const ephemeralKey = await importAgreementKey(readHex(vector.skEm))
  const sender = await makeSenderContext({ recipientPublicKey: readHex(vector.pkRm), info, ephemeralKey })
  const recipientKey = await importAgreementKey(readHex(vector.skRm))
  return { sender, recipient: await makeRecipientContext({ recipientKey, enc: readHex(vector.enc), info }) }
}

const sealCases = (vector: HpkeVector, { sender }: Contexts): Case[] =>
  vector.encryptions.map(({ aad, ct, pt }, sequence) => ({
    name: `seal ${sequence}`,
    holds: async () => {
      const ciphertext = await sealInContext(sender, readHex(aad), readHex(pt))
      return toHex(sender.enc) === vector.enc && toHex(ciphertext) === ct
    },
  }))

const openCases = (vector: HpkeVector, { recipient }: Contexts): Case[] =>
  vector.encryptions.map(({ aad, ct, pt }, sequence) => ({
    name: `open ${sequence}`,
    holds: async () => toHex(await openInContext(recipient, readHex(aad), readHex(ct))) === pt,
  }))

const exportCases = (vector: HpkeVector, { sender, recipient }: Contexts): Case[] =>
  vector.exports.map(({ exporter_context, L, exported_value }, index) => ({
    name: `export ${index}`,
    holds: async () => {
      const exported = await Promise.all(
        [sender, recipient].map((context) => exportSecret(context, readHex(exporter_context), L)),
      )
      return exported.every((secret) => toHex(secret) === exported_value)
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
        const recipientKey = await importAgreementKey(readHex(vector.skRm))
        const [enc, info, ciphertext] = [readHex(vector.enc), readHex(vector.info), readHex(ct)]
        return toHex(await open({ recipientKey, enc, info, aad: readHex(aad), ciphertext })) === pt
      },
    })),
  )
  return runCases(cases)
}
