/** What may be said between the parts of Latchkey: operations and their types. Errors, headers and iframe messages are entry points of their own. */

export { ActivityRecord as ActivityRecordSchema } from './activity-record.ts'
export { type ActivityAction, type ActivityResource, type ActivityTraits, traitsOf } from './activity-traits.ts'
export { webauthnOriginsFeature } from './features.ts'
export { Label as LabelSchema, TimestampMs as TimestampMsSchema } from './fields.ts'
export type { Activity, ActivityVersion, Query } from './operation.ts'
export {
  type ActivityName,
  type ActivityParameters,
  type ActivityParametersByType,
  type ActivityRecord,
  type ActivityResult,
  type ApiKey,
  type Authenticator,
  type AuthenticatorParams,
  activities,
  type OperationName,
  type QueryName,
  type QueryRequest,
  type QueryResponse,
  queries,
  type Session,
  type SessionProfile,
  type User,
} from './operations.ts'
export { unavailableActivities, unavailableQueries } from './unavailable-operations.ts'
