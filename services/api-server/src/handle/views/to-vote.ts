/** Votes as answers give them. So far an activity has one: its proposer's. */
import type { ActivityRecord } from '@latchkey/contract'
import { readApiKeyStamp, readUtf8, readWebauthnStamp, stampSchemes, toHex } from '@latchkey/crypto'
import type { FoundActivity } from '../../store/activity-rows.ts'
import type { UserWithCredentials } from '../../store/organization-rows.ts'
import { toTimestamp } from './to-timestamp.ts'
import { toUser } from './to-user.ts'

type Vote = ActivityRecord['votes'][number]

/**
 * The proposer's approval, with what is needed to verify it again; it bears the activity's id, being its only vote.
 * @param activity recorded write
 * @param proposer user who submitted it
 * @see Turnkey wire protocol: Vote
 */
export function toVote(activity: FoundActivity, proposer: UserWithCredentials): Vote {
  return {
    id: activity.activityId,
    userId: activity.userId,
    user: toUser(proposer),
    activityId: activity.activityId,
    selection: 'VOTE_SELECTION_APPROVED',
    ...toSignedMessage(activity),
    publicKey: activity.stamp.publicKeyHex,
    scheme: activity.stamp.scheme,
    createdAt: toTimestamp(activity.createdAtMs),
  }
}

/** The text that was signed and the signature in hexadecimal: the body itself, or the client data of a passkey. */
function toSignedMessage({ body, stamp }: FoundActivity): Pick<Vote, 'message' | 'signature'> {
  if (stamp.header === '') return { message: readUtf8(body), signature: '' }
  if (stamp.scheme === stampSchemes.webauthn) {
    const { clientDataJson, signature } = readWebauthnStamp(stamp.header)
    return { message: readUtf8(clientDataJson), signature: toHex(signature) }
  }
  return { message: readUtf8(body), signature: readApiKeyStamp(stamp.header).signatureHex }
}
