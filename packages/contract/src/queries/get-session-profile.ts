/** `/public/v1/query/get_session_profile`: Returns one session profile. */
import { Type } from 'typebox'
import { exampleIds } from '../examples.ts'
import { Id } from '../fields.ts'
import { query } from '../operation.ts'
import { SessionProfile } from '../session-profile.ts'

/** Returns one session profile. */
export const getSessionProfile = query({
  summary: 'Returns one session profile.',
  request: Type.Object({ organizationId: Id, sessionProfileId: Id }),
  response: Type.Object({ sessionProfile: SessionProfile }),
  tag: 'Sessions',
  example: { organizationId: exampleIds.organization, sessionProfileId: exampleIds.sessionProfile },
})
