/** A registration counts for the id the authenticator signed: the request cannot give it another one. */
import { randomBytes } from 'node:crypto'
import { toBase64url } from '@latchkey/crypto'
import { afterAll, expect, it } from 'vitest'
import { makeChild, write } from '../support/actors.ts'
import { errorCodeOf, startTestApiServer } from '../support/api-server.ts'
import { makeRegistration, makeSoftwarePasskey } from '../support/software-authenticator.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

it('is refused, whether the id is of somebody or of nobody', async () => {
  const [child, victim] = [await makeChild(server), await makeChild(server)]
  const honest = makeRegistration(makeSoftwarePasskey())
  for (const id of [victim.passkey.credentialId, randomBytes(32), randomBytes(1)]) {
    const attestation = { ...honest.attestation, credentialId: toBase64url(id) }
    const authenticators = [{ authenticatorName: 'x', ...honest, attestation }]
    const answer = await write(server, child, 'create_authenticators', { userId: child.userId, authenticators })
    expect([answer.status, errorCodeOf(answer)]).toEqual([400, 'ATTESTATION_INVALID'])
  }
})
