/** Tags as answers give them. */
import type { QueryResponse } from '@latchkey/contract'
import type { UserTagRow } from '../../store/organization-rows.ts'
import { toTimestamp } from './to-timestamp.ts'

type Tag = QueryResponse['list_user_tags']['userTags'][number]

/**
 * Wire form of a tag of users.
 * @param row stored tag
 * @see Turnkey wire protocol: v1.Tag
 */
export function toTag(row: UserTagRow): Tag {
  return {
    tagId: row.tagId,
    tagName: row.tagName,
    tagType: 'TAG_TYPE_USER',
    createdAt: toTimestamp(row.createdAtMs),
    updatedAt: toTimestamp(row.updatedAtMs),
  }
}
