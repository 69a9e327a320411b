/** `/public/v1/query/list_suborgs`: finds sub-organizations of a parent, oldest first. */
import { Type } from 'typebox'
import { exampleIds } from '../examples.ts'
import { Id, Pagination } from '../fields.ts'
import { query } from '../operation.ts'

/** Finds sub-organizations of a parent, oldest first; without a filter, all of them. */
export const listSuborgs = query({
  summary:
    'Finds sub-organizations by credential id, public key, name, user name or e-mail address; without a filter, all of them.',
  request: Type.Object({
    organizationId: Id,
    filterType: Type.Optional(
      Type.Union(
        [
          Type.Literal('CREDENTIAL_ID'),
          Type.Literal('NAME'),
          Type.Literal('USERNAME'),
          Type.Literal('EMAIL'),
          Type.Literal('PHONE_NUMBER'),
          Type.Literal('OIDC_TOKEN'),
          Type.Literal('WALLET_ACCOUNT_ADDRESS'),
          Type.Literal('PUBLIC_KEY'),
          Type.Literal(''),
        ],
        {
          description:
            'one of CREDENTIAL_ID, PUBLIC_KEY, NAME, USERNAME, EMAIL, PHONE_NUMBER, OIDC_TOKEN, WALLET_ACCOUNT_ADDRESS',
        },
      ),
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
