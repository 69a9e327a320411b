/** Which organization a credential stands for: the truth table of parents, children and credentials in several of them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeSoftwarePasskey, type SoftwarePasskey } from '../../../../test/support/software-authenticator.ts'
import { authenticate } from '../../src/authenticate/authenticate.ts'
import { Refusal } from '../../src/refusal.ts'
import { signedBy, touchedBy, type Wish } from './support/calls.ts'
import { makeKey, openWorld, type Tenant, type TestKey, type World } from './support/world.ts'

const places = ['parent', 'child', 'sibling', 'stranger'] as const
type Place = (typeof places)[number]

let world: World
let tenants: Record<Place, Tenant>
/** Credentials by the places that have them. */
const credentials = new Map<string, { key: TestKey; passkey: SoftwarePasskey }>()

async function register(...holders: Place[]): Promise<void> {
  const credential = { key: await makeKey(), passkey: makeSoftwarePasskey() }
  for (const place of holders) {
    await world.addKey(tenants[place], credential.key)
    await world.addPasskey(tenants[place], credential.passkey)
  }
  credentials.set(holders.join('+'), credential)
}

beforeAll(async () => {
  world = await openWorld()
  const parent = await world.addTenant()
  const [child, sibling] = [await world.addTenant(parent), await world.addTenant(parent)]
  tenants = { parent, child, sibling, stranger: await world.addTenant() }
  await register('parent')
  await register('child')
  await register('parent', 'child')
  await register('child', 'sibling')
  await register('parent', 'child', 'sibling')
  await register('stranger')
})
afterAll(() => world.close())

const placeOf = (organizationId: string): Place | undefined =>
  places.find((place) => tenants[place].organizationId === organizationId)

/** `user → target`, or the last words of the refusal's code. */
async function outcomeOf(kind: 'key' | 'passkey', holders: string, target: Place, name: Wish['name']): Promise<string> {
  const credential = credentials.get(holders)
  if (!credential) throw new Error(`no credential of ${holders}`)
  const wish = { organizationId: tenants[target].organizationId, ...(name && { name }) }
  const call = await (kind === 'key' ? signedBy(wish, credential.key) : touchedBy(wish, credential.passkey))
  try {
    const caller = await authenticate(call, world.system)
    return `${placeOf(caller.organizationId)} → ${placeOf(caller.targetOrganizationId)}`
  } catch (error) {
    if (error instanceof Refusal) return error.code.replace(/^(PUBLIC_KEY|CREDENTIAL_ID)_/, '')
    throw error
  }
}

const table: [holders: string, target: Place, resolving: string, plain: string][] = [
  ['parent', 'parent', 'parent → parent', 'parent → parent'],
  ['parent', 'child', 'parent → child', 'parent → child'],
  ['parent', 'stranger', 'NOT_FOUND', 'NOT_FOUND'],
  ['child', 'parent', 'child → child', 'NOT_FOUND'],
  ['child', 'child', 'child → child', 'child → child'],
  ['child', 'sibling', 'NOT_FOUND', 'NOT_FOUND'],
  ['child', 'stranger', 'NOT_FOUND', 'NOT_FOUND'],
  ['parent+child', 'parent', 'child → child', 'parent → parent'],
  ['parent+child', 'child', 'child → child', 'child → child'],
  ['parent+child', 'sibling', 'parent → sibling', 'parent → sibling'],
  ['child+sibling', 'parent', 'CONFLICT', 'NOT_FOUND'],
  ['child+sibling', 'child', 'child → child', 'child → child'],
  ['child+sibling', 'sibling', 'sibling → sibling', 'sibling → sibling'],
  ['parent+child+sibling', 'parent', 'CONFLICT', 'parent → parent'],
  ['parent+child+sibling', 'sibling', 'sibling → sibling', 'sibling → sibling'],
  ['stranger', 'parent', 'NOT_FOUND', 'NOT_FOUND'],
  ['stranger', 'child', 'NOT_FOUND', 'NOT_FOUND'],
]

describe.each(['key', 'passkey'] as const)('a %s', (kind) => {
  it.each(table)('of %s, sent to %s: whoami %s, otherwise %s', async (holders, target, resolving, plain) => {
    expect(await outcomeOf(kind, holders, target, 'whoami')).toBe(resolving)
    expect(await outcomeOf(kind, holders, target, 'get_organization')).toBe(plain)
    expect(await outcomeOf(kind, holders, target, 'update_user_name')).toBe(plain)
  })
})
