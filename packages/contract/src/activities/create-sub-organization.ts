/** `/public/v1/submit/create_sub_organization`: makes an end user's own organization; what a sign-up end point calls. */
import { type TProperties, Type } from 'typebox'
import {
  AuthenticatorParamsV2,
  RootUserParams,
  RootUserParamsV2,
  RootUserParamsV3,
  RootUserParamsV4,
} from '../credentials.ts'
import { exampleAuthenticator } from '../examples.ts'
import { Label, list, Threshold, VerificationToken } from '../fields.ts'
import { activity, version } from '../operation.ts'

const common = {
  subOrganizationName: Label,
  rootQuorumThreshold: Threshold,
}

// Wallets are not part of the server yet; the members are declared so that they are refused by name, never silently dropped.
const wallet = { wallet: Type.Optional(Type.Unknown({ description: 'absent: this server has no wallets' })) }
const ignored = Type.Optional(Type.Boolean({ description: 'true or false; read and without effect' }))
const emailSwitches = {
  disableEmailRecovery: ignored,
  disableEmailAuth: ignored,
}
const otpMembers = {
  disableSmsAuth: ignored,
  disableOtpEmailAuth: ignored,
  verificationToken: Type.Optional(VerificationToken),
  clientSignature: Type.Optional(Type.Unknown({ description: 'anything; read and without effect' })),
}

/** The version-independent part of every intent from V2 on, with that version's own members. */
function parameters<Members extends TProperties>(members: Members) {
  return Type.Object({ ...common, ...members })
}

/** Makes a sub-organization with its root users and their first credentials. */
export const createSubOrganization = activity({
  summary: 'Makes a sub-organization with its root users and their first credentials.',
  versions: {
    ACTIVITY_TYPE_CREATE_SUB_ORGANIZATION: version(
      'createSubOrganizationIntent',
      ['createSubOrganizationResult'],
      Type.Object({ name: Label, rootAuthenticator: AuthenticatorParamsV2 }),
    ),
    ACTIVITY_TYPE_CREATE_SUB_ORGANIZATION_V2: version(
      'createSubOrganizationIntentV2',
      ['createSubOrganizationResult'],
      parameters({ rootUsers: list(RootUserParams, 1) }),
    ),
    ACTIVITY_TYPE_CREATE_SUB_ORGANIZATION_V3: version(
      'createSubOrganizationIntentV3',
      ['createSubOrganizationResultV3'],
      parameters({ rootUsers: list(RootUserParams, 1), privateKeys: list(Type.Unknown()) }),
    ),
    ACTIVITY_TYPE_CREATE_SUB_ORGANIZATION_V4: version(
      'createSubOrganizationIntentV4',
      ['createSubOrganizationResultV4'],
      parameters({ rootUsers: list(RootUserParams, 1), ...wallet, ...emailSwitches }),
    ),
    ACTIVITY_TYPE_CREATE_SUB_ORGANIZATION_V5: version(
      'createSubOrganizationIntentV5',
      // @turnkey/sdk-browser 1.2.2 (2024) sends V5 and reads the result of V6.
      ['createSubOrganizationResultV5', 'createSubOrganizationResultV6'],
      parameters({ rootUsers: list(RootUserParamsV2, 1), ...wallet, ...emailSwitches }),
    ),
    ACTIVITY_TYPE_CREATE_SUB_ORGANIZATION_V6: version(
      'createSubOrganizationIntentV6',
      ['createSubOrganizationResultV6'],
      parameters({ rootUsers: list(RootUserParamsV3, 1), ...wallet, ...emailSwitches }),
    ),
    ACTIVITY_TYPE_CREATE_SUB_ORGANIZATION_V7: version(
      'createSubOrganizationIntentV7',
      ['createSubOrganizationResultV7'],
      parameters({ rootUsers: list(RootUserParamsV4, 1), ...wallet, ...emailSwitches, ...otpMembers }),
    ),
    ACTIVITY_TYPE_CREATE_SUB_ORGANIZATION_V8: version(
      'createSubOrganizationIntentV8',
      ['createSubOrganizationResultV8'],
      parameters({ rootUsers: list(RootUserParamsV4, 1), ...wallet, ...emailSwitches, ...otpMembers }),
    ),
  },
  current: 'ACTIVITY_TYPE_CREATE_SUB_ORGANIZATION_V8',
  result: Type.Object({
    subOrganizationId: Type.String(),
    rootUserIds: Type.Optional(Type.Array(Type.String())),
  }),
  tag: 'Organizations',
  example: {
    subOrganizationName: 'Grace Hopper',
    rootQuorumThreshold: 1,
    rootUsers: [
      {
        userName: 'Grace Hopper',
        userEmail: 'grace@example.com',
        authenticators: [exampleAuthenticator],
        apiKeys: [],
        oauthProviders: [],
      },
    ],
  },
})
