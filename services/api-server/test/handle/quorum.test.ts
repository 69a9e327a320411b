/** What votes amount to, as a function of who said what and when. */
import { describe, expect, it } from 'vitest'
import { type Opinion, readOpinions, tally } from '../../src/handle/quorum.ts'
import type { Selection } from '../../src/store/activity-rows.ts'

const hourMs = 3_600_000
const proposed = { userId: 'proposer', createdAtMs: 0 }
const vote = (userId: string, selection: Selection, createdAtMs = 0) => ({ userId, selection, createdAtMs })
const approve = 'VOTE_SELECTION_APPROVED'
const reject = 'VOTE_SELECTION_REJECTED'

describe('opinions', () => {
  it('begin with the approval that submitting is', () => {
    expect([...readOpinions(proposed, [], 0)]).toEqual([['proposer', 'approves']])
  })

  it('are what each user has said last', () => {
    const votes = [vote('a', approve, 1), vote('proposer', reject, 2), vote('a', reject, 3), vote('a', approve, 4)]
    expect(Object.fromEntries(readOpinions(proposed, votes, 5))).toEqual({ proposer: 'rejects', a: 'approves' })
  })

  it('lapse after 24 hours where they approve, and never where they reject', () => {
    const votes = [vote('a', approve, hourMs), vote('b', reject, 0)]
    const at = (nowMs: number) => Object.fromEntries(readOpinions(proposed, votes, nowMs))
    expect(at(24 * hourMs - 1)).toEqual({ proposer: 'approves', a: 'approves', b: 'rejects' })
    expect(at(24 * hourMs)).toEqual({ proposer: 'lapsed', a: 'approves', b: 'rejects' })
    expect(at(25 * hourMs)).toEqual({ proposer: 'lapsed', a: 'lapsed', b: 'rejects' })
  })
})

describe('the tally', () => {
  const of = (threshold: number, opinions: Record<string, Opinion>, rootUserIds: string[]) =>
    tally(new Map(Object.entries(opinions)), { threshold, rootUserIds: new Set(rootUserIds) })

  it.each([
    [1, { a: 'approves' }, ['a'], 'agreed'],
    [2, { a: 'approves' }, ['a', 'b', 'c'], 'open'],
    [2, { a: 'approves', b: 'approves' }, ['a', 'b', 'c'], 'agreed'],
    [2, { a: 'approves', b: 'lapsed' }, ['a', 'b', 'c'], 'open'],
    [2, { a: 'approves', b: 'rejects' }, ['a', 'b', 'c'], 'open'],
    [2, { a: 'rejects', b: 'rejects' }, ['a', 'b', 'c'], 'rejected'],
    [2, { a: 'approves', b: 'rejects' }, ['a', 'b'], 'rejected'],
    [3, { a: 'approves', b: 'approves', c: 'rejects' }, ['a', 'b', 'c'], 'rejected'],
  ] as const)('%i must agree, %o, of %o: %s', (threshold, opinions, rootUserIds, expected) => {
    expect(of(threshold, opinions, [...rootUserIds])).toBe(expected)
  })

  it('does not count who is not a root user', () => {
    expect(of(2, { a: 'approves', stranger: 'approves' }, ['a', 'b'])).toBe('open')
    expect(of(1, { stranger: 'rejects' }, ['a'])).toBe('open')
  })
})
