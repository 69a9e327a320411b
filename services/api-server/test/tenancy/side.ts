/** One of two tenants that must never learn of each other: its organizations, its signers, and every id that was ever its own. */
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { formatApiKeyStamp } from '@latchkey/crypto'
import type { System } from '../../src/system.ts'

/** Key pair that signs. */
export interface Signer {
  organizationId: string
  publicKeyHex: string
  privateKey: KeyObject
}

/** One tenant. */
export interface Side {
  mark: string
  organizationIds: string[]
  signers: Signer[]
  /** Every id seen in an answer to this side. */
  ids: Set<string>
  fingerprints: string[]
}

/** Makes a key pair of P-256. */
export function makeKeyPair(): Omit<Signer, 'organizationId'> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const isOdd = (Buffer.from(y, 'base64url').at(-1) ?? 0) & 1
  return { publicKeyHex: `0${2 + isOdd}${Buffer.from(x, 'base64url').toString('hex')}`, privateKey }
}

/**
 * Header that proves who sent these bytes.
 * @param signer key pair
 * @param body exact bytes
 */
export function stampOf({ publicKeyHex, privateKey }: Signer, body: Uint8Array): string {
  const signatureHex = sign('sha256', body, privateKey).toString('hex')
  return formatApiKeyStamp({ publicKeyHex, scheme: 'SIGNATURE_SCHEME_TK_API_P256', signatureHex })
}

/**
 * Makes a tenant that has nothing yet.
 * @param mark begins every name of this side, and no name of the other
 */
export const makeSide = (mark: string): Side => ({
  mark,
  organizationIds: [],
  signers: [],
  ids: new Set(),
  fingerprints: [],
})

/**
 * Adds a parent organization with a root user and an ordinary one, who both sign from now on.
 * @param system where
 * @param side whose it is
 */
export async function addOrganization(system: System, side: Side): Promise<void> {
  const { mark } = side
  const organizationId = system.newId()
  const createdAtMs = system.nowMs()
  const signers = [true, false].map(() => ({ organizationId, ...makeKeyPair() }))
  const users = signers.map((signer, index) => ({ ...signer, userId: system.newId(), isRoot: index === 0 }))
  await system.store.transact(async (transaction) => {
    const place = { organizationId, parentOrganizationId: undefined, createdAtMs }
    await transaction.addOrganization({ ...place, organizationName: `${mark}-organization`, rootQuorumThreshold: 1 })
    for (const { userId, isRoot, publicKeyHex } of users) {
      const contact = { email: undefined, phoneNumber: undefined }
      const user = { ...place, ...contact, userId, userName: `${mark}-user`, isRoot, updatedAtMs: createdAtMs }
      await transaction.addUser(user)
      await transaction.addApiKey({
        ...place,
        userId,
        publicKey: Buffer.from(publicKeyHex, 'hex'),
        apiKeyId: system.newId(),
        apiKeyName: `${mark}-key`,
        credentialType: 'CREDENTIAL_TYPE_API_KEY_P256',
        expirationSeconds: undefined,
        expiresAtMs: undefined,
      })
    }
  })
  side.organizationIds.push(organizationId)
  side.signers.push(...signers)
  for (const id of [organizationId, ...users.map(({ userId }) => userId)]) side.ids.add(id)
}
