/** `traceparent` is taken as W3C Trace Context writes it, and only for the log. */
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { memberAt, startTestApiServer } from '../../../../test/support/api-server.ts'
import { createHttpServer } from '../../src/http-adapter.ts'
import { makeNoteAnswer } from '../../src/operate/note-answer.ts'
import { findTraceId } from '../../src/operate/trace-parent.ts'
import { makeCollectingLog } from '../support/collecting-log.ts'

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
const parentId = '00f067aa0ba902b7'

describe('findTraceId', () => {
  it.each([`00-${traceId}-${parentId}-01`, `00-${traceId}-${parentId}-00`, `cc-${traceId}-${parentId}-01-more`])(
    'reads %s',
    (header) => expect(findTraceId(header)).toBe(traceId),
  )

  it.each([
    '',
    traceId,
    `ff-${traceId}-${parentId}-01`,
    `00-${traceId}-${parentId}-01-more`,
    `00-${traceId.toUpperCase()}-${parentId}-01`,
    `00-${'0'.repeat(32)}-${parentId}-01`,
    `00-${traceId}-${'0'.repeat(16)}-01`,
    `00-${traceId}-${parentId}-01\n`,
    `00-${traceId}-${parentId}`,
  ])('takes %j for none', (header) => expect(findTraceId(header)).toBeUndefined())
})

describe('log, answer and error', () => {
  it('carry the same request id, and the log the trace', async () => {
    const world = await startTestApiServer()
    const lines: string[] = []
    const log = makeCollectingLog(lines)
    const server = createHttpServer({ ...world.system, log }, undefined, makeNoteAnswer({ log, metrics: undefined }))
    const headers = { traceparent: `00-${traceId}-${parentId}-01` }
    const answer = await server.inject({ method: 'POST', url: '/public/v1/query/whoami?x=1', headers, payload: '{}' })
    const requestId = answer.headers['x-request-id']
    expect(requestId).toMatch(/^[0-9a-f-]{36}$/)
    expect(memberAt(answer.json(), 'details.1.metadata.requestId')).toBe(requestId)
    const entries = lines.map((line) => JSON.parse(line))
    expect(entries).toMatchObject([
      { msg: 'refused', requestId, traceId },
      { msg: 'answered', requestId, traceId, operation: 'whoami', status: answer.statusCode },
    ])
    expect(entries[1].outcome).toBe(entries[0].code)
    await server.close()
    await world.close()
  })

  it('are not written for every request at level info', async () => {
    const world = await startTestApiServer()
    const lines: string[] = []
    const log = pino({ level: 'info' }, { write: (line: string) => lines.push(line) })
    expect(makeNoteAnswer({ log, metrics: undefined })).toBeUndefined()
    const server = createHttpServer({ ...world.system, log })
    expect((await server.inject({ method: 'GET', url: '/health' })).statusCode).toBe(200)
    expect(lines).toEqual([])
    await server.close()
    await world.close()
  })
})
