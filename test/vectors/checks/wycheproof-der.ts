/** Wycheproof's ECDSA P-256 SHA-256 signatures in DER, through `verifyDer`. */
import { compressPoint, readHex, verifyDer } from '@latchkey/crypto'
import { type CheckResult, runCases } from './check-result.ts'

/** The members of `ecdsa_secp256r1_sha256_test.json` that are used. */
export interface WycheproofDer {
  readonly testGroups: readonly {
    readonly publicKey: { readonly uncompressed: string }
    readonly tests: readonly {
      readonly tcId: number
      readonly comment: string
      readonly msg: string
      readonly sig: string
      readonly result: string
    }[]
  }[]
}

/**
 * Whether every signature is accepted or refused as the vectors say.
 * @param vectors the parsed file
 */
export function checkWycheproofDer(vectors: WycheproofDer): Promise<CheckResult> {
  const cases = vectors.testGroups.flatMap(({ publicKey, tests }) => {
    const compressed = compressPoint(readHex(publicKey.uncompressed))
    return tests.map(({ tcId, comment, msg, sig, result }) => ({
      name: `${tcId} ${comment}`,
      holds: async () => (await verifyDer(compressed, readHex(msg), readHex(sig))) === (result === 'valid'),
    }))
  })
  return runCases(cases)
}
