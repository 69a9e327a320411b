/** `/public/v1/submit/update_root_quorum`: says who the root users are, and how many of them must agree. */
import { Type } from 'typebox'
import { exampleIds } from '../examples.ts'
import { Id, list, Threshold } from '../fields.ts'
import { activity, version } from '../operation.ts'

/** Replaces the root users of an organization, and the number of them that must agree. */
export const updateRootQuorum = activity({
  summary: 'Sets who the root users are, and how many of them must agree.',
  versions: {
    ACTIVITY_TYPE_UPDATE_ROOT_QUORUM: version(
      'updateRootQuorumIntent',
      ['updateRootQuorumResult'],
      Type.Object({ threshold: Threshold, userIds: list(Id) }),
    ),
  },
  current: 'ACTIVITY_TYPE_UPDATE_ROOT_QUORUM',
  result: Type.Object({}),
  tag: 'Organizations',
  example: { threshold: 1, userIds: [exampleIds.rootUser] },
})
