/** `/public/v1/query/get_activity`: Returns one recorded activity. */
import { Type } from 'typebox'
import { ActivityRecord } from '../activity-record.ts'
import { exampleIds } from '../examples.ts'
import { Id } from '../fields.ts'
import { query } from '../operation.ts'

/** Returns one recorded activity. */
export const getActivity = query({
  summary: 'Returns one recorded activity.',
  request: Type.Object({ organizationId: Id, activityId: Id }),
  response: Type.Object({ activity: ActivityRecord }),
  tag: 'Activities',
  example: { organizationId: exampleIds.organization, activityId: exampleIds.activity },
})
