/** `update_organization_name` and `delete_sub_organization`. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addChild, addUser, openSession, passkeyParams, userParams } from './support/members.ts'
import { ask, codeOf, submit } from './support/requests.ts'
import { openWorld, type World } from './support/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

describe('update_organization_name', () => {
  it('renames and answers the name', async () => {
    const child = await addChild(world)
    const { organizationId } = child
    const organizationName = 'Grace’s'
    const result = await submit(world, child, 'update_organization_name', { organizationName })
    expect(result).toEqual({ organizationId, organizationName })
    expect((await ask(world, child, 'get_organization')).organizationData.name).toBe(organizationName)
    const filter = { filterType: 'NAME', filterValue: organizationName }
    expect(await ask(world, world.root, 'list_suborgs', filter)).toEqual({ organizationIds: [organizationId] })
  })

  it('refuses a name that is none', async () => {
    for (const organizationName of ['', 'two\nlines', 'x'.repeat(256)]) {
      const rename = submit(world, world.root, 'update_organization_name', { organizationName })
      expect(await codeOf(rename)).toBe('REQUEST_INVALID')
    }
  })
})

describe('delete_sub_organization', () => {
  it('answers the id, and nothing of the organization is found', async () => {
    const child = await addChild(world)
    await addUser(world, child)
    await openSession(world, child)
    const { organizationId } = child
    const result = await submit(world, child, 'delete_sub_organization', {})
    expect(result).toEqual({ subOrganizationUuid: organizationId })
    const { store } = world.system
    expect(await store.findOrganization(organizationId)).toBeUndefined()
    expect([
      ...(await store.listUsers(organizationId)),
      ...(await store.listApiKeys(organizationId, undefined)),
    ]).toEqual([])
    const { organizationIds } = await ask(world, world.root, 'list_suborgs', { paginationOptions: { limit: '100' } })
    expect(organizationIds).not.toContain(organizationId)
  })

  it('lets nothing happen in it afterwards, whoever was proven before', async () => {
    const child = await addChild(world)
    const [user, session] = [await addUser(world, child), await openSession(world, child)]
    await submit(world, child, 'delete_sub_organization', { deleteWithoutExport: false })
    const late = (member: typeof child) => codeOf(submit(world, member, 'create_users', { users: [userParams()] }))
    expect([await late(child), await late(user), await late(session)]).toEqual([
      'CREDENTIAL_ID_NOT_FOUND',
      'PUBLIC_KEY_NOT_FOUND',
      'PUBLIC_KEY_NOT_FOUND',
    ])
    expect(await codeOf(submit(world, child, 'delete_sub_organization', {}))).toBe('CREDENTIAL_ID_NOT_FOUND')
  })

  it('leaves sisters and parent alone, and another may take its name', async () => {
    const [child, sister] = [await addChild(world), await addChild(world)]
    await submit(world, child, 'delete_sub_organization', {})
    expect((await ask(world, sister, 'list_users')).users).toHaveLength(1)
    expect((await ask(world, world.root, 'list_users')).users).toHaveLength(1)
    const rootUsers = [userParams({ authenticators: [passkeyParams()] })]
    const parameters = { subOrganizationName: child.organizationName, rootUsers, rootQuorumThreshold: 1 }
    const { subOrganizationId } = await submit(world, world.root, 'create_sub_organization', parameters)
    expect(subOrganizationId).not.toBe(child.organizationId)
  })
})
