/** What rows that are made in an activity take from it. */
import type { ActivityIdentity } from '../../store/activity-rows.ts'
import type { System } from '../../system.ts'

/** Activity that makes a row, whose moment of creation the row shares, and the source of the row's id. */
export interface Birth {
  activity: ActivityIdentity
  system: Pick<System, 'newId'>
}
