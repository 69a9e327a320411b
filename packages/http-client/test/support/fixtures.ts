/** Ids, keys and records the tests of this package share. */
import { createPublicKey, verify } from 'node:crypto'
import type { ActivityRecord } from '@latchkey/contract'
import { ApiClient, type ApiClientConfig, type Stamper } from '@latchkey/http-client'

/** The client's own organization. */
export const organizationId = '11111111-2222-4333-8444-555555555555'
/** Another organization. */
export const otherOrganizationId = '99999999-2222-4333-8444-555555555555'
/** A user, key, passkey or activity. */
export const someId = '0195c0de-0000-7000-8000-000000000001'

/** Throw-away key pair whose private half is one byte repeated. */
export const keyPair = {
  apiPublicKey: '026ff03b949241ce1dadd43519e6960e0a85b41a69a05c328103aa2bce1594ca16',
  apiPrivateKey: '01'.repeat(32),
}

/** A stamper that anybody can see through. */
export const plainStamper: Stamper = {
  stamp: async (body) => ({ stampHeaderName: 'X-Stamp', stampHeaderValue: `stamp-over-${body.length}` }),
}

/**
 * A client with a stamper and short time limits.
 * @param config members that differ
 */
export function makeClient(config: Partial<ApiClientConfig> & { apiBaseUrl: string }): ApiClient {
  return new ApiClient({ organizationId, stamper: plainStamper, clientVersion: 'test@0', ...config })
}

/**
 * A completed record.
 * @param members what differs
 */
export function makeActivity(members: Partial<ActivityRecord> = {}): ActivityRecord {
  const moment = { seconds: '1700000000', nanos: '0' }
  return {
    id: someId,
    organizationId,
    status: 'ACTIVITY_STATUS_COMPLETED',
    type: 'ACTIVITY_TYPE_UPDATE_USER_NAME',
    intent: {},
    result: { updateUserNameResult: { userId: someId } },
    votes: [],
    fingerprint: 'sha256:00',
    canApprove: false,
    canReject: false,
    createdAt: moment,
    updatedAt: moment,
    ...members,
  }
}

/** DER of a P-256 public key up to the compressed point. */
const spkiPrefix = '3039301306072a8648ce3d020106082a8648ce3d030107032200'

/**
 * Whether an `X-Stamp` header is by its own key over these bytes, according to `node:crypto`.
 * @param header value of the header
 * @param body bytes as received
 */
export function isValidStamp(header: unknown, body: Uint8Array): boolean {
  const stamp: Record<string, string> = JSON.parse(Buffer.from(String(header), 'base64url').toString())
  const key = Buffer.from(spkiPrefix + stamp.publicKey, 'hex')
  const publicKey = createPublicKey({ key, format: 'der', type: 'spki' })
  return verify('sha256', body, publicKey, Buffer.from(String(stamp.signature), 'hex'))
}
