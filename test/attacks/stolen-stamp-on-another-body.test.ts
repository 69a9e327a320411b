/** A stamp that was seen on the wire authenticates the bytes it was made for and no others. */
import { afterAll, expect, it } from 'vitest'
import { rootActor } from '../support/actors.ts'
import { errorCodeOf, startTestApiServer } from '../support/api-server.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

it('is refused when a body changed by one character', async () => {
  const { organizationId, stamp } = await rootActor(server)
  const body = JSON.stringify({ organizationId })
  const stolen = await stamp(body)
  expect((await server.post('/public/v1/query/whoami', body, stolen)).status).toBe(200)
  for (const changed of [`${body} `, body.replace('{', '{ '), body.replace('}', ',"userId":""}')]) {
    const answer = await server.post('/public/v1/query/whoami', changed, stolen)
    expect([answer.status, errorCodeOf(answer)]).toEqual([401, 'PUBLIC_KEY_NOT_FOUND'])
  }
})

it('is refused when any bit of the signature changed', async () => {
  const { organizationId, stamp } = await rootActor(server)
  const body = JSON.stringify({ organizationId })
  const { 'X-Stamp': header = '' } = await stamp(body)
  const members: { signature: string } = JSON.parse(Buffer.from(header, 'base64url').toString())
  const signature = Buffer.from(members.signature, 'hex')
  for (let bit = 0; bit < signature.length * 8; bit += 5) {
    const changed = Buffer.from(signature)
    changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
    const text = JSON.stringify({ ...members, signature: changed.toString('hex') })
    const headers = { 'X-Stamp': Buffer.from(text).toString('base64url') }
    expect((await server.post('/public/v1/query/whoami', body, headers)).status).toBe(401)
  }
})
