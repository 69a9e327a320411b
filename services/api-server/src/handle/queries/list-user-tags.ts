/** `list_user_tags`. */
import type { QueryHandler } from '../query-handler.ts'
import { toTag } from '../views/to-tag.ts'

/**
 * All tags of the organization, oldest first.
 * @param _call nothing but the organization
 * @param caller who signed it
 * @param system `store` is read
 * @see Turnkey wire protocol: list_user_tags
 */
export const listUserTags: QueryHandler<'list_user_tags'> = async (_call, caller, { store }) => ({
  userTags: (await store.listUserTags(caller.targetOrganizationId)).map(toTag),
})
