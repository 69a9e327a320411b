/** Tags of an organization, which stay as they are read while its row is locked: whatever changes tags does so under this lock. */
import type { CallerFacts } from '../../caller.ts'
import { Refusal } from '../../refusal.ts'
import type { UserTagRow } from '../../store/organization-rows.ts'
import type { Transaction } from '../../store/store.ts'
import { lockOrganizationOf } from './lock-organization-of.ts'

/**
 * Locks the caller's organization and answers all its tags.
 * @param transaction the one in which the activity is recorded
 * @param caller who signed
 */
export async function lockUserTags(transaction: Transaction, caller: CallerFacts): Promise<UserTagRow[]> {
  const { organizationId } = await lockOrganizationOf(transaction, caller)
  return transaction.listUserTags(organizationId)
}

/**
 * Passes ids of tags that exist.
 * @param tags all tags of the organization
 * @param tagIds lower-case UUIDs
 * @throws TAG_NOT_FOUND when there is no such tag
 */
export function checkTagsExist(tags: readonly UserTagRow[], tagIds: readonly string[]): void {
  const known = new Set(tags.map((tag) => tag.tagId))
  if (tagIds.some((tagId) => !known.has(tagId))) throw new Refusal('TAG_NOT_FOUND')
}

/**
 * Passes a name that no tag has; names are compared exactly.
 * @param tags the other tags of the organization
 * @param tagName name that is asked for
 * @throws TAG_NAME_TAKEN when there is such a tag
 */
export function checkTagNameIsFree(tags: readonly UserTagRow[], tagName: string): void {
  if (tags.some((tag) => tag.tagName === tagName)) throw new Refusal('TAG_NAME_TAKEN')
}
