/** Reading the vector files, which are not part of this repository. */
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { AllVectors } from './checks/run-checks.ts'

const folder = resolve(process.env.LATCHKEY_VECTORS ?? join(import.meta.dirname, '../../../shared/vectors'))

const files = {
  wire: 'wire_appendix_v.json',
  wycheproofDer: 'wycheproof_ecdsa_secp256r1_sha256_test.json',
  wycheproofEcdh: 'wycheproof_ecdh_secp256r1_ecpoint_test.json',
  hpke: 'hpke_rfc9180_p256_hkdfsha256_aes256gcm_base.json',
} as const

/**
 * All vector files, parsed.
 * @throws an error that names every absent file and says where to put them
 */
export function readVectors(): AllVectors {
  const absent = Object.values(files).filter((file) => !existsSync(join(folder, file)))
  if (absent.length > 0) {
    throw new Error(
      `Test vectors are absent from ${folder}: ${absent.join(', ')}. Set LATCHKEY_VECTORS to the folder that has them.`,
    )
  }
  const read = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8'))
  return {
    wire: read(files.wire),
    wycheproofDer: read(files.wycheproofDer),
    wycheproofEcdh: read(files.wycheproofEcdh),
    hpke: read(files.hpke),
  }
}
