/** Learning the server's time from answers whose way takes an unknown time. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findSkew, learnOffset } from '../../src/session/server-clock.ts'

/** An answer of a server whose clock is `offsetMs` ahead, after `wayMs`, read `backMs` later. */
function answerOf(offsetMs: number, sentAtMs: number, wayMs: number, backMs: number) {
  const serverMs = sentAtMs + wayMs + offsetMs
  return { sentAtMs, receivedAtMs: sentAtMs + wayMs + backMs, dateMs: Math.floor(serverMs / 1000) * 1000 }
}

const way = fc.integer({ min: 0, max: 10_000 })
const moment = fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 })
const yearMs = 365 * 24 * 3_600_000

describe('the offset of the clocks', () => {
  it('remains zero where the device’s clock is right, however slow the network is', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(moment, way, way)), (answers) => {
        const learnt = answers.reduce(
          (known, [sent, there, back]) => learnOffset(known, answerOf(0, sent, there, back)),
          0,
        )
        expect(learnt).toBe(0)
      }),
    )
  })

  it('is found from one answer, to a second and the time the answer took', () => {
    fc.assert(
      fc.property(fc.integer({ min: -yearMs, max: yearMs }), moment, way, way, (offset, sent, there, back) => {
        const learnt = learnOffset(0, answerOf(offset, sent, there, back))
        expect(Math.abs(learnt - offset)).toBeLessThanOrEqual(1000 + there + back)
        expect(Math.abs(learnt)).toBeLessThanOrEqual(Math.abs(offset))
      }),
    )
  })

  it('follows a clock that is set', () => {
    const wrong = learnOffset(0, answerOf(3_600_000, 1_800_000_000_000, 50, 50))
    const right = learnOffset(wrong, answerOf(0, 1_800_003_600_000, 50, 50))
    expect(Math.abs(right)).toBeLessThanOrEqual(1100)
  })

  it('remains as it was where the browser does not show the date', () => {
    expect(learnOffset(5, { sentAtMs: 1, receivedAtMs: 2, dateMs: Number.NaN })).toBe(5)
  })
})

describe('the skew of the device', () => {
  it.each([
    [0, undefined],
    [60_000, undefined],
    [60_001, -60_001],
    [-3_600_000, 3_600_000],
  ])('for an offset of %i is %s', (offset, skew) => {
    expect(findSkew(offset)).toBe(skew)
  })
})
