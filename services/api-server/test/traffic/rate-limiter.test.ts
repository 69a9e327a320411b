/** Budgets that refill: exact counts at every moment, forgotten when they are full, and never more memory than is set. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RateLimiter, windowSeconds } from '../../src/traffic/rate-limiter.ts'

/** Takes until refused; how many were allowed. */
function spend(limiter: RateLimiter, name: string, nowMs: number): number {
  let count = 0
  while (limiter.take(name, nowMs).isAllowed) count += 1
  return count
}

describe('a budget', () => {
  it.each([1, 3, 7, 100, 333, 1000, 7777])(
    'of %i a second allows ten times as many at once, then as many a second',
    (perSecond) => {
      const limiter = new RateLimiter(perSecond)
      expect(spend(limiter, 'a', 1_000)).toBe(perSecond * windowSeconds)
      expect(spend(limiter, 'a', 2_000)).toBe(perSecond)
      expect(spend(limiter, 'a', 2_500)).toBe(Math.floor(perSecond / 2))
      expect(spend(limiter, 'a', 60_000)).toBe(perSecond * windowSeconds)
    },
  )

  it('says how much is left, and how long to wait', () => {
    const limiter = new RateLimiter(2)
    expect(limiter.take('a', 0)).toEqual({ isAllowed: true, limit: 20, remaining: 19, waitMs: 0 })
    for (let count = 0; count < 19; count += 1) limiter.take('a', 0)
    expect(limiter.take('a', 0)).toEqual({ isAllowed: false, limit: 20, remaining: 0, waitMs: 500 })
    expect(limiter.take('a', 300)).toMatchObject({ isAllowed: false, waitMs: 200 })
    expect(limiter.take('a', 500)).toMatchObject({ isAllowed: true, remaining: 0 })
  })

  it('is not spent by looking, nor by being refused', () => {
    const limiter = new RateLimiter(1)
    for (let count = 0; count < 50; count += 1) expect(limiter.peek('a', 0).isAllowed).toBe(true)
    expect(limiter.size).toBe(0)
    expect(spend(limiter, 'a', 0)).toBe(10)
    for (let count = 0; count < 50; count += 1) expect(limiter.take('a', 0).isAllowed).toBe(false)
    expect(limiter.take('a', 1_000).isAllowed).toBe(true)
  })

  it('is its name’s alone', () => {
    const limiter = new RateLimiter(1)
    spend(limiter, 'a', 0)
    expect(spend(limiter, 'b', 0)).toBe(10)
  })

  it('is lost for at most a window when the clock is set back', () => {
    const limiter = new RateLimiter(1)
    spend(limiter, 'a', 3_600_000)
    expect(limiter.take('a', 0).waitMs).toBe(1_000)
    expect(limiter.take('a', 1_000).isAllowed).toBe(true)
    spend(limiter, 'b', 3_600_000)
    expect(limiter.peek('b', 0).isAllowed).toBe(false)
    expect(limiter.peek('b', 1_000).isAllowed).toBe(true)
  })

  it('allows in any stretch of time what it held at first and what came in', () => {
    const steps = fc.array(fc.integer({ min: 0, max: 4_000 }), { minLength: 1, maxLength: 200 })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), steps, (perSecond, waits) => {
        const limiter = new RateLimiter(perSecond)
        let nowMs = 0
        let allowed = 0
        for (const wait of waits) {
          nowMs += wait
          allowed += spend(limiter, 'a', nowMs)
        }
        expect(allowed).toBeLessThanOrEqual(perSecond * (windowSeconds + nowMs / 1000) + 1e-3)
      }),
    )
  })
})

describe('memory', () => {
  it('is bounded whatever names are made up', () => {
    const limiter = new RateLimiter(1, 1_000)
    for (let count = 0; count < 20_000; count += 1) limiter.take(`name ${count}`, 0)
    expect(limiter.size).toBeLessThanOrEqual(1_000)
  })

  it('is given back once budgets are full again, and none that is not full is forgotten before', () => {
    const limiter = new RateLimiter(1)
    spend(limiter, 'a', 0)
    for (let nowMs = 0; nowMs < 9_000; nowMs += 100) limiter.take(`name ${nowMs}`, nowMs)
    expect(spend(limiter, 'a', 9_000)).toBe(9)
    limiter.take('b', 20_000)
    limiter.take('b', 40_000)
    expect(limiter.size).toBe(2)
  })
})
