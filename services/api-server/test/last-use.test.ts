/** Noting uses: at most once a minute for a session, never a write per request, never more memory than allowed. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { addKey, makeChild, read } from '../../../test/support/actors.ts'
import { memberAt, startTestApiServer } from '../../../test/support/api-server.ts'
import { newId } from '../../../test/support/store-rows.ts'
import type { CallerCredential, SignerFacts } from '../src/caller.ts'
import { GatheredUses, startFlushing } from '../src/last-use.ts'
import type { SessionUse } from '../src/store/session-rows.ts'

const [organizationId, userId] = [newId(), newId()]
const keyOf = (apiKeyId: string, expiresAtMs: number | undefined = 1): CallerCredential => ({
  ...{ kind: 'api-key', apiKeyId, publicKeyHex: '02', scheme: 'SIGNATURE_SCHEME_TK_API_P256' },
  expiresAtMs,
})
const callerWith = (credential: CallerCredential): SignerFacts => ({
  ...{ organizationId, organizationName: '', parentOrganizationId: undefined, targetOrganizationId: organizationId },
  ...{ userId, userName: '', isRoot: false, rootQuorumThreshold: 1 },
  credential,
})

/** Store that remembers what it was given, batch by batch. */
function makeReach(fail = false) {
  const batches: (readonly SessionUse[])[] = []
  const clock = { nowMs: 1_000_000 }
  const lines: string[] = []
  const noteUses = async (uses: readonly SessionUse[]): Promise<void> => {
    if (fail) throw new Error('disk full')
    batches.push(uses)
  }
  const log = pino({}, { write: (line: string) => lines.push(line) })
  return { batches, clock, lines, reach: { store: { noteUses }, nowMs: () => clock.nowMs, log } }
}

describe('uses of sessions', () => {
  it('are written together, for session keys and read-only sessions, not for passkeys and permanent keys', async () => {
    const { batches, reach } = makeReach()
    const uses = new GatheredUses(reach)
    uses.note(callerWith(keyOf('key')))
    uses.note(callerWith({ kind: 'read-only-session', sessionId: 'reader', tokenHash: new Uint8Array(32) }))
    uses.note(callerWith({ ...keyOf('permanent'), expiresAtMs: undefined } as CallerCredential))
    uses.note(callerWith({ kind: 'passkey', authenticatorId: 'passkey', credentialIdBase64url: '' }))
    expect(batches).toEqual([])
    await uses.flush()
    await uses.flush()
    const base = { organizationId, userId, usedAtMs: 1_000_000 }
    expect(batches).toEqual([
      [
        { ...base, kind: 'api-key', sessionId: 'key' },
        { ...base, kind: 'read-only-session', sessionId: 'reader' },
      ],
    ])
  })

  it('are noted once a minute for each session', async () => {
    const { batches, clock, reach } = makeReach()
    const uses = new GatheredUses(reach)
    for (let second = 0; second < 180; second++) {
      for (const id of ['a', 'b']) uses.note(callerWith(keyOf(id)))
      await uses.flush()
      clock.nowMs += 1000
    }
    expect(batches.flat().map(({ sessionId, usedAtMs }) => [sessionId, usedAtMs])).toEqual(
      [1_000_000, 1_060_000, 1_120_000].flatMap((moment) => [
        ['a', moment],
        ['b', moment],
      ]),
    )
  })

  it('go in batches of at most 500, and beyond 10,000 that wait none is taken until there is room', async () => {
    const { batches, reach } = makeReach()
    const uses = new GatheredUses(reach)
    for (let index = 0; index < 10_100; index++) uses.note(callerWith(keyOf(`k${index}`)))
    await uses.flush()
    expect(batches.map((batch) => batch.length)).toEqual(Array.from({ length: 20 }, () => 500))
    uses.note(callerWith(keyOf('k10099')))
    await uses.flush()
    expect(batches.at(-1)?.map(({ sessionId }) => sessionId)).toEqual(['k10099'])
  })

  it('of 20,000 other sessions make one forgotten, which is then noted again early', async () => {
    const { batches, reach } = makeReach()
    const uses = new GatheredUses(reach)
    for (let index = 0; index < 20_001; index++) {
      uses.note(callerWith(keyOf(`k${index}`)))
      if (index % 10_000 === 9_999) await uses.flush()
    }
    await uses.flush()
    const before = batches.flat().length
    for (const id of ['k0', 'k20000']) uses.note(callerWith(keyOf(id)))
    await uses.flush()
    expect(
      batches
        .flat()
        .slice(before)
        .map(({ sessionId }) => sessionId),
    ).toEqual(['k0'])
  })

  it('that cannot be written are told to the log and hurt nobody', async () => {
    const { lines, reach } = makeReach(true)
    const uses = new GatheredUses(reach)
    uses.note(callerWith(keyOf('key')))
    await uses.flush()
    expect(lines.join('')).toContain('uses of sessions could not be noted')
  })
})

describe('flushing', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('happens every five seconds, and once more at the end, after which it is over', async () => {
    const { batches, reach } = makeReach()
    const uses = new GatheredUses(reach)
    const stop = startFlushing(uses)
    uses.note(callerWith(keyOf('a')))
    await vi.advanceTimersByTimeAsync(4_999)
    expect(batches).toHaveLength(0)
    await vi.advanceTimersByTimeAsync(1)
    expect(batches).toHaveLength(1)
    uses.note(callerWith(keyOf('b')))
    await stop()
    expect(batches).toHaveLength(2)
    expect(vi.getTimerCount()).toBe(0)
  })
})

it('is not lost when the server stops', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'latchkey-use-'))
  let nowMs = 1_767_225_600_000
  const first = await startTestApiServer({ dataDir, nowMs: () => nowMs })
  const session = await addKey(first, await makeChild(first), 900)
  nowMs += 1000
  expect((await read(first, session, 'whoami')).status).toBe(200)
  await first.close()
  nowMs += 1000
  const second = await startTestApiServer({ dataDir, nowMs: () => nowMs })
  const { body } = await read(second, session, 'list_sessions')
  await second.close()
  rmSync(dataDir, { recursive: true })
  expect(memberAt(body, 'sessions.0.lastUsedAt')).toEqual({ seconds: '1767225601', nanos: '0' })
})
