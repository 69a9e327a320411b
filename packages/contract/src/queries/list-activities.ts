/** `/public/v1/query/list_activities`: lists recorded activities, newest first. */
import { Type } from 'typebox'
import { ActivityRecord, ActivityStatus } from '../activity-record.ts'
import { exampleIds } from '../examples.ts'
import { Id, list, Pagination } from '../fields.ts'
import { query } from '../operation.ts'

/** Lists recorded activities, newest first. */
export const listActivities = query({
  summary: 'Lists recorded activities, newest first.',
  request: Type.Object({
    organizationId: Id,
    filterByStatus: Type.Optional(list(ActivityStatus)),
    filterByType: Type.Optional(
      list(Type.String({ pattern: '^ACTIVITY_TYPE_[A-Z0-9_]+$', description: 'an ACTIVITY_TYPE_… name' })),
    ),
    paginationOptions: Type.Optional(Pagination),
  }),
  response: Type.Object({ activities: Type.Array(ActivityRecord) }),
  tag: 'Activities',
  example: {
    organizationId: exampleIds.organization,
    filterByStatus: ['ACTIVITY_STATUS_COMPLETED'],
    paginationOptions: { limit: '10' },
  },
})
