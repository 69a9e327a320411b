/** Wycheproof's ECDH points of P-256: our point checks first, then the platform's agreement. */
import { checkPoint, decompressPoint, readHex, toHex } from '@latchkey/crypto'
import { type CheckResult, runCases } from './check-result.ts'
import { importAgreementKey } from './import-agreement-key.ts'

/** The members of `ecdh_secp256r1_ecpoint_test.json` that are used. */
export interface WycheproofEcdh {
  readonly testGroups: readonly {
    readonly tests: readonly {
      readonly tcId: number
      readonly comment: string
      readonly public: string
      readonly private: string
      readonly shared: string
      readonly result: string
    }[]
  }[]
}

function readPoint(publicKeyHex: string): Uint8Array<ArrayBuffer> {
  const bytes = readHex(publicKeyHex)
  if (bytes.length === 33) return decompressPoint(bytes)
  checkPoint(bytes)
  return bytes
}

const isRefused = (publicKeyHex: string): boolean => {
  try {
    readPoint(publicKeyHex)
    return false
  } catch {
    return true
  }
}

async function agree(publicKeyHex: string, privateKeyHex: string): Promise<string> {
  const algorithm = { name: 'ECDH', namedCurve: 'P-256' }
  const publicKey = await crypto.subtle.importKey('raw', readPoint(publicKeyHex), algorithm, true, [])
  const scalar = readHex(privateKeyHex.slice(-64).padStart(64, '0'))
  const { privateKey } = await importAgreementKey(scalar)
  return toHex(new Uint8Array(await crypto.subtle.deriveBits({ name: 'ECDH', public: publicKey }, privateKey, 256)))
}

/**
 * Whether every unusable point is refused before the platform sees it, and every other leads to the secret the vectors give.
 * @param vectors the parsed file
 */
export function checkWycheproofEcdh(vectors: WycheproofEcdh): Promise<CheckResult> {
  const tests = vectors.testGroups.flatMap((group) => group.tests)
  return runCases(
    tests.map((test) => ({
      name: `${test.tcId} ${test.comment}`,
      holds: async () =>
        test.result === 'invalid' ? isRefused(test.public) : (await agree(test.public, test.private)) === test.shared,
    })),
  )
}
