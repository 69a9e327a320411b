/** What must not open: RFC 9180's first messages with one thing changed, through the single-shot `open`, and used-up contexts. */
import { CryptoError, type CryptoErrorCode, type OpenParameters, open, readHex } from '@latchkey/crypto'
import { makeRecipientContext, openInContext } from '../../../packages/crypto/src/hpke/recipient-context.ts'
import { makeSenderContext, sealInContext } from '../../../packages/crypto/src/hpke/sender-context.ts'
import { type Case, type CheckResult, runCases } from './check-result.ts'
import type { HpkeVector } from './hpke.ts'
import { importAgreementKey } from './import-agreement-key.ts'

const usedUp = 2n ** 96n - 1n

const flip = (bytes: Uint8Array, index: number): Uint8Array =>
  bytes.map((byte, position) => (position === index ? byte ^ 1 : byte))

async function isRefused(code: CryptoErrorCode, action: () => Promise<unknown>): Promise<boolean> {
  try {
    await action()
    return false
  } catch (error) {
    return error instanceof CryptoError && error.code === code
  }
}

async function readParameters(vector: HpkeVector): Promise<Required<OpenParameters>> {
  const [message] = vector.encryptions
  const recipientKey = await importAgreementKey(readHex(vector.skRm))
  return {
    recipientKey,
    enc: readHex(vector.enc),
    info: readHex(vector.info),
    aad: readHex(message?.aad ?? ''),
    ciphertext: readHex(message?.ct ?? ''),
  }
}

/** Altered parameters, and the code each of them must be refused with. */
function alter(parameters: Required<OpenParameters>): [name: string, CryptoErrorCode, Required<OpenParameters>][] {
  const { recipientKey, enc, info, aad, ciphertext } = parameters
  const otherInfo = { ...parameters, info: flip(info, 0) }
  const otherAad = { ...parameters, aad: flip(aad, 0) }
  const otherMessage = { ...parameters, ciphertext: flip(ciphertext, 0) }
  const otherTag = { ...parameters, ciphertext: flip(ciphertext, ciphertext.length - 1) }
  return [
    ['info', 'HPKE_OPEN_FAILED', otherInfo],
    ['aad', 'HPKE_OPEN_FAILED', otherAad],
    ['message', 'HPKE_OPEN_FAILED', otherMessage],
    ['tag', 'HPKE_OPEN_FAILED', otherTag],
    ['tag cut short', 'HPKE_OPEN_FAILED', { ...parameters, ciphertext: ciphertext.subarray(0, -1) }],
    ['no message', 'HPKE_OPEN_FAILED', { ...parameters, ciphertext: new Uint8Array() }],
    ['enc of somebody else', 'HPKE_OPEN_FAILED', { ...parameters, enc: recipientKey.publicKey }],
    ['enc off the curve', 'POINT_MALFORMED', { ...parameters, enc: flip(enc, 64) }],
    ['enc of no point', 'POINT_MALFORMED', { ...parameters, enc: Uint8Array.of(0) }],
  ]
}

const usedUpCases = (vector: HpkeVector): Case[] => [
  {
    name: 'seal after the last sequence number',
    holds: async () => {
      const context = await makeSenderContext({ recipientPublicKey: readHex(vector.pkRm), info: readHex(vector.info) })
      context.sequenceNumber = usedUp
      return isRefused('HPKE_SEAL_FAILED', () => sealInContext(context, new Uint8Array(), new Uint8Array()))
    },
  },
  {
    name: 'open after the last sequence number',
    holds: async () => {
      const { aad, ciphertext, ...parameters } = await readParameters(vector)
      const context = await makeRecipientContext(parameters)
      context.sequenceNumber = usedUp
      return isRefused('HPKE_OPEN_FAILED', () => openInContext(context, aad, ciphertext))
    },
  },
]

/**
 * Whether every altered message is refused with the right code, and every used-up context.
 * @param vectors the parsed file
 */
export async function checkHpkeRefusals(vectors: readonly HpkeVector[]): Promise<CheckResult> {
  const cases = vectors.map(async (vector) => {
    const altered = alter(await readParameters(vector)).map(([name, code, parameters]) => ({
      name,
      holds: () => isRefused(code, () => open(parameters)),
    }))
    return [...altered, ...usedUpCases(vector)]
  })
  return runCases((await Promise.all(cases)).flat())
}
