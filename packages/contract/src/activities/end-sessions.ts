/** `/public/v1/submit/end_sessions`: ends sessions of one user; Latchkey's own addition to the protocol, for a page that lists them. */
import { Type } from 'typebox'
import { exampleIds } from '../examples.ts'
import { Id, list } from '../fields.ts'
import { activity, version } from '../operation.ts'

const SessionsScope = Type.Union([Type.Literal('SESSIONS_OTHERS'), Type.Literal('SESSIONS_ALL')], {
  description: 'one of SESSIONS_OTHERS, SESSIONS_ALL',
})

/** Ends sessions of a user, by id or all but the one that signs or all; whichever they are, they are refused from the next request on. */
export const endSessions = activity({
  summary: 'Ends sessions of a user: those named by sessionIds, or by scope all others or all.',
  versions: {
    ACTIVITY_TYPE_END_SESSIONS: version(
      'endSessionsIntent',
      ['endSessionsResult'],
      Type.Object({
        userId: Type.Optional(Id),
        sessionIds: Type.Optional(list(Id, 1)),
        scope: Type.Optional(SessionsScope),
      }),
    ),
  },
  current: 'ACTIVITY_TYPE_END_SESSIONS',
  result: Type.Object({ sessionIds: Type.Array(Type.String()), endedSessions: Type.Integer() }),
  tag: 'Sessions',
  example: { sessionIds: [exampleIds.session] },
})
