/** What rows that are made in an activity take from it. */
import type { CallerFacts } from '../../caller.ts'
import type { ActivityIdentity } from '../../store/activity-rows.ts'
import type { System } from '../../system.ts'

/** Activity that makes a row, whose moment of creation the row shares, the source of the row's id, and for sessions who asks and with what. */
export interface Birth {
  activity: ActivityIdentity
  caller: Pick<CallerFacts, 'organizationId' | 'userId' | 'credential'>
  /** As the request states it. */
  userAgent: string | undefined
  system: Pick<System, 'newId' | 'policy'>
}
