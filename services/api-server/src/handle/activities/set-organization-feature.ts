/** `set_organization_feature`. */
import { webauthnOriginsFeature } from '@latchkey/contract'
import type { CallerFacts } from '../../caller.ts'
import { findOriginLists, isAllowedPage, type OriginLists, readOriginsFeature } from '../../passkey-origins.ts'
import type { Refusal } from '../../refusal.ts'
import type { System } from '../../system.ts'
import type { ActivityHandler } from '../activity-handler.ts'
import { violation } from '../credentials/new-api-key.ts'
import { toFeature } from '../views/to-feature.ts'
import { checkRootCanSignIn } from './check-root-can-sign-in.ts'
import { lockOrganizationOf } from './lock-organization-of.ts'

/**
 * Sets a feature of the caller's organization and answers all that are set. `FEATURE_NAME_WEBAUTHN_ORIGINS` is obeyed from the next
 * request on; the others are kept and shown.
 * @param call `name`, and its `value`
 * @param caller root user
 * @param system the server's list of origins, and that of the parent organization
 * @throws FEATURE_VALUE_INVALID when the value is no list of exact origins, or no passkey could be used any more
 * @throws LAST_ROOT_CREDENTIAL when too few root users of this organization could sign in on the pages that are left
 * @see Turnkey wire protocol: set_organization_feature
 */
export const setOrganizationFeature: ActivityHandler<'set_organization_feature'> = async (call, caller, system) => {
  const { name: featureName, value } = call.parameters
  if (featureName === webauthnOriginsFeature) checkOrigins(value, await findListsAbove(caller, system))
  return async (transaction) => {
    const organization = await lockOrganizationOf(transaction, caller)
    const { organizationId } = organization
    await transaction.setFeature({ organizationId, featureName, value })
    if (featureName === webauthnOriginsFeature) await checkRootCanSignIn(transaction, organization, system.policy)
    return { features: (await transaction.listFeatures(organizationId)).map(toFeature) }
  }
}

/** What holds for the caller's organization, whatever it sets itself. */
async function findListsAbove({ parentOrganizationId }: CallerFacts, system: System): Promise<OriginLists> {
  if (parentOrganizationId === undefined) return [system.policy.origins]
  return findOriginLists({ organizationId: parentOrganizationId, parentOrganizationId: undefined }, system)
}

/** Lists only narrow each other down, so that one which shares no origin with those above it would end every passkey. */
function checkOrigins(value: string | undefined, above: OriginLists): void {
  const origins = readOriginsOf(value)
  if (origins.some((origin) => isAllowedPage(origin, above))) return
  throw invalid("must have an origin that the server's LATCHKEY_ORIGINS and the parent organization allow")
}

function readOriginsOf(value = ''): string[] {
  try {
    return readOriginsFeature(value)
  } catch {
    throw invalid('must be exact origins such as https://app.example, separated by commas or in a JSON array')
  }
}

function invalid(description: string): Refusal {
  return violation('FEATURE_VALUE_INVALID', 'parameters.value', description)
}
