import { type ActivityName, activities, traitsOf } from '@latchkey/contract'
import { expect, it } from 'vitest'

it.each(Object.keys(activities) as ActivityName[])('%s has the kind its types share', (name) => {
  for (const type of Object.keys(activities[name].versions)) {
    expect(type.replace('ACTIVITY_TYPE_', '').replace(/_V[2-9]$/, '')).toBe(traitsOf(name).kind)
  }
})

it('has the resources and actions of the wire', () => {
  const expected: Partial<Record<ActivityName, [string, string]>> = {
    create_sub_organization: ['ORGANIZATION', 'CREATE'],
    delete_sub_organization: ['ORGANIZATION', 'DELETE'],
    create_users: ['USER', 'CREATE'],
    update_user: ['USER', 'UPDATE'],
    delete_users: ['USER', 'DELETE'],
    create_api_keys: ['CREDENTIAL', 'CREATE'],
    create_authenticators: ['CREDENTIAL', 'CREATE'],
    delete_api_keys: ['CREDENTIAL', 'DELETE'],
    stamp_login: ['AUTH', 'CREATE'],
    create_read_write_session: ['AUTH', 'CREATE'],
    create_session_profile: ['SESSION_PROFILE', 'CREATE'],
  }
  for (const [name, [resource, action]] of Object.entries(expected)) {
    expect(traitsOf(name as ActivityName)).toMatchObject({ resource, action })
  }
})

it.each(Object.keys(activities) as ActivityName[])('%s does what its name says', (name) => {
  const verbs: Record<string, string> = {
    ...{ create: 'CREATE', stamp: 'CREATE', update: 'UPDATE', set: 'UPDATE', renew: 'UPDATE' },
    ...{ delete: 'DELETE', end: 'DELETE', remove: 'DELETE', approve: 'UPDATE', reject: 'UPDATE' },
  }
  expect(traitsOf(name).action).toBe(verbs[name.split('_')[0] ?? ''])
})
