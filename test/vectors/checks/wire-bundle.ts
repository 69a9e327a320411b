/** The protocol's own vector for the credential bundle. */
import {
  openCredentialBundle,
  publicKeyOf,
  readBase58check,
  readBase64url,
  readHex,
  sealCredentialBundle,
  toBase58check,
  toBase64url,
  toHex,
  toUtf8,
} from '@latchkey/crypto'
import { sealBundleInContext } from '../../../packages/crypto/src/credential-bundle.ts'
import { makeSenderContext } from '../../../packages/crypto/src/hpke/sender-context.ts'
import { type CheckResult, runCases } from './check-result.ts'
import { importAgreementKey } from './import-agreement-key.ts'
import type { WireVectors } from './wire-vectors.ts'

type BundleVector = WireVectors['bundle']

const isTargetPublicKey = async (vector: BundleVector): Promise<boolean> =>
  toHex((await importAgreementKey(readHex(vector.embedded_priv))).publicKey) === vector.embedded_pub_uncompressed

const isOpened = async (vector: BundleVector, bundle: string): Promise<boolean> =>
  toHex(await openCredentialBundle({ bundle, targetKey: await importAgreementKey(readHex(vector.embedded_priv)) })) ===
  vector.session_priv

async function isSealedAlike(vector: BundleVector): Promise<boolean> {
  const targetPoint = readHex(vector.embedded_pub_uncompressed)
  const ephemeralKey = await importAgreementKey(readHex(vector.eph_priv))
  const info = toUtf8('turnkey_hpke')
  const context = await makeSenderContext({ recipientPublicKey: targetPoint, info, ephemeralKey })
  return (await sealBundleInContext(context, targetPoint, readHex(vector.session_priv))) === vector.base58check
}

async function isRoundTrip(vector: BundleVector, targetPublicKey: string | Uint8Array): Promise<boolean> {
  return isOpened(vector, await sealCredentialBundle({ targetPublicKey, privateKey: readHex(vector.session_priv) }))
}

/**
 * Whether bundles are opened, sealed and encoded as the protocol's vector says.
 * @param vectors the parsed file
 */
export function checkWireBundle({ bundle }: WireVectors): Promise<CheckResult> {
  const bytes = readHex(bundle.enc_compressed + bundle.ct)
  const target = bundle.embedded_pub_uncompressed
  return runCases([
    { name: 'target public key', holds: () => isTargetPublicKey(bundle) },
    { name: 'base58check read', holds: async () => toHex(await readBase58check(bundle.base58check)) === toHex(bytes) },
    { name: 'base58check written', holds: async () => (await toBase58check(bytes)) === bundle.base58check },
    { name: 'base64url read', holds: () => toHex(readBase64url(bundle.b64u)) === toHex(bytes) },
    { name: 'base64url written', holds: () => toBase64url(bytes) === bundle.b64u },
    { name: 'base58check bundle opened', holds: () => isOpened(bundle, bundle.base58check) },
    { name: 'base64url bundle opened', holds: () => isOpened(bundle, bundle.b64u) },
    { name: 'sealed with the same ephemeral key', holds: () => isSealedAlike(bundle) },
    { name: 'sealed to the key in hexadecimal', holds: () => isRoundTrip(bundle, target) },
    { name: 'sealed to the key in bytes', holds: () => isRoundTrip(bundle, readHex(target)) },
    {
      name: 'session public key',
      holds: async () => toHex(await publicKeyOf(readHex(bundle.session_priv))) === bundle.session_pub,
    },
  ])
}
