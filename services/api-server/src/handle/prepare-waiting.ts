/** Preparing an activity that waits anew, from its stored bytes. */
import { readStoredCall } from '../body/to-activity-call.ts'
import type { ActivityCall } from '../call.ts'
import type { CallerFacts } from '../caller.ts'
import { Refusal } from '../refusal.ts'
import type { ActivityRow } from '../store/activity-rows.ts'
import type { Effect } from '../store/store.ts'
import type { System } from '../system.ts'
import type { EffectiveName } from './activity-handler.ts'
import { prepare } from './prepare.ts'

/**
 * Effect of an activity that waits. What the handler refuses already now, it refuses when the effect runs: by then the activity fails.
 * @param activity as it is stored
 * @param system what handlers may reach
 */
export async function prepareWaiting(activity: ActivityRow, system: System): Promise<Effect> {
  try {
    const call = readStoredCall(activity) as ActivityCall<EffectiveName>
    return await prepare(call, await toQuorumFacts(activity, system), system)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return async () => {
      throw error
    }
  }
}

/** Nobody in particular carries it out: the proposer stands for the root quorum, whatever has become of the proposer's credential. */
async function toQuorumFacts({ organizationId, userId }: ActivityRow, { store }: System): Promise<CallerFacts> {
  const organization = await store.findOrganization(organizationId)
  if (organization === undefined) throw new Error(`organization ${organizationId} of an activity is not stored`)
  const proposer = await store.findUser(organizationId, userId)
  return {
    organizationId,
    organizationName: organization.organizationName,
    parentOrganizationId: organization.parentOrganizationId,
    userId,
    userName: proposer?.userName ?? '',
    isRoot: true,
    rootQuorumThreshold: organization.rootQuorumThreshold,
    credential: { kind: 'root-quorum' },
    targetOrganizationId: organizationId,
  }
}
