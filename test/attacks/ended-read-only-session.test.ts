/** A read-only session is over when its hour is, when its user logs out, and when its token was never made here. */
import { afterAll, expect, it } from 'vitest'
import { logIn, makeChild, read, write } from '../support/actors.ts'
import { errorCodeOf, startTestApiServer } from '../support/api-server.ts'

let nowMs = Date.now()
const server = await startTestApiServer({ nowMs: () => nowMs })
afterAll(() => server.close())

it('is refused after logging out, while other sessions live on', async () => {
  const child = await makeChild(server)
  const ended = await logIn(server, child)
  // The same bytes again would be the same session.
  nowMs += 1
  const other = await logIn(server, child)
  expect((await write(server, ended, 'delete_read_only_sessions', {})).status).toBe(200)
  const answer = await read(server, ended, 'whoami')
  expect([answer.status, errorCodeOf(answer)]).toEqual([401, 'SESSION_INVALID'])
  expect((await read(server, other, 'whoami')).status).toBe(200)
})

it('is refused after an hour', async () => {
  const reader = await logIn(server, await makeChild(server))
  nowMs += 3_599_999
  expect((await read(server, reader, 'whoami')).status).toBe(200)
  nowMs += 1
  expect(errorCodeOf(await read(server, reader, 'whoami'))).toBe('SESSION_INVALID')
})

it('is refused when the token was changed', async () => {
  const reader = await logIn(server, await makeChild(server))
  for (const token of [`${reader.token.slice(0, -1)}_`, reader.token.toLowerCase(), 'x', '%%%']) {
    const answer = await read(server, { ...reader, stamp: async () => ({ 'X-Session': token }) }, 'whoami')
    expect([answer.status, errorCodeOf(answer)], token.length.toString()).toEqual([401, 'SESSION_INVALID'])
  }
})
