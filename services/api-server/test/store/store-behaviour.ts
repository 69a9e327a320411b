/** The behaviour every store must have; each implementation runs this suite. */
import { afterEach, beforeEach, describe } from 'vitest'
import { describeActivities } from './behaviour/activities.ts'
import { describeConcurrency } from './behaviour/concurrency.ts'
import { describeCredentials } from './behaviour/credentials.ts'
import type { Current, OpenStore } from './behaviour/current.ts'
import { describeFeatures } from './behaviour/features.ts'
import { describeLists } from './behaviour/lists.ts'
import { describeOrganizations } from './behaviour/organizations.ts'
import { describeQuorum } from './behaviour/quorum.ts'
import { describeSessions } from './behaviour/sessions.ts'
import { describeSeveralStores } from './behaviour/several-stores.ts'
import { describeSurvival } from './behaviour/survival.ts'
import { describeSweep } from './behaviour/sweep.ts'
import { describeUserTags } from './behaviour/user-tags.ts'

type Describe = (current: Current) => void

/**
 * Describes a store's behaviour.
 * @param name the implementation
 * @param open opens an empty store
 */
export function describeStore(name: string, open: () => Promise<OpenStore>): void {
  describeAll(name, open, [
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
  ])
}

/**
 * Describes what holds for several stores on one database together.
 * @param name the implementation, which allows that
 * @param open opens an empty store
 */
export function describeStores(name: string, open: () => Promise<OpenStore>): void {
  describeAll(name, open, [describeSeveralStores])
}

function describeAll(name: string, open: () => Promise<OpenStore>, behaviours: readonly Describe[]): void {
  describe(name, () => {
    let current: OpenStore
    beforeEach(async () => {
      current = await open()
    })
    afterEach(() => current.close())
    for (const describeBehaviour of behaviours) describeBehaviour(() => current)
  })
}
