/** `set_organization_feature` and `remove_organization_feature`, and where their values show. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { makeSoftwarePasskey } from '../../../../test/support/software-authenticator.ts'
import { addChild, passkeyParams, userParams } from './support/members.ts'
import { ask, codeOf, refusalOf, submit } from './support/requests.ts'
import { addOrganization, type Member, openWorld, type World } from './support/world.ts'

const origins = 'FEATURE_NAME_WEBAUTHN_ORIGINS'
const [first, second] = ['http://localhost:4482', 'http://localhost:4483']

let world: World
let root: Member
beforeAll(async () => {
  world = await openWorld()
})
beforeEach(async () => {
  root = await addOrganization(world.system, 'Other parent')
})
afterAll(() => world.close())

const set = (name: string, value?: unknown, member = root) =>
  submit(world, member, 'set_organization_feature', { name, value })
const remove = (name: string, member = root) => submit(world, member, 'remove_organization_feature', { name })
const fieldOf = async (attempt: Promise<unknown>) => {
  const { code, details } = await refusalOf(attempt)
  return [code, details.fieldViolations?.map(({ field }) => field)]
}

/** The features as both reads show them. */
async function shown(member = root): Promise<unknown> {
  const { configs } = await ask(world, member, 'get_organization_configs')
  const { organizationData } = await ask(world, member, 'get_organization')
  expect(organizationData.features).toEqual(configs.features)
  return configs.features
}

describe('set_organization_feature', () => {
  it('answers all features by name, as the reads show them', async () => {
    const [webhook, sms] = [
      { name: 'FEATURE_NAME_WEBHOOK', value: 'https://app.example/hook' },
      'FEATURE_NAME_SMS_AUTH',
    ]
    expect(await set(webhook.name, webhook.value)).toEqual({ features: [webhook] })
    expect(await set(sms)).toEqual({ features: [{ name: sms }, webhook] })
    expect(await shown()).toEqual([{ name: sms }, webhook])
    expect(await shown(world.root)).toEqual([])
  })

  it('replaces an earlier value', async () => {
    await set(origins, first)
    expect(await set(origins, second)).toEqual({ features: [{ name: origins, value: second }] })
  })

  it('refuses a name nobody knows and a value that is none, naming the field', async () => {
    for (const name of ['FEATURE_NAME_X', 'WEBAUTHN_ORIGINS', '', 7]) {
      expect(await fieldOf(set(String(name), first)), String(name)).toEqual(['REQUEST_INVALID', ['parameters.name']])
    }
    for (const value of [7, null, [first], 'x'.repeat(4097), 'two\nlines']) {
      const refused = set('FEATURE_NAME_WEBHOOK', value)
      expect(await fieldOf(refused), String(value)).toEqual(['REQUEST_INVALID', ['parameters.value']])
    }
    await set('FEATURE_NAME_WEBHOOK', 'x'.repeat(4096))
  })

  it.each([
    ['one origin', first],
    ['several with commas', `${first},${second}, https://app.example`],
    ['a JSON array', JSON.stringify([first, second])],
  ])('takes %s', async (_, value) => {
    expect(await set(origins, value)).toEqual({ features: [{ name: origins, value }] })
  })

  it.each([
    ['nothing', undefined],
    ['an empty text', ''],
    ['separators only', ' , '],
    ['an empty array', '[]'],
    ['a wildcard', '*'],
    ['any port', 'http://localhost:*'],
    ['any port in an array', '["http://localhost:*"]'],
    ['any sub-domain', 'https://*.app.example'],
    ['a path', `${first}/`],
    ['another case', 'HTTP://localhost:4482'],
    ['a host', 'localhost'],
    ['one wrong among right ones', `${first},localhost`],
    ['one wrong in an array', `["${first}","localhost"]`],
    ['two in one entry', `["${first} ${second}"]`],
    ['an entry with spaces', `[" ${first}"]`],
    ['numbers', '[1]'],
    ['an array in an array', `[["${first}"]]`],
    ['an object that will not be a text', '[{"toString":1}]'],
    ['half an array', `["${first}"`],
    ['an object', `{"origin":"${first}"}`],
  ])('refuses %s as origins and keeps what there was', async (_, value) => {
    await set(origins, first)
    expect(await fieldOf(set(origins, value))).toEqual(['FEATURE_VALUE_INVALID', ['parameters.value']])
    expect(await shown()).toEqual([{ name: origins, value: first }])
  })

  it('refuses origins of which the server allows none, and takes further ones beside one it allows', async () => {
    const elsewhere = 'https://app.example'
    expect(await codeOf(set(origins, elsewhere))).toBe('FEATURE_VALUE_INVALID')
    await set(origins, `${elsewhere} ${first}`)
  })

  it('refuses a sub-organization origins of which its parent allows none', async () => {
    const child = await addChild({ ...world, root })
    await set(origins, first)
    expect(await codeOf(set(origins, second, child))).toBe('FEATURE_VALUE_INVALID')
    expect(await set(origins, `${second},${first}`, child)).toMatchObject({ features: [{ name: origins }] })
    expect(await shown(child)).toEqual([{ name: origins, value: `${second},${first}` }])
    expect(await shown()).toEqual([{ name: origins, value: first }])
  })
})

describe('remove_organization_feature', () => {
  it('answers what is still set, and is no error where nothing was', async () => {
    await set(origins, first)
    await set('FEATURE_NAME_WEBHOOK')
    const left = { features: [{ name: 'FEATURE_NAME_WEBHOOK' }] }
    expect(await remove(origins)).toEqual(left)
    expect(await remove(origins)).toEqual(left)
    expect(await shown()).toEqual(left.features)
  })

  it('refuses a name nobody knows', async () => {
    expect(await fieldOf(remove('FEATURE_NAME_X'))).toEqual(['REQUEST_INVALID', ['parameters.name']])
  })
})

describe('the registration of a passkey', () => {
  const params = (origin: string) => passkeyParams(makeSoftwarePasskey({ origin }))
  const register = (member: Member, origin: string) => {
    const parameters = { userId: member.userId, authenticators: [params(origin)] }
    return submit(world, member, 'create_authenticators', parameters)
  }
  const addTo = (member: Member, origin: string) =>
    submit(world, member, 'create_users', { users: [userParams({ authenticators: [params(origin)] })] })
  const signUp = (member: Member, origin: string) => {
    const rootUsers = [userParams({ authenticators: [params(origin)] })]
    const parameters = { subOrganizationName: 'x', rootQuorumThreshold: 1, rootUsers }
    return submit(world, member, 'create_sub_organization', parameters)
  }

  it.each([
    ['create_authenticators', register],
    ['create_users', addTo],
    ['create_sub_organization', signUp],
  ])('by %s needs a page the organization lists', async (_, attempt) => {
    await attempt(root, second)
    await set(origins, first)
    await attempt(root, first)
    const { code, details } = await refusalOf(attempt(root, second))
    expect(code).toBe('ATTESTATION_INVALID')
    expect(details.fieldViolations?.[0]?.description).toContain(origins)
    await remove(origins)
    await attempt(root, second)
  })

  it('in a sub-organization needs a page that it and its parent list', async () => {
    const child = await addChild({ ...world, root })
    await set(origins, `${first},${second}`)
    await register(child, second)
    await set(origins, first, child)
    expect(await codeOf(register(child, second))).toBe('ATTESTATION_INVALID')
    await register(child, first)
    await remove(origins, child)
    await set(origins, first)
    expect(await codeOf(addTo(child, second))).toBe('ATTESTATION_INVALID')
    await addTo(child, first)
  })
})
