/** Schemas of session profiles, as requests describe them and as answers return them. */
import { Type } from 'typebox'
import { labelPattern, Timestamp } from './fields.ts'

/** Name of a session profile, which stands in tokens where sessions without a profile have `SESSION_TYPE_READ_WRITE`. */
export const SessionProfileName = Type.String({
  pattern: labelPattern.replace('^', '^(?!SESSION_TYPE_)'),
  description: '1 to 255 printable characters that do not begin with SESSION_TYPE_',
})

/** Expression that every write of a session must satisfy; whether it is one is checked when the profile is made. */
export const ScopeExpression = Type.String({
  pattern: '^[^\\u0000]{1,4096}$',
  description: 'an expression of 1 to 4096 characters, none of them U+0000',
})

/** Remarks for people; the server makes nothing of them. */
export const Notes = Type.String({
  maxLength: 4096,
  // PostgreSQL keeps every character but this one.
  pattern: '^[^\\u0000]*$',
  description: 'a text of at most 4096 characters, none of them U+0000',
})

/** Session profile as answers return it. */
export const SessionProfile = Type.Object({
  sessionProfileId: Type.String(),
  sessionProfileName: Type.String(),
  scope: Type.String(),
  expirationSeconds: Type.Optional(Type.String()),
  notes: Type.Optional(Type.String()),
  createdAt: Timestamp,
  updatedAt: Timestamp,
})
