/** `/public/v1/submit/update_user_tag`: renames a tag and changes who has it. */
import { Type } from 'typebox'
import { exampleIds } from '../examples.ts'
import { Id, Label, list } from '../fields.ts'
import { activity, version } from '../operation.ts'

/** Renames a tag, gives it to some users and takes it from others; a name that is left out stays. */
export const updateUserTag = activity({
  summary: 'Renames a tag, gives it to users and takes it from others.',
  versions: {
    ACTIVITY_TYPE_UPDATE_USER_TAG: version(
      'updateUserTagIntent',
      ['updateUserTagResult'],
      Type.Object({
        userTagId: Id,
        newUserTagName: Type.Optional(Label),
        addUserIds: list(Id),
        removeUserIds: list(Id),
      }),
    ),
  },
  current: 'ACTIVITY_TYPE_UPDATE_USER_TAG',
  result: Type.Object({ userTagId: Type.String() }),
  tag: 'Users',
  example: {
    userTagId: exampleIds.userTag,
    newUserTagName: 'Finance',
    addUserIds: [exampleIds.user],
    removeUserIds: [],
  },
})
