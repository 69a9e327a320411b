/** A certificate that comes with a passkey proves nothing here: whatever the statement claims, it counts as none. */
import { randomBytes } from 'node:crypto'
import { afterAll, expect, it } from 'vitest'
import { makeChild, read, write } from '../support/actors.ts'
import { memberAt, startTestApiServer } from '../support/api-server.ts'
import type { CborValue } from '../support/cbor.ts'
import { makeRegistration, makeSoftwarePasskey } from '../support/software-authenticator.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

it.each(['packed', 'tpm', 'android-key', 'android-safetynet', 'fido-u2f', 'apple', 'compound'])(
  'of the format %s is trusted by nobody',
  async (format) => {
    const child = await makeChild(server)
    const registration = makeRegistration(makeSoftwarePasskey(), {
      attestationObject: (members) => {
        const statement = new Map<string, CborValue>([
          ['sig', randomBytes(70)],
          ['ver', randomBytes(3)],
          ['x5c', [randomBytes(400)]],
        ])
        members.set('fmt', format).set('attStmt', statement)
      },
    })
    const { userId } = child
    const authenticators = [{ authenticatorName: format, ...registration }]
    expect((await write(server, child, 'create_authenticators', { userId, authenticators })).status).toBe(200)
    const { body } = await read(server, child, 'get_authenticators', { userId })
    expect(memberAt(body, 'authenticators.1')).toMatchObject({ authenticatorName: format, attestationType: 'none' })
  },
)
