/** Errors word for word: the request, and what is answered. Official clients show these texts, and branch on some of them. */
import { afterAll, describe, expect, it } from 'vitest'
import { type Cast, makeWorld, stateOf, type World } from '../authorization/world.ts'
import {
  apiKeyParams,
  authenticatorParams,
  makeChild,
  makeKey,
  read,
  rootActor,
  userParams,
  write,
} from '../support/actors.ts'
import {
  memberAt,
  type Stamp,
  stampWith,
  stampWithPasskey,
  startTestApiServer,
  type TestAnswer,
} from '../support/api-server.ts'
import { makeAssertion, makeRegistration, makeSoftwarePasskey } from '../support/software-authenticator.ts'
import { branchedTexts, documentedMessages } from './documented-messages.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

const whoami = (organizationId: unknown, stamp: Stamp) =>
  server.send('/public/v1/query/whoami', { organizationId }, stamp)
const withHeader = (name: string, value: string) => async () => ({ [name]: value })
const newKeys = async (count: number, seconds?: number) => ({
  apiKeys: await Promise.all(Array.from({ length: count }, async () => apiKeyParams(await makeKey(), seconds))),
})
const newPasskeys = (count: number) => ({
  authenticators: Array.from({ length: count }, () => authenticatorParams(makeSoftwarePasskey())),
})

/** Makes two sub-organizations that know the same credential. */
async function makeTwins(credentials: object): Promise<void> {
  const root = await rootActor(server)
  for (const subOrganizationName of ['One', 'Two']) {
    const parameters = { subOrganizationName, rootUsers: [userParams(credentials)], rootQuorumThreshold: 1 }
    await write(server, root, 'create_sub_organization', parameters)
  }
}

async function whoamiOfTwins(): Promise<TestAnswer> {
  const key = await makeKey()
  await makeTwins({ apiKeys: [apiKeyParams(key)] })
  return whoami(server.organizationId, stampWith(key.privateKey))
}

async function whoamiOfTwinPasskeys(): Promise<TestAnswer> {
  const passkey = makeSoftwarePasskey()
  await makeTwins({ authenticators: [authenticatorParams(passkey)] })
  return whoami(server.organizationId, stampWithPasskey(passkey))
}

/** A passkey that signed another body. */
async function whoamiWithStaleAssertion(): Promise<TestAnswer> {
  const { organizationId, passkey } = await makeChild(server)
  return whoami(organizationId, withHeader('X-Stamp-Webauthn', makeAssertion(passkey, 'another body').header))
}

async function registerForged({ root }: Cast): Promise<TestAnswer> {
  const forged = makeRegistration(makeSoftwarePasskey(), { rpId: 'evil.example' })
  const authenticators = [{ authenticatorName: 'Forged', ...forged }]
  return write(server, root, 'create_authenticators', { userId: root.userId, authenticators })
}

const addKeys = async ({ root }: Cast, count: number, seconds?: number) =>
  write(server, root, 'create_api_keys', { userId: root.userId, ...(await newKeys(count, seconds)) })

const nobody = '018f4e1a-9c3b-7d2e-8f10-0123456789ab'

/** What is asked, in a world of its own. */
type Ask = (child: Cast, world: World) => Promise<TestAnswer>
/** Status, gRPC status, `turnkeyErrorCode` and, where one is named, the field. */
type Expected = readonly [status: number, code: number, turnkeyErrorCode: string, field?: string]

const invalid = (turnkeyErrorCode: string, field?: string): Expected =>
  field === undefined ? [400, 3, turnkeyErrorCode] : [400, 3, turnkeyErrorCode, field]

const rows: readonly [message: string, what: string, expected: Expected, ask: Ask][] = [
  [
    'malformed organization ID provided',
    'an organizationId that is no UUID',
    invalid('INVALID_ORGANIZATION_ID'),
    ({ root }) => whoami('mine', root.stamp),
  ],
  [
    'bad request body',
    'a body that is no JSON',
    invalid('REQUEST_INVALID'),
    async ({ root }) => server.post('/public/v1/query/whoami', '{', await root.stamp('{')),
  ],
  [
    'bad request body: a field is missing or malformed',
    'a userId that is no UUID',
    invalid('REQUEST_INVALID', 'userId'),
    ({ root }) => read(server, root, 'get_user', { userId: 'me' }),
  ],
  [
    'bad request body: a field is missing or malformed',
    'an e-mail address that is none',
    invalid('REQUEST_INVALID', 'parameters.userEmail'),
    ({ root }) => write(server, root, 'update_user_email', { userId: root.userId, userEmail: 'ada' }),
  ],
  [
    'bad request body: a field is missing or malformed',
    'a passkey without attestation',
    invalid('REQUEST_INVALID', 'parameters.authenticators.0.attestation'),
    ({ root }) => {
      const authenticators = [{ authenticatorName: 'x', challenge: 'x' }]
      return write(server, root, 'create_authenticators', { userId: root.userId, authenticators })
    },
  ],
  [
    'invalid policy condition',
    'a scope that does not end',
    invalid('REQUEST_INVALID', 'parameters.scope'),
    ({ root }) => write(server, root, 'create_session_profile', { sessionProfileName: 'x', scope: 'true &&' }),
  ],
  [
    'quorum threshold must be non-zero integer, at most the number of root users',
    'a threshold of 0',
    invalid('REQUEST_INVALID', 'parameters.threshold'),
    ({ root }) => write(server, root, 'update_root_quorum', { threshold: 0, userIds: [root.userId] }),
  ],
  [
    'quorum threshold must be non-zero integer, at most the number of root users',
    'a sub-organization with one user of whom two must agree',
    invalid('REQUEST_INVALID', 'parameters.rootQuorumThreshold'),
    async (_child, { parent }) => {
      const parameters = { subOrganizationName: 'x', rootUsers: [userParams(await newKeys(1))], rootQuorumThreshold: 2 }
      return write(server, parent.root, 'create_sub_organization', parameters)
    },
  ],
  [
    'quorum users missing',
    'a quorum of nobody',
    invalid('REQUEST_INVALID', 'parameters.userIds'),
    ({ root }) => write(server, root, 'update_root_quorum', { threshold: 1, userIds: [] }),
  ],
  [
    'invalid api key expiration',
    'a session of a year',
    invalid('INVALID_TIME', 'parameters.apiKeys.0.expirationSeconds'),
    (child) => addKeys(child, 1, 31_536_000),
  ],
  [
    'invalid authenticator attestation',
    'a passkey of another site',
    invalid('REQUEST_INVALID', 'parameters.authenticators.0.attestation'),
    registerForged,
  ],
  [
    'webauthn authenticator not found in organization',
    'a passkey that is nobody’s',
    [404, 5, 'CREDENTIAL_NOT_FOUND'],
    ({ root }) => read(server, root, 'get_authenticator', { authenticatorId: nobody }),
  ],
  [
    'No activity found with fingerprint. Consensus activities must target an existing activity by fingerprint',
    'a vote about nothing',
    [404, 5, 'UNSPECIFIED'],
    ({ root }) => write(server, root, 'approve_activity', { fingerprint: `sha256:${'0'.repeat(64)}` }),
  ],
  [
    'request not authorized',
    'an ordinary user who adds users',
    [403, 7, 'REQUEST_NOT_AUTHORIZED'],
    ({ user }) => write(server, user, 'create_users', { users: [userParams()] }),
  ],
  [
    'user has exceeded maximum authenticators',
    'an eleventh passkey',
    [429, 8, 'UNSPECIFIED'],
    ({ root }) => write(server, root, 'create_authenticators', { userId: root.userId, ...newPasskeys(10) }),
  ],
  [
    'user has exceeded maximum long-lived api keys',
    'an eleventh permanent key',
    [429, 8, 'UNSPECIFIED'],
    (child) => addKeys(child, 10),
  ],
  [
    'user has exceeded maximum short-lived api keys',
    'eleven session keys at once',
    [429, 8, 'UNSPECIFIED'],
    (child) => addKeys(child, 11, 60),
  ],
  [
    'could not find public key in organization or its parent organization',
    'a key that is nobody’s',
    [401, 16, 'PUBLIC_KEY_NOT_FOUND'],
    async ({ organizationId }) => whoami(organizationId, stampWith((await makeKey()).privateKey)),
  ],
  [
    'could not find public key in organization or its parent organization',
    'a good key under a signature of another body',
    [401, 16, 'PUBLIC_KEY_NOT_FOUND'],
    async ({ organizationId, root }) => whoami(organizationId, () => root.stamp('another body')),
  ],
  [
    'could not find public key in organization or its parent organization',
    'an organization that does not exist',
    [401, 16, 'PUBLIC_KEY_NOT_FOUND'],
    ({ root }) => whoami(nobody, root.stamp),
  ],
  [
    'could not verify WebAuthN signature: client data is not an assertion over this body',
    'an assertion of another body',
    [401, 16, 'SIGNATURE_INVALID'],
    whoamiWithStaleAssertion,
  ],
  [
    'credential ID could not be found in organization or its parent organization',
    'a passkey that is nobody’s',
    [401, 16, 'CREDENTIAL_NOT_FOUND'],
    ({ organizationId }) => whoami(organizationId, stampWithPasskey(makeSoftwarePasskey())),
  ],
  [
    'more than one suborg associated with a credential ID',
    'a passkey of two sub-organizations',
    [401, 16, 'CREDENTIAL_CONFLICT'],
    whoamiOfTwinPasskeys,
  ],
  [
    'more than one suborg associated with a public key',
    'a key of two sub-organizations',
    [401, 16, 'CREDENTIAL_CONFLICT'],
    whoamiOfTwins,
  ],
  [
    'Unauthenticated desc = expired api key publicKey',
    'a session that is over',
    [401, 16, 'API_KEY_EXPIRED'],
    ({ organizationId, expired }) => whoami(organizationId, expired),
  ],
  [
    'could not extract webauthn stamp',
    'a passkey stamp that is no JSON',
    [401, 16, 'SIGNATURE_INVALID'],
    ({ organizationId }) => whoami(organizationId, withHeader('X-Stamp-Webauthn', 'x')),
  ],
  [
    'could not extract api key stamp',
    'a key stamp that is no base64url',
    [401, 16, 'SIGNATURE_INVALID'],
    ({ organizationId }) => whoami(organizationId, withHeader('X-Stamp', '{}')),
  ],
  [
    'cannot authenticate public API activity request without a stamp (X-Stamp/X-Stamp-Webauthn header)',
    'no stamp',
    [401, 16, 'SIGNATURE_MISSING'],
    ({ organizationId }) => whoami(organizationId, async () => ({})),
  ],
]

describe('the answer', () => {
  it.each(rows)('is "%s" to %s', async (message, _what, expected, ask) => {
    const world = await makeWorld(server, 1)
    const before = await stateOf(server, world)
    const { status, body } = await ask(world.child, world)
    const [httpStatus, code, turnkeyErrorCode, field] = expected
    const detail = { '@type': 'type.googleapis.com/errors.v1.TurnkeyErrorDetail', turnkeyErrorCode }
    expect({ status, body }).toMatchObject({ status: httpStatus, body: { code, message } })
    expect(memberAt(body, 'details.0')).toEqual(detail)
    expect(memberAt(body, 'details.2.fieldViolations.0.field')).toBe(field)
    expect(await stateOf(server, world)).toEqual(before)
  })
})

describe('every documented message', () => {
  const sent = (message: string) => rows.some(([text]) => text.includes(message))
  const all = Object.entries(documentedMessages).flatMap(([code, messages]) =>
    messages.map(([message, reason]) => [message, reason, Number(code)] as const),
  )

  it.each(all)('is sent, or there is a reason: %s', (message, reason, code) => {
    const exact = rows.filter(([text, , expected]) => text.includes(message) && expected[1] === code)
    if (reason === 'sent') expect(exact).not.toEqual([])
    else expect(rows.filter(([text]) => text === message)).toEqual([])
  })

  it.each(branchedTexts)('is sent where clients branch on it, or there is a reason: %s', (text, reason) => {
    expect(sent(text)).toBe(reason === 'sent')
  })

  it('has every message of the table', () => {
    const documented = all.map(([message]) => message)
    for (const [message] of rows)
      expect(
        documented.some((text) => message.includes(text)),
        message,
      ).toBe(true)
  })
})
