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
  /** The ids that were learnt last, by what they name, such as `user`; under `any`, whatever they name. */
  recentIds: Map<string, string[]>
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
  recentIds: new Map(),
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
  learnId(side, organizationId, 'organization')
  for (const { userId } of users) learnId(side, userId, 'user')
}

/**
 * Kind of thing that a member names by id: `user` for `userId`, `userIds` and `rootUserIds`.
 * @param member name of a member of a request or an answer
 */
export function kindOf(member: string): string | undefined {
  const [, kind] =
    /(user|apiKey|authenticator|organization|tag|activity|sessionProfile|session)Ids?$/i.exec(member) ?? []
  return kind === undefined ? undefined : `${kind[0]?.toLowerCase()}${kind.slice(1)}`
}

const remembered = 200

/**
 * Makes an id one of a side's own.
 * @param side whose it is
 * @param id lower-case UUID
 * @param kind what it names, such as `user`
 */
export function learnId(side: Side, id: string, kind = 'any'): void {
  side.ids.add(id)
  const recent = side.recentIds.get(kind) ?? []
  if (recent.includes(id)) return
  recent.push(id)
  side.recentIds.set(kind, recent.slice(-remembered))
}
