/** `create_sub_organization`: an end user's own organization, with its root users. */
import type { ActivityCall } from '../../call.ts'
import { findOriginLists } from '../../passkey-origins.ts'
import { Refusal } from '../../refusal.ts'
import type { ActivityHandler } from '../activity-handler.ts'
import { addUsers, type NewUser, readNewUsers, type UserInput } from '../credentials/new-user.ts'
import { checkThreshold } from './check-threshold.ts'

type Parameters = ActivityCall<'create_sub_organization'>['parameters']

/** What every version says, in one shape. */
interface SubOrganizationInput {
  subOrganizationName: string
  rootUsers: readonly UserInput[]
  rootQuorumThreshold: number
}

/**
 * Makes the organization and answers its id and those of its root users, in the order sent.
 * @param call parameters of any version
 * @param caller user of the parent
 * @param system ids, limits, origins
 * @throws WALLETS_UNAVAILABLE, IDENTITY_PROVIDERS_UNAVAILABLE when more is asked for than this server has
 * @throws QUORUM_INVALID when the threshold is not within 1 and the number of root users
 * @throws USER_NAMES_NO_CREDENTIAL when a root user could not sign in for good
 * @throws every refusal of {@link readNewUsers} and {@link addUsers}
 * @see Turnkey wire protocol: create_sub_organization
 */
export const createSubOrganization: ActivityHandler<'create_sub_organization'> = async (call, caller, system) => {
  checkAvailable(call.parameters)
  const { subOrganizationName, rootUsers, rootQuorumThreshold } = toInput(call.parameters)
  checkThreshold(rootQuorumThreshold, rootUsers.length, 'parameters.rootQuorumThreshold')
  const origins = await findOriginLists(caller, system)
  const users = await readNewUsers(rootUsers, 'parameters.rootUsers', system.policy, origins)
  checkCanSignIn(users)
  return async (transaction, activity) => {
    const organization = { organizationId: system.newId(), parentOrganizationId: caller.organizationId }
    const { createdAtMs } = activity
    await transaction.addOrganization({
      ...organization,
      organizationName: subOrganizationName,
      rootQuorumThreshold,
      createdAtMs,
    })
    const birth = { activity, caller, userAgent: call.userAgent, system }
    const rootUserIds = await addUsers(transaction, users, { ...organization, isRoot: true }, birth)
    return { subOrganizationId: organization.organizationId, rootUserIds }
  }
}

/** Version 1 brings one passkey and no user; its user gets the passkey's name. */
function toInput(parameters: Parameters): SubOrganizationInput {
  if (!('rootAuthenticator' in parameters)) return parameters
  const { name, rootAuthenticator } = parameters
  const userName = rootAuthenticator.authenticatorName
  const rootUsers = [{ userName, apiKeys: [], authenticators: [rootAuthenticator] }]
  return { subOrganizationName: name, rootUsers, rootQuorumThreshold: 1 }
}

/** Refuses members with something in them that this server has not; `null` and empty ones ask for nothing. */
function checkAvailable(parameters: Parameters): void {
  const asksForWallet = 'wallet' in parameters && parameters.wallet !== undefined && parameters.wallet !== null
  const asksForKeys = 'privateKeys' in parameters && parameters.privateKeys.length > 0
  if (asksForWallet || asksForKeys) throw new Refusal('WALLETS_UNAVAILABLE')
  if ('verificationToken' in parameters && parameters.verificationToken) {
    throw new Refusal('IDENTITY_PROVIDERS_UNAVAILABLE')
  }
}

function checkCanSignIn(users: readonly NewUser[]): void {
  for (const [index, { apiKeys, authenticators }] of users.entries()) {
    if (authenticators.length > 0 || apiKeys.some((key) => key.expirationSeconds === undefined)) continue
    const field = `parameters.rootUsers.${index}`
    const description = 'needs a passkey in authenticators or an API key without expirationSeconds in apiKeys'
    throw new Refusal('USER_NAMES_NO_CREDENTIAL', { fieldViolations: [{ field, description }] })
  }
}
