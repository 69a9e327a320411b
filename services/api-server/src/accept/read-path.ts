/** The exact table of paths: which operation a request line names. */
import {
  type Activity,
  type ActivityName,
  activities,
  type Query,
  type QueryName,
  queries,
  unavailableActivities,
  unavailableQueries,
} from '@latchkey/contract'
import { Refusal } from '../refusal.ts'

/** Operation a path names. */
export type Route =
  | { kind: 'query'; name: QueryName; operation: Query }
  | { kind: 'activity'; name: ActivityName; operation: Activity }

/** Before the name of a query. */
export const queryPrefix = '/public/v1/query/'
/** Before the name of an activity. */
export const activityPrefix = '/public/v1/submit/'

const routes: ReadonlyMap<string, Route> = new Map(
  [
    ...(Object.keys(queries) as QueryName[]).map(
      (name) => ({ kind: 'query', name, operation: queries[name] }) as const,
    ),
    ...(Object.keys(activities) as ActivityName[]).map(
      (name) => ({ kind: 'activity', name, operation: activities[name] }) as const,
    ),
  ].map((route) => [(route.kind === 'query' ? queryPrefix : activityPrefix) + route.name, route]),
)

const unavailablePaths: ReadonlySet<string> = new Set([
  ...unavailableQueries.map((name) => queryPrefix + name),
  ...unavailableActivities.map((name) => activityPrefix + name),
])

/**
 * A path without one surplus leading slash, which clients send whose base URL ends in a slash.
 * @param path path without query string
 * @see Turnkey wire protocol: transport, base URL with a trailing slash
 */
export function toExactPath(path: string): string {
  return path.startsWith('//') ? path.slice(1) : path
}

/**
 * The operation a request line names.
 * @param method name of the HTTP method, in capitals
 * @param path path without query string, see {@link toExactPath}
 * @throws UNKNOWN_PATH when the protocol has no such path
 * @throws OPERATION_UNAVAILABLE when the protocol has it and this server does not
 * @throws METHOD_NOT_ALLOWED when the method is not POST
 */
export function readPath(method: string, path: string): Route {
  const exactPath = toExactPath(path)
  const route = routes.get(exactPath)
  if (!route) throw new Refusal(unavailablePaths.has(exactPath) ? 'OPERATION_UNAVAILABLE' : 'UNKNOWN_PATH')
  if (method !== 'POST') throw new Refusal('METHOD_NOT_ALLOWED')
  return route
}
