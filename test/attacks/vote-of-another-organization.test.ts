/** Votes reach only into the voter's own organization: whoever is root elsewhere, the parent included, cannot complete its quorum. */
import { afterAll, expect, it } from 'vitest'
import { makeChild, makeUser, rootActor, write } from '../support/actors.ts'
import { errorCodeOf, memberAt, startTestApiServer } from '../support/api-server.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

it('is not found at home, and not allowed abroad', async () => {
  const first = await makeChild(server)
  const second = await makeUser(server, first)
  await write(server, first, 'update_root_quorum', { threshold: 2, userIds: [first.userId, second.userId] })
  const proposal = await write(server, first, 'update_organization_name', { organizationName: 'Ours' })
  const fingerprint = memberAt(proposal.body, 'activity.fingerprint')
  for (const stranger of [await makeChild(server), await rootActor(server)]) {
    const atHome = await write(server, stranger, 'approve_activity', { fingerprint })
    expect([atHome.status, errorCodeOf(atHome)]).toEqual([404, 'FINGERPRINT_NOT_FOUND'])
    const abroad = await write(server, stranger, 'approve_activity', { fingerprint }, first.organizationId)
    expect([401, 403]).toContain(abroad.status)
  }
})
