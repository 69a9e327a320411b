/** The protocol's own vectors for stamp, challenge and fingerprint. */
import {
  fingerprint,
  formatApiKeyStamp,
  importSigningKey,
  makeApiKeyStamp,
  publicKeyOf,
  readApiKeyStamp,
  readBase64url,
  readHex,
  signDer,
  stampSchemes,
  toBase64url,
  toHex,
  toUtf8,
  verifyDer,
  webauthnChallenge,
} from '@latchkey/crypto'
import { type CheckResult, runCases } from './check-result.ts'
import type { WireVectors } from './wire-vectors.ts'

async function isOwnStampVerifiable({ stamp }: WireVectors): Promise<boolean> {
  const key = await importSigningKey(readHex(stamp.priv))
  const body = toUtf8(stamp.body)
  const header = await makeApiKeyStamp({ publicKeyHex: stamp.pub, body, sign: (bytes) => signDer(key, bytes) })
  const { publicKeyHex, scheme, signatureHex } = readApiKeyStamp(header)
  const isForThisKey = publicKeyHex === stamp.pub && scheme === stampSchemes.apiP256
  return isForThisKey && verifyDer(readHex(publicKeyHex), body, readHex(signatureHex))
}

function isHeaderRead({ stamp }: WireVectors): boolean {
  const { publicKeyHex, scheme, signatureHex } = readApiKeyStamp(stamp.hdr)
  return publicKeyHex === stamp.pub && scheme === stampSchemes.apiP256 && signatureHex === stamp.sig
}

/**
 * Whether stamps, challenge and fingerprint are, both ways, those of the protocol's vectors.
 * @param vectors the parsed file
 */
export function checkWireStamps(vectors: WireVectors): Promise<CheckResult> {
  const { stamp, wa, fp } = vectors
  const body = toUtf8(stamp.body)
  const parts = { publicKeyHex: stamp.pub, scheme: stampSchemes.apiP256, signatureHex: stamp.sig }
  return runCases([
    { name: 'public key', holds: async () => toHex(await publicKeyOf(readHex(stamp.priv))) === stamp.pub },
    { name: 'stamp read', holds: () => isHeaderRead(vectors) },
    { name: 'stamp written', holds: () => formatApiKeyStamp(parts) === stamp.hdr },
    { name: 'signature', holds: () => verifyDer(readHex(stamp.pub), body, readHex(stamp.sig)) },
    { name: 'own stamp', holds: () => isOwnStampVerifiable(vectors) },
    {
      name: 'challenge',
      holds: async () => toHex(await webauthnChallenge(body)) === toHex(toUtf8(wa.challenge_bytes)),
    },
    {
      name: 'challenge written',
      holds: async () => toBase64url(await webauthnChallenge(body)) === wa['clientData.challenge'],
    },
    {
      name: 'challenge read',
      holds: () => toHex(readBase64url(wa['clientData.challenge'])) === toHex(toUtf8(wa.challenge_bytes)),
    },
    { name: 'fingerprint', holds: async () => (await fingerprint(body)) === fp },
  ])
}
