/** `/public/v1/query/list_sessions`: lists the living sessions of a user; Latchkey's own addition to the protocol. */
import { Type } from 'typebox'
import { exampleIds } from '../examples.ts'
import { Id } from '../fields.ts'
import { query } from '../operation.ts'
import { Session } from '../session.ts'

/** Lists the living sessions of a user, newest first. */
export const listSessions = query({
  summary: 'Lists the living sessions of a user, newest first.',
  request: Type.Object({ organizationId: Id, userId: Type.Optional(Id) }),
  response: Type.Object({ sessions: Type.Array(Session) }),
  tag: 'Sessions',
  example: { organizationId: exampleIds.organization, userId: exampleIds.rootUser },
})
