/** Asks a server, after all is over, for everything it was made to record. */
import type { ActivityRecord, ApiKey } from '@latchkey/contract'
import type { ApiClient } from '@latchkey/sdk-server'
import { clientOf, type KnownOrganization, type KnownUser, type Signer } from './known-organization.ts'
import type { WritingClient } from './writing-client.ts'

const pageSize = 100

/**
 * Ids of answered activities that the server does not give back as it answered them.
 * @param url base URL of the server
 * @param parent the parent organization
 * @param client whose answers are looked up
 */
export async function findChangedAnswers(url: string, parent: Signer, client: WritingClient): Promise<string[]> {
  const signers = [parent, ...client.organizations]
  const clients = new Map(signers.map((signer) => [signer.organizationId, clientOf(signer, url)]))
  const changed: string[] = []
  for (const answer of client.answers) {
    const found = await findActivity(clients.get(answer.organizationId), answer.id)
    if (toText(found) !== toText(answer)) changed.push(answer.id)
  }
  return changed
}

async function findActivity(client: ApiClient | undefined, activityId: string): Promise<ActivityRecord | undefined> {
  const answer = await client?.getActivity({ activityId }).catch(() => undefined)
  return answer?.activity
}

/** Votes are left out: they show the user as it is now. */
function toText(activity: ActivityRecord | undefined): string {
  return JSON.stringify({ ...activity, votes: [] })
}

/**
 * Ids of all sub-organizations, oldest first.
 * @param parent client of the parent organization
 */
export async function listSubOrganizations(parent: ApiClient): Promise<string[]> {
  const ids: string[] = []
  let page: string[]
  do {
    const after = ids.at(-1)
    const paginationOptions = { limit: String(pageSize), ...(after !== undefined && { after }) }
    page = (await parent.getSubOrgIds({ paginationOptions })).organizationIds
    ids.push(...page)
  } while (page.length === pageSize)
  return ids
}

/**
 * Users of an organization with their keys, in the form in which its writer knows them.
 * @param url base URL of the server
 * @param organization which
 */
export async function readUsers(url: string, organization: KnownOrganization): Promise<KnownUser[]> {
  const { users } = await clientOf(organization, url).getUsers()
  return users.map(({ userId, userName, apiKeys }) => ({
    userId,
    userName,
    permanentKeys: apiKeys.filter((key) => key.expirationSeconds === undefined).map(publicKeyOf),
    sessionKeys: apiKeys
      .filter((key) => key.expirationSeconds !== undefined)
      .map((key) => ({ apiKeyId: key.apiKeyId, publicKey: publicKeyOf(key) })),
  }))
}

const publicKeyOf = ({ credential }: ApiKey): string => credential.publicKey
