/** What each request does: the table from message type to handler. */
import {
  type CreatedSessionKey,
  type IframeReply,
  iframeReplyTypes,
  iframeRequestTypes,
} from '@latchkey/contract/iframe-messages'
import { generateSigningKey, openCredentialBundle, sealCredentialBundle, toHex, toUtf8 } from '@latchkey/crypto'
import { FrameError } from './frame-error.ts'
import type { ReceivedRequest } from './read-request.ts'
import type { SessionKey } from './session-key.ts'
import type { TargetKeys } from './target-keys.ts'

const maxPayloadBytes = 256 * 1024

/** All the keys of the frame. */
export interface FrameKeys {
  readonly target: TargetKeys
  readonly session: SessionKey
}

/** Carries out one request; the reply still lacks its id. */
export type Handler = (request: ReceivedRequest, keys: FrameKeys) => Promise<IframeReply>

/** When the session ends, in milliseconds since 1970-01-01 UTC; `Infinity` when the page does not say. */
function readExpiry(expiresAtMs: unknown): number {
  if (expiresAtMs === undefined) return Number.POSITIVE_INFINITY
  if (typeof expiresAtMs !== 'number' || Number.isNaN(expiresAtMs)) {
    throw new FrameError('IFRAME_MESSAGE_REFUSED', 'expiresAtMs must be a number of milliseconds since 1970.')
  }
  if (expiresAtMs > Date.now()) return expiresAtMs
  throw new FrameError('IFRAME_KEY_MISSING', 'The session of this credential bundle has ended. Open a new session.')
}

const inject: Handler = async ({ value, expiresAtMs }, { target, session }) => {
  if (typeof value !== 'string') throw new FrameError('BUNDLE_MALFORMED', 'The credential bundle must be a string.')
  const sessionEndMs = readExpiry(expiresAtMs)
  const privateKey = await openCredentialBundle({ bundle: value, targetKey: await target.current() })
  try {
    await session.hold(privateKey, sessionEndMs)
  } finally {
    privateKey.fill(0)
  }
  return { type: iframeReplyTypes.bundleInjected, value: true }
}

function isJsonObject(text: string): boolean {
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
  } catch {
    return false
  }
}

/** On the path of every request of an application: no storage, no key import. */
const stamp: Handler = async ({ value }, { session }) => {
  if (typeof value === 'string' && value.length <= maxPayloadBytes && isJsonObject(value)) {
    const body = toUtf8(value)
    if (body.length <= maxPayloadBytes) return { type: iframeReplyTypes.stamp, value: await session.stamp(body) }
  }
  throw new FrameError('IFRAME_PAYLOAD_REFUSED', 'The payload must be the text of a JSON object of at most 256 KiB.')
}

const tellPublicKey: Handler = async (_, { target }) => ({
  type: iframeReplyTypes.embeddedPublicKey,
  value: toHex((await target.current()).publicKey),
})

const reset: Handler = async (_, { target, session }) => {
  session.drop()
  await target.reset()
  return { type: iframeReplyTypes.embeddedKeyReset, value: null }
}

/** The new key leaves the frame sealed, and does not sign before its bundle is injected. */
const createSessionKey: Handler = async (_, { target }) => {
  const targetPublicKey = (await target.current()).publicKey
  const { privateKey, publicKey } = await generateSigningKey()
  try {
    const credentialBundle = await sealCredentialBundle({ targetPublicKey, privateKey })
    const value: CreatedSessionKey = { publicKeyHex: toHex(publicKey), credentialBundle }
    return { type: iframeReplyTypes.sessionKeyCreated, value }
  } finally {
    privateKey.fill(0)
  }
}

/** Handler by message type; types that are not here are ignored. */
export const handlers: ReadonlyMap<string, Handler> = new Map([
  [iframeRequestTypes.injectCredentialBundle, inject],
  [iframeRequestTypes.injectRecoveryBundle, inject],
  [iframeRequestTypes.stamp, stamp],
  [iframeRequestTypes.getEmbeddedPublicKey, tellPublicKey],
  [iframeRequestTypes.initEmbeddedKey, tellPublicKey],
  [iframeRequestTypes.resetEmbeddedKey, reset],
  [iframeRequestTypes.createSessionKey, createSessionKey],
])
