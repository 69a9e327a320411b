import type { ActivityRecord } from '@latchkey/contract'
import { describe, expect, it } from 'vitest'
import { pollActivity } from '../src/poll-activity.ts'
import { makeActivity } from './support/fixtures.ts'

/** Answers with these records, one per question, and counts the questions. */
function ask(...records: ActivityRecord[]): { next: () => Promise<ActivityRecord>; count: () => number } {
  let asked = 0
  const next = (): Promise<ActivityRecord> => {
    const record = records[asked++]
    return record ? Promise.resolve(record) : Promise.reject(new Error('asked too often'))
  }
  return { next, count: () => asked }
}

const pending = makeActivity({ status: 'ACTIVITY_STATUS_PENDING' })
const created = makeActivity({ status: 'ACTIVITY_STATUS_CREATED' })
const completed = makeActivity()

describe('pollActivity', () => {
  it('asks nothing when the activity is completed', async () => {
    const { next, count } = ask()
    expect(await pollActivity(completed, next)).toBe(completed)
    expect(count()).toBe(0)
  })

  it('asks until it is completed', async () => {
    const { next, count } = ask(pending, pending, completed)
    expect(await pollActivity(created, next, [0, 0, 0, 0])).toBe(completed)
    expect(count()).toBe(3)
  })

  it('gives up after the last question', async () => {
    const { next, count } = ask(pending, pending)
    await expect(pollActivity(pending, next, [0, 0])).rejects.toMatchObject({ code: 'ACTIVITY_NOT_COMPLETED' })
    expect(count()).toBe(2)
  })

  it('waits before it asks, at first 100 ms', async () => {
    const start = performance.now()
    await pollActivity(pending, ask(completed).next)
    expect(performance.now() - start).toBeGreaterThan(95)
  })

  it.each([
    'ACTIVITY_STATUS_FAILED',
    'ACTIVITY_STATUS_CONSENSUS_NEEDED',
    'ACTIVITY_STATUS_REJECTED',
    'ACTIVITY_STATUS_AUTHENTICATORS_NEEDED',
  ] as const)('%s is final: refused at once, with the record', async (status) => {
    const activity = makeActivity({ status })
    const { next, count } = ask()
    await expect(pollActivity(activity, next)).rejects.toMatchObject({
      code: 'ACTIVITY_NOT_COMPLETED',
      message: expect.stringContaining(status),
      details: [activity],
      httpStatus: 200,
    })
    expect(count()).toBe(0)
  })

  it('refuses when a pending one turns out to have failed', async () => {
    const failed = makeActivity({ status: 'ACTIVITY_STATUS_FAILED' })
    await expect(pollActivity(pending, ask(failed).next, [0, 0])).rejects.toMatchObject({ details: [failed] })
  })
})
