/** Votes as answers give them: the proposer's approval, then every vote since. */
import type { ActivityRecord } from '@latchkey/contract'
import { readApiKeyStamp, readUtf8, readWebauthnStamp, stampSchemes, toHex } from '@latchkey/crypto'
import type { FoundActivity, FoundVote } from '../../store/activity-rows.ts'
import { toTimestamp } from './to-timestamp.ts'
import { toUser } from './to-user.ts'

type Vote = ActivityRecord['votes'][number]

/**
 * Every vote about an activity, each with what is needed to verify it again. The first bears the activity's id, being the activity.
 * Those of users who are gone are left out, since a vote shows its user.
 * @param activity recorded write, with its proposer and the votes about it
 * @see Turnkey wire protocol: Vote
 */
export function toVotes(activity: FoundActivity): Vote[] {
  const proposal: FoundVote = {
    ...activity,
    voteId: activity.activityId,
    selection: 'VOTE_SELECTION_APPROVED',
    voter: activity.proposer,
  }
  return [proposal, ...activity.votes].flatMap(toVote)
}

function toVote(vote: FoundVote): Vote[] {
  if (vote.voter === undefined) return []
  const { voteId: id, userId, activityId, selection, stamp, createdAtMs } = vote
  const { publicKeyHex: publicKey, scheme } = stamp
  const user = toUser(vote.voter)
  const createdAt = toTimestamp(createdAtMs)
  return [{ id, userId, user, activityId, selection, ...toSignedMessage(vote), publicKey, scheme, createdAt }]
}

/** The text that was signed and the signature in hexadecimal: the body itself, or the client data of a passkey. */
function toSignedMessage({ body, stamp }: FoundVote): Pick<Vote, 'message' | 'signature'> {
  if (stamp.header === '') return { message: readUtf8(body), signature: '' }
  if (stamp.scheme === stampSchemes.webauthn) {
    const { clientDataJson, signature } = readWebauthnStamp(stamp.header)
    return { message: readUtf8(clientDataJson), signature: toHex(signature) }
  }
  return { message: readUtf8(body), signature: readApiKeyStamp(stamp.header).signatureHex }
}
