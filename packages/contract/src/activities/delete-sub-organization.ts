/** `/public/v1/submit/delete_sub_organization`: closes a sub-organization for good; what an end user's "delete my account" calls. */
import { Type } from 'typebox'
import { exampleIds } from '../examples.ts'
import { activity, version } from '../operation.ts'

/** Closes the sub-organization the request names, sent by a root user of its own; nothing in it can sign in afterwards. */
export const deleteSubOrganization = activity({
  summary: 'Closes a sub-organization for good; all its credentials are refused from the next request on.',
  versions: {
    ACTIVITY_TYPE_DELETE_SUB_ORGANIZATION: version(
      'deleteSubOrganizationIntent',
      ['deleteSubOrganizationResult'],
      // The member speaks of wallets, of which this server has none: there is never anything left to export.
      Type.Object({
        deleteWithoutExport: Type.Optional(Type.Boolean({ description: 'true or false; read and without effect' })),
      }),
    ),
  },
  current: 'ACTIVITY_TYPE_DELETE_SUB_ORGANIZATION',
  result: Type.Object({ subOrganizationUuid: Type.String() }),
  tag: 'Organizations',
  example: {},
  exampleOrganizationId: exampleIds.subOrganization,
})
