/** Logging in with a wallet over real HTTP: the request is stamped first, then the user signed up with the wallet's key, then the request sent. */
import { verify } from 'node:crypto'
import { readSessionJwt, stampSchemes } from '@latchkey/crypto'
import { afterAll, describe, expect, it } from 'vitest'
import { type Actor, makeKey, read, rootActor, userParams, write } from '../../../test/support/actors.ts'
import { errorCodeOf, memberAt, stampWith, startTestApiServer } from '../../../test/support/api-server.ts'
import { allSchemes, type CurveKey, makeCurveKey, stampAs } from '../../../test/support/curve-keys.ts'
import { importPublicKey } from '../src/api-key-curve.ts'

let nowMs = Date.now()
const server = await startTestApiServer({ nowMs: () => nowMs })
afterAll(() => server.close())

const path = '/public/v1/submit/stamp_login'

/** The bytes of a log-in by the parent's id. */
function logInBody(publicKey: string, parameters: object = {}): string {
  const type = 'ACTIVITY_TYPE_STAMP_LOGIN'
  const { organizationId } = server
  return JSON.stringify({ parameters: { publicKey, ...parameters }, organizationId, timestampMs: String(nowMs), type })
}

/** Signs a user up whose only credential is the key of a wallet. */
async function signUp({ publicKey, curveType }: CurveKey): Promise<Omit<Actor, 'stamp'>> {
  const rootUsers = [userParams({ apiKeys: [{ apiKeyName: `wallet-auth:${publicKey}`, publicKey, curveType }] })]
  const parameters = { subOrganizationName: 'Wallet', rootUsers, rootQuorumThreshold: 1 }
  const { body } = await write(server, await rootActor(server), 'create_sub_organization', parameters)
  const result = 'activity.result.createSubOrganizationResultV8'
  const [organizationId, userId] = [
    memberAt(body, `${result}.subOrganizationId`),
    memberAt(body, `${result}.rootUserIds.0`),
  ]
  return { organizationId: String(organizationId), userId: String(userId) }
}

describe.each(allSchemes)('a wallet that signs with $scheme', ({ scheme, curveType }) => {
  it('logs in with a request older than its user, and signs with the session’s key', async () => {
    const [wallet, session] = [makeCurveKey(curveType), await makeKey()]
    const body = logInBody(session.publicKey)
    const headers = await stampAs(scheme, wallet)(body)
    const early = await server.post(path, body, headers)
    expect([early.status, errorCodeOf(early)]).toEqual([401, 'PUBLIC_KEY_NOT_FOUND'])
    nowMs += 60_000
    const user = await signUp(wallet)
    const answer = await server.post(path, body, headers)
    expect(answer.status).toBe(200)
    const jwt = String(memberAt(answer.body, 'activity.result.stampLoginResult.session'))
    const claims = await readSessionJwt(jwt, server.system.sessionJwtKey.publicKeyHex)
    expect(claims).toMatchObject({ ...user, publicKeyHex: session.publicKey })
    const actor = { ...user, stamp: stampWith(session.privateKey) }
    expect((await read(server, actor, 'whoami')).body).toMatchObject(user)
    const { body: keys } = await read(server, actor, 'get_api_keys', { userId: user.userId })
    expect(memberAt(keys, 'apiKeys.1.credential')).toEqual({
      publicKey: session.publicKey,
      type: 'CREDENTIAL_TYPE_LOGIN',
    })
  })

  it('leaves a vote by which the activity can be verified again', async () => {
    const wallet = makeCurveKey(curveType)
    const actor = { ...(await signUp(wallet)), stamp: stampAs(scheme, wallet) }
    const { body } = await write(server, actor, 'update_user_name', { userId: actor.userId, userName: 'Žofie 🔑' })
    const activityId = memberAt(body, 'activity.id')
    const stored = (await read(server, actor, 'get_activity', { activityId })).body
    const vote = memberAt(stored, 'activity.votes.0')
    expect(vote).toMatchObject({ scheme, publicKey: wallet.publicKey })
    const message = Buffer.from(String(memberAt(vote, 'message')))
    const signature = Buffer.from(String(memberAt(vote, 'signature')), 'hex')
    const key = importPublicKey(Buffer.from(wallet.publicKey, 'hex'), curveType)
    const digests = { [stampSchemes.apiEd25519]: null, [stampSchemes.apiSecp256k1Eip191]: 'keccak-256' } as const
    const digest = scheme in digests ? digests[scheme as keyof typeof digests] : 'sha256'
    const prefix = digest === 'keccak-256' ? `\u0019Ethereum Signed Message:\n${message.length}` : ''
    expect(verify(digest, Buffer.concat([Buffer.from(prefix), message]), key, signature)).toBe(true)
  })

  it('registers no session key but one of P-256', async () => {
    const wallet = makeCurveKey(curveType)
    const actor = { ...(await signUp(wallet)), stamp: stampAs(scheme, wallet) }
    const other = makeCurveKey('API_KEY_CURVE_ED25519').publicKey
    for (const publicKey of [other, `02${'7'.padStart(64, '0')}`]) {
      const answer = await write(server, actor, 'stamp_login', { publicKey })
      expect(answer.status).toBe(400)
      expect(JSON.stringify(answer.body)).toContain('"field":"parameters.publicKey"')
    }
  })
})
