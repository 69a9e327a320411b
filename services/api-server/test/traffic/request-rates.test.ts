/** Meters: one line in the log for a flood, and nothing counted where there is no limit. */
import { describe, expect, it } from 'vitest'
import { Refusal } from '../../src/refusal.ts'
import { Meters } from '../../src/traffic/request-rates.ts'

const off = { perAddress: 0, perKey: 0, perOrganization: 0, badSignatures: 0 }

function makeMeters(rates: Partial<typeof off>) {
  const clock = { nowMs: 1_000_000 }
  const lines: object[] = []
  const warn = (facts: object) => lines.push(facts)
  const meters = new Meters({ ...off, ...rates }, { nowMs: () => clock.nowMs, log: { warn } })
  return { clock, lines, meters }
}

/** Requests from one address; how many were refused. */
function ask(meters: Meters, count: number): number {
  let refused = 0
  for (let each = 0; each < count; each += 1) {
    try {
      meters.start('192.0.2.1').countAddress()
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      refused += 1
    }
  }
  return refused
}

describe('a flood', () => {
  it('is logged once in ten seconds, with how many were refused', () => {
    const { clock, lines, meters } = makeMeters({ perAddress: 1 })
    expect(ask(meters, 110)).toBe(100)
    expect(lines).toEqual([{ kind: 'perAddress', addressGroup: '192.0.2.1', refused: 1 }])
    clock.nowMs += 10_000
    expect(ask(meters, 11)).toBe(1)
    expect(lines[1]).toEqual({ kind: 'perAddress', addressGroup: '192.0.2.1', refused: 100 })
  })
})

describe('without limits', () => {
  it('nothing is refused, and nobody is told where they stand', () => {
    const { lines, meters } = makeMeters({})
    expect(ask(meters, 100_000)).toBe(0)
    const meter = meters.start('192.0.2.1')
    meter.countAddress()
    meter.checkClaim('02ab')
    meter.noteBadSignature('02ab')
    expect(meter.toHeaders()).toEqual({})
    expect(lines).toEqual([])
  })
})
