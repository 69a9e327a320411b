/** What a request is counted as: the name of its operation, and never a word of the sender's. */
import { activities, queries, unavailableActivities, unavailableQueries } from '@latchkey/contract'
import { activityPrefix, queryPrefix, toExactPath } from '../accept/read-path.ts'

const ofQuery = (name: string): [string, string] => [queryPrefix + name, name]
const ofActivity = (name: string): [string, string] => [activityPrefix + name, name]

const labels: ReadonlyMap<string, string> = new Map([
  ...[...Object.keys(queries), ...unavailableQueries].map(ofQuery),
  ...[...Object.keys(activities), ...unavailableActivities].map(ofActivity),
])

/** Label of bytes that are no HTTP request, and of paths that the protocol does not have. */
export const unknownOperation = 'unknown'

/**
 * Name of the operation a request line asks for; `unknown` for paths that the protocol does not have.
 * @param url path with or without a query string
 */
export function toOperationLabel(url: string): string {
  const end = url.indexOf('?')
  const path = end < 0 ? url : url.slice(0, end)
  return labels.get(toExactPath(path)) ?? unknownOperation
}
