/** `/public/v1/query/get_session_profiles`: Lists the session profiles of an organization. */
import { Type } from 'typebox'
import { exampleIds } from '../examples.ts'
import { Id } from '../fields.ts'
import { query } from '../operation.ts'
import { SessionProfile } from '../session-profile.ts'

/** Lists the session profiles of an organization. */
export const getSessionProfiles = query({
  summary: 'Lists the session profiles of an organization, oldest first.',
  request: Type.Object({ organizationId: Id }),
  response: Type.Object({ sessionProfiles: Type.Array(SessionProfile) }),
  tag: 'Sessions',
  example: { organizationId: exampleIds.organization },
})
