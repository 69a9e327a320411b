/** Fuzz targets for the auth iframe: bundles, and the messages a page may post. */
import { setImmediate } from 'node:timers/promises'
import type { IframeReply } from '@latchkey/contract/iframe-messages'
import {
  CryptoError,
  generateTargetKey,
  openCredentialBundle,
  readBase58check,
  sealCredentialBundle,
  toBase58check,
  toBase64url,
} from '@latchkey/crypto'
import fc from 'fast-check'
import { Answerer } from '../../../services/auth-iframe/src/page/answerer.ts'
import { type FuzzTarget, nearly, nearlyText, readOrRefuse } from '../target.ts'

const isCryptoError = (error: unknown): boolean => error instanceof CryptoError
const targetKey = await generateTargetKey()
const privateKey = new Uint8Array(32).fill(7)
const bundle = await sealCredentialBundle({ targetPublicKey: targetKey.publicKey, privateKey })
const bytesOfBundle = await readBase58check(bundle)

const base58: FuzzTarget = {
  name: 'base58check',
  property: fc.asyncProperty(fc.oneof(nearlyText(bundle), nearly(bytesOfBundle).map(toBase64url)), async (text) => {
    const read = await readOrRefuse(() => readBase58check(text), isCryptoError)
    return read === undefined || (await toBase58check(read)) === text
  }),
}

/** No other bytes than those that were sealed come out. */
const credentialBundle: FuzzTarget = {
  name: 'credential bundle',
  property: fc.asyncProperty(nearly(bytesOfBundle), fc.boolean(), async (bytes, isBase58) => {
    const text = isBase58 ? await toBase58check(bytes) : toBase64url(bytes)
    const opened = await readOrRefuse(() => openCredentialBundle({ bundle: text, targetKey }), isCryptoError)
    return opened === undefined || Buffer.from(bytes).equals(Buffer.from(bytesOfBundle))
  }),
}

const requestTypes = ['INJECT_CREDENTIAL_BUNDLE', 'INJECT_RECOVERY_BUNDLE', 'STAMP_REQUEST', 'GET_EMBEDDED_PUBLIC_KEY']
const message = fc.oneof(
  fc.anything({ withDate: true, withMap: true, withSet: true, withTypedArray: true, withBigInt: true }),
  fc.record(
    {
      type: fc.oneof(fc.constantFrom(...requestTypes), fc.string()),
      requestId: fc.oneof(fc.string({ maxLength: 200 }), fc.anything()),
      value: fc.oneof(fc.anything(), fc.json(), fc.string({ unit: 'binary' }), nearlyText(bundle)),
      expiresAtMs: fc.oneof(fc.integer(), fc.double(), fc.anything()),
    },
    { requiredKeys: [] },
  ),
)
const answerer = new Answerer('https://app.example')

/** The reply with this id, after everything that was posted before has been answered. */
const answerTo = (requestId: string): Promise<IframeReply> =>
  new Promise((resolve) => answerer.answer({ type: 'GET_EMBEDDED_PUBLIC_KEY', requestId }, resolve))

/** Silence or one reply, never a stamp: the frame holds no key, and no message gives it one. */
const messages: FuzzTarget = {
  name: 'iframe message',
  property: fc.asyncProperty(message, async (posted) => {
    const replies: IframeReply[] = []
    answerer.answer(posted, (reply) => replies.push(reply))
    const control = await answerTo('control')
    await setImmediate()
    const isSound = ({ type, code }: IframeReply): boolean =>
      type === 'EMBEDDED_PUBLIC_KEY' || (type === 'ERROR' && typeof code === 'string')
    return control.type === 'EMBEDDED_PUBLIC_KEY' && replies.length <= 1 && replies.every(isSound)
  }),
}

/** Targets of this file. */
export const iframeTargets: readonly FuzzTarget[] = [base58, credentialBundle, messages]
