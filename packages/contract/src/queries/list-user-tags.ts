/** `/public/v1/query/list_user_tags`: lists the tags of an organization. */
import { Type } from 'typebox'
import { exampleIds } from '../examples.ts'
import { Id } from '../fields.ts'
import { query } from '../operation.ts'
import { Tag } from '../tags.ts'

/** Lists the tags that users of an organization can have. */
export const listUserTags = query({
  summary: 'Lists the tags that users of an organization can have.',
  request: Type.Object({ organizationId: Id }),
  response: Type.Object({ userTags: Type.Array(Tag) }),
  tag: 'Users',
  example: { organizationId: exampleIds.organization },
})
