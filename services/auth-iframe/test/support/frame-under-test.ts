/** The frame's answerer outside a browser, where it has no storage and so lives in memory, with a way to ask it. */
import type { CreatedSessionKey, IframeReply } from '@latchkey/contract/iframe-messages'
import { Answerer } from '../../src/page/answerer.ts'

/** A frame that answers. */
export interface FrameUnderTest {
  /** The reply to a request. */
  ask(request: unknown): Promise<IframeReply>
  /** The frame's own announcement. */
  announcement(): Promise<IframeReply>
  /** Its target public key, uncompressed hexadecimal. */
  publicKey(): Promise<string>
  createSessionKey(): Promise<CreatedSessionKey>
}

/**
 * The value of `SESSION_KEY_CREATED`.
 * @param value as replied
 * @throws TypeError when it is something else
 */
export function readCreatedSessionKey(value: unknown): CreatedSessionKey {
  const { publicKeyHex, credentialBundle }: { [Name in keyof CreatedSessionKey]?: unknown } = Object(value)
  if (typeof publicKeyHex === 'string' && typeof credentialBundle === 'string')
    return { publicKeyHex, credentialBundle }
  throw new TypeError('not a created session key')
}

/** A frame that holds no key yet. */
export function makeFrameUnderTest(): FrameUnderTest {
  const answerer = new Answerer('https://app.example')
  const ask = (request: unknown): Promise<IframeReply> => new Promise((resolve) => answerer.answer(request, resolve))
  return {
    ask,
    announcement: () => new Promise((resolve) => answerer.announce(resolve)),
    publicKey: async () => String((await ask({ type: 'GET_EMBEDDED_PUBLIC_KEY' })).value),
    createSessionKey: async () => readCreatedSessionKey((await ask({ type: 'CREATE_SESSION_KEY' })).value),
  }
}
