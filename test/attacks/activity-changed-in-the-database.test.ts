/** Every activity on record proves itself, years later and without the server: a body that was changed there no longer does. */
import { createHash } from 'node:crypto'
import { afterAll, expect, it } from 'vitest'
import { addKey, logIn, makeChild, makeUser, rootActor, write } from '../support/actors.ts'
import { startTestApiServer } from '../support/api-server.ts'
import { isProven, readStoredActivities } from '../support/verify-stored-activity.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

it('is found out for every byte of its body, even with the digest set right', async () => {
  const child = await makeChild(server)
  const session = await addKey(server, child, 900)
  await write(server, session, 'update_user_name', { userId: child.userId, userName: 'Grüße' })
  await logIn(server, child)
  await makeUser(server, await rootActor(server))
  const stored = readStoredActivities(server.dataDir)
  expect(stored.map(({ scheme }) => scheme).sort()).toEqual([
    ...Array(3).fill('SIGNATURE_SCHEME_TK_API_P256'),
    ...Array(2).fill('SIGNATURE_SCHEME_TK_WEBAUTHN'),
  ])
  for (const activity of stored) {
    expect(isProven(activity), activity.type).toBe(true)
    for (let index = 0; index < activity.body.length; index += 7) {
      const body = Buffer.from(activity.body)
      body.writeUInt8(body.readUInt8(index) ^ 1, index)
      const fingerprint = createHash('sha256').update(body).digest()
      expect(isProven({ ...activity, body })).toBe(false)
      expect(isProven({ ...activity, body, fingerprint })).toBe(false)
    }
  }
})
