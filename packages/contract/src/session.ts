/** Schema of a session as answers return it. */
import { Type } from 'typebox'
import { Timestamp } from './fields.ts'

const SessionOpener = Type.Object({
  type: Type.Union([
    Type.Literal('SESSION_OPENER_PASSKEY'),
    Type.Literal('SESSION_OPENER_API_KEY'),
    Type.Literal('SESSION_OPENER_SESSION'),
    Type.Literal('SESSION_OPENER_UNKNOWN'),
  ]),
  id: Type.Optional(Type.String()),
  name: Type.Optional(Type.String()),
})

/**
 * Living session. `apiKeyId` is the id of its key, for read-only sessions absent; `openedBy.name` is absent when the opener is no longer
 * among the user's credentials; `renewableUntil` is the latest end it can have without another touch.
 */
export const Session = Type.Object({
  sessionId: Type.String(),
  sessionType: Type.Union([Type.Literal('SESSION_TYPE_READ_WRITE'), Type.Literal('SESSION_TYPE_READ_ONLY')]),
  userId: Type.String(),
  apiKeyId: Type.Optional(Type.String()),
  name: Type.String(),
  openedBy: SessionOpener,
  userAgent: Type.Optional(Type.String()),
  createdAt: Timestamp,
  lastUsedAt: Type.Optional(Timestamp),
  expiresAt: Timestamp,
  renewableUntil: Timestamp,
  sessionProfileId: Type.Optional(Type.String()),
  scope: Type.Optional(Type.String()),
  isCurrent: Type.Boolean(),
})
