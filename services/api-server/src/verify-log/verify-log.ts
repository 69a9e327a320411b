/** Verifies the log of one organization: the chain of its hashes, and every stamp over the bytes it was made for. */
import { toHex } from '@latchkey/crypto'
import { firstHash, type LogPlace, logKinds } from '../store/log-hash.ts'
import type { LoggedRecord, Reads } from '../store/store.ts'
import { bytesToUuid } from '../store/uuid.ts'
import { explainEntry } from './check-entry.ts'
import { explainStamp } from './check-stamp.ts'

const pageSize = 200

/** What verifying the log of an organization came to. */
export interface LogReport {
  organizationId: string
  /** How many entries there are, which is the position of the last one. */
  entries: number
  /** Hash of the last entry in hexadecimal; kept elsewhere, it shows later that nothing was cut off. */
  headHex: string
  problems: string[]
}

/** What the entries read so far amount to. */
interface Progress extends LogPlace {
  problems: string[]
  recorded: Set<string>
  voted: Set<string>
}

/**
 * Verifies the log of one organization, and that every activity and vote of it is in the log.
 * @param store where it is read
 * @param organizationId lower-case UUID
 */
export async function verifyLog(
  store: Pick<Reads, 'listLog' | 'countSigned'>,
  organizationId: string,
): Promise<LogReport> {
  const progress: Progress = {
    previousHash: firstHash,
    position: 1,
    problems: [],
    recorded: new Set(),
    voted: new Set(),
  }
  for (;;) {
    const page = await store.listLog(organizationId, progress.position - 1, pageSize)
    for (const record of page) await verifyEntry(progress, record)
    if (page.length < pageSize) break
  }
  checkNothingIsLeftOut(progress, await store.countSigned(organizationId))
  const { position, previousHash, problems } = progress
  return { organizationId, entries: position - 1, headHex: toHex(previousHash), problems }
}

async function verifyEntry(progress: Progress, record: LoggedRecord): Promise<void> {
  const { entry, activity, vote } = record
  const signed = entry.kind === logKinds.voted ? vote : activity
  const isNew = entry.kind !== logKinds.decided && signed !== undefined
  const problem = explainEntry(progress, record) ?? (isNew ? await explainStamp(signed) : undefined)
  if (problem !== undefined) {
    progress.problems.push(`entry ${entry.position}, activity ${bytesToUuid(entry.activity_id)}: ${problem}`)
  }
  if (entry.kind === logKinds.recorded) progress.recorded.add(toHex(entry.activity_id))
  if (entry.kind === logKinds.voted && entry.vote_id !== null) progress.voted.add(toHex(entry.vote_id))
  progress.previousHash = entry.hash
  progress.position = entry.position + 1
}

function checkNothingIsLeftOut(
  { recorded, voted, problems }: Progress,
  stored: Record<'activities' | 'votes', number>,
): void {
  const counts = { activities: recorded.size, votes: voted.size }
  for (const name of ['activities', 'votes'] as const) {
    if (counts[name] !== stored[name])
      problems.push(`${stored[name]} ${name} are stored, ${counts[name]} are in the log`)
  }
}
