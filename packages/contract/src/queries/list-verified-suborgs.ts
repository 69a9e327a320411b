/** `/public/v1/query/list_verified_suborgs`: finds sub-organizations of a parent by a contact their users have proven. */
import { Type } from 'typebox'
import { exampleIds } from '../examples.ts'
import { Id, Pagination } from '../fields.ts'
import { query } from '../operation.ts'

/** Finds sub-organizations of a parent by a verified e-mail address or telephone number, oldest first. */
export const listVerifiedSuborgs = query({
  summary: 'Finds sub-organizations by a verified e-mail address or telephone number.',
  request: Type.Object({
    organizationId: Id,
    filterType: Type.Optional(
      Type.Union([Type.Literal('EMAIL'), Type.Literal('PHONE_NUMBER'), Type.Literal('')], {
        description: 'one of EMAIL, PHONE_NUMBER',
      }),
    ),
    filterValue: Type.Optional(
      Type.String({ maxLength: 4096, description: 'text to compare with, at most 4096 characters' }),
    ),
    paginationOptions: Type.Optional(Pagination),
  }),
  response: Type.Object({ organizationIds: Type.Array(Type.String()) }),
  tag: 'Organizations',
  example: { organizationId: exampleIds.organization, filterType: 'EMAIL', filterValue: 'ada@example.com' },
})
