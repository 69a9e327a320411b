/** `/public/v1/submit/create_user_tag`: makes a tag and gives it to users. */
import { Type } from 'typebox'
import { exampleIds } from '../examples.ts'
import { Id, Label, list } from '../fields.ts'
import { activity, version } from '../operation.ts'

/** Makes a tag, whose name no other tag of the organization has, and gives it to users. */
export const createUserTag = activity({
  summary: 'Makes a tag, whose name must be new in the organization, and gives it to users.',
  versions: {
    ACTIVITY_TYPE_CREATE_USER_TAG: version(
      'createUserTagIntent',
      ['createUserTagResult'],
      Type.Object({ userTagName: Label, userIds: list(Id) }),
    ),
  },
  current: 'ACTIVITY_TYPE_CREATE_USER_TAG',
  result: Type.Object({ userTagId: Type.String(), userIds: Type.Array(Type.String()) }),
  tag: 'Users',
  example: { userTagName: 'Support', userIds: [exampleIds.user] },
})
