/** Tags: names that an organization gives to groups of its users. */
import { Type } from 'typebox'
import { Timestamp } from './fields.ts'

/** Tag as answers return it; `tagType` is `TAG_TYPE_USER`. */
export const Tag = Type.Object({
  tagId: Type.String(),
  tagName: Type.String(),
  tagType: Type.String(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
})
