/** Bodies beyond the limit are refused before any of their content is believed, whatever they claim about their size. */
import { afterAll, expect, it } from 'vitest'
import { rootActor } from '../support/actors.ts'
import { errorCodeOf, startTestApiServer } from '../support/api-server.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

const maxBytes = 65_536

it('takes 64 KiB and not a byte more, signed or not', async () => {
  const root = await rootActor(server)
  const body = JSON.stringify({ organizationId: root.organizationId })
  const largest = body.padEnd(maxBytes)
  expect((await server.post('/public/v1/query/whoami', largest, await root.stamp(largest))).status).toBe(200)
  const larger = `${largest} `
  const answer = await server.post('/public/v1/query/whoami', larger, await root.stamp(larger))
  expect([answer.status, errorCodeOf(answer)]).toEqual([413, 'BODY_TOO_LARGE'])
})

it('counts a body that names no length', async () => {
  const chunks = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let sent = 0; sent <= maxBytes; sent += 4096) controller.enqueue(new Uint8Array(4096).fill(0x20))
      controller.close()
    },
  })
  const request = { method: 'POST', body: chunks, duplex: 'half' } as const
  const response = await fetch(`${server.url}/public/v1/query/whoami`, request)
  expect(response.status).toBe(413)
})
