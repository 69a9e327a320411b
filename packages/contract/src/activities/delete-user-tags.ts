/** `/public/v1/submit/delete_user_tags`: removes tags. */
import { Type } from 'typebox'
import { exampleIds } from '../examples.ts'
import { Id, list } from '../fields.ts'
import { activity, version } from '../operation.ts'

/** Removes tags and returns the users who had them; the users stay. */
export const deleteUserTags = activity({
  summary: 'Removes tags and returns the users who had them; the users stay.',
  versions: {
    ACTIVITY_TYPE_DELETE_USER_TAGS: version(
      'deleteUserTagsIntent',
      ['deleteUserTagsResult'],
      Type.Object({ userTagIds: list(Id, 1) }),
    ),
  },
  current: 'ACTIVITY_TYPE_DELETE_USER_TAGS',
  result: Type.Object({ userTagIds: Type.Array(Type.String()), userIds: Type.Array(Type.String()) }),
  tag: 'Users',
  example: { userTagIds: [exampleIds.userTag] },
})
