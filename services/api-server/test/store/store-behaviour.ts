/** The behaviour every store must have; each implementation runs this suite. */
import { afterEach, beforeEach, describe } from 'vitest'
import { describeActivities } from './behaviour/activities.ts'
import { describeConcurrency } from './behaviour/concurrency.ts'
import { describeCredentials } from './behaviour/credentials.ts'
import type { OpenStore } from './behaviour/current.ts'
import { describeFeatures } from './behaviour/features.ts'
import { describeLists } from './behaviour/lists.ts'
import { describeOrganizations } from './behaviour/organizations.ts'
import { describeQuorum } from './behaviour/quorum.ts'
import { describeSessions } from './behaviour/sessions.ts'
import { describeSurvival } from './behaviour/survival.ts'
import { describeSweep } from './behaviour/sweep.ts'
import { describeUserTags } from './behaviour/user-tags.ts'

/**
 * Describes a store's behaviour.
 * @param name the implementation
 * @param open opens an empty store
 */
export function describeStore(name: string, open: () => Promise<OpenStore>): void {
  describe(name, () => {
    let current: OpenStore
    beforeEach(async () => {
      current = await open()
    })
    afterEach(() => current.close())
    for (const describeBehaviour of [
      describeOrganizations,
      describeCredentials,
      describeFeatures,
      describeUserTags,
      describeSessions,
      describeLists,
      describeActivities,
      describeQuorum,
      describeConcurrency,
      describeSweep,
      describeSurvival,
    ]) {
      describeBehaviour(() => current)
    }
  })
}
