/** All vector checks, by name, over all vectors: what Node and Chromium both run. */
import type { CheckResult } from './check-result.ts'
import { checkHpkeExports, checkHpkeOpens, checkHpkeSeals, checkHpkeSingleShot, type HpkeVector } from './hpke.ts'
import { checkHpkeRefusals } from './hpke-refusals.ts'
import { checkWireBundle } from './wire-bundle.ts'
import { checkWireSessionJwt } from './wire-session-jwt.ts'
import { checkWireStamps } from './wire-stamps.ts'
import type { WireVectors } from './wire-vectors.ts'
import { checkWycheproofDer, type WycheproofDer } from './wycheproof-der.ts'
import { checkWycheproofEcdh, type WycheproofEcdh } from './wycheproof-ecdh.ts'

/** The parsed vector files. */
export interface AllVectors {
  readonly wire: WireVectors
  readonly wycheproofDer: WycheproofDer
  readonly wycheproofEcdh: WycheproofEcdh
  readonly hpke: readonly HpkeVector[]
}

/** Every check, and how many cases it must pass: fewer would mean that vectors are missing. */
export const expectedPasses = {
  wireStamps: 9,
  wireBundle: 11,
  wireSessionJwt: 4,
  wycheproofDer: 484,
  wycheproofEcdh: 355,
  hpkeSeals: 257,
  hpkeOpens: 257,
  hpkeExports: 3,
  hpkeSingleShot: 1,
  hpkeRefusals: 11,
} as const

/** The name of a check. */
export type CheckName = keyof typeof expectedPasses

/**
 * Runs every check.
 * @param vectors all vector files
 */
export async function runChecks(vectors: AllVectors): Promise<Record<CheckName, CheckResult>> {
  return {
    wireStamps: await checkWireStamps(vectors.wire),
    wireBundle: await checkWireBundle(vectors.wire),
    wireSessionJwt: await checkWireSessionJwt(vectors.wire),
    wycheproofDer: await checkWycheproofDer(vectors.wycheproofDer),
    wycheproofEcdh: await checkWycheproofEcdh(vectors.wycheproofEcdh),
    hpkeSeals: await checkHpkeSeals(vectors.hpke),
    hpkeOpens: await checkHpkeOpens(vectors.hpke),
    hpkeExports: await checkHpkeExports(vectors.hpke),
    hpkeSingleShot: await checkHpkeSingleShot(vectors.hpke),
    hpkeRefusals: await checkHpkeRefusals(vectors.hpke),
  }
}
