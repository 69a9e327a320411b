/** What passkey managers are told, where browsers can tell them. */
import { afterEach, describe, expect, it, vi } from 'vitest'
import { signalDeleted, signalName, signalPasskeys } from '../src/signals.ts'

const user = {
  userId: 'u',
  username: 'ada',
  organization: { organizationId: 'o', organizationName: 'O' },
  readOnlySession: { token: 't', expiresAtMs: 0 },
}
const known = { ...user, passkey: { credentialId: 'AQ', userHandle: 'Bw' } }

function install(fail = false): unknown[] {
  const sent: unknown[] = []
  const take = (name: string) => async (options: object) => {
    sent.push([name, options])
    if (fail) throw new TypeError('bad')
  }
  const api = Object.assign(class {}, {
    signalUnknownCredential: take('deleted'),
    signalAllAcceptedCredentials: take('all'),
    signalCurrentUserDetails: take('name'),
  })
  vi.stubGlobal('PublicKeyCredential', api)
  vi.stubGlobal('location', { hostname: 'app.example' })
  return sent
}

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('a signal', () => {
  it('says what was deleted, what is there and what somebody is called', async () => {
    const sent = install()
    expect(await signalDeleted('AQ')).toBe(true)
    expect(await signalPasskeys(known, ['AQ', 'Ag'], 'example')).toBe(true)
    expect(await signalName(known, 'Ada')).toBe(true)
    expect(sent).toEqual([
      ['deleted', { rpId: 'app.example', credentialId: 'AQ' }],
      ['all', { rpId: 'example', userId: 'Bw', allAcceptedCredentialIds: ['AQ', 'Ag'] }],
      ['name', { rpId: 'app.example', userId: 'Bw', name: 'Ada', displayName: 'Ada' }],
    ])
  })

  it('is not sent for a user whose passkey manager’s name is not known', async () => {
    const sent = install()
    expect([await signalPasskeys(user, []), await signalName(user, 'Ada')]).toEqual([false, false])
    expect(sent).toEqual([])
  })

  it('that fails is nobody’s failure', async () => {
    install(true)
    expect(await signalDeleted('AQ')).toBe(false)
  })

  it.each([undefined, class {}])('is not sent by a browser with %o', async (api) => {
    install()
    vi.stubGlobal('PublicKeyCredential', api)
    expect(await signalDeleted('AQ')).toBe(false)
  })
})
