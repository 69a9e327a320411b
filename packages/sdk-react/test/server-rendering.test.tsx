/** The provider on a server, and the hook without a provider. */
import { LatchkeyError } from '@latchkey/sdk-browser'
import { type TurnkeyConfig, TurnkeyProvider, type UseTurnkey, useTurnkey } from '@latchkey/sdk-react'
import type { ReactElement } from 'react'
import { renderToString } from 'react-dom/server'
import { afterEach, describe, expect, it, vi } from 'vitest'

const config: TurnkeyConfig = {
  apiBaseUrl: 'http://localhost:4480',
  defaultOrganizationId: '11111111-2222-4333-8444-555555555555',
  rpId: 'localhost',
  iframeUrl: 'http://localhost:4481',
}

/** Everything the hook gave to a component, in order. */
const given: UseTurnkey[] = []

function Status(): ReactElement {
  const value = useTurnkey()
  given.push(value)
  return <p>{value.session.status}</p>
}

afterEach(() => {
  given.length = 0
  vi.unstubAllGlobals()
})

describe('a provider on a server', () => {
  it('renders its children and the place of the iframe', () => {
    const html = renderToString(
      <TurnkeyProvider config={config}>
        <Status />
      </TurnkeyProvider>,
    )
    expect(html).toBe('<div hidden=""></div><p>loading</p>')
  })

  it('touches neither page nor storage', () => {
    const touched: string[] = []
    const names = ['window', 'document', 'location', 'localStorage', 'sessionStorage', 'indexedDB']
    const watch = (name: string): unknown =>
      new Proxy({}, { get: (_, member) => void touched.push(`${name}.${String(member)}`) })
    for (const name of names) vi.stubGlobal(name, watch(name))
    renderToString(
      <TurnkeyProvider config={config}>
        <Status />
      </TurnkeyProvider>,
    )
    expect(touched.filter((name) => !name.startsWith('window.event'))).toEqual([])
  })

  it('gives clients, and no iframe yet', () => {
    renderToString(
      <TurnkeyProvider config={config}>
        <Status />
      </TurnkeyProvider>,
    )
    const [value] = given
    expect(value?.turnkey.config).toEqual(config)
    expect(value).toMatchObject({ authIframeClient: undefined, authIframeError: undefined })
    expect(value?.passkeyClient.login).toBeTypeOf('function')
    expect(value?.getActiveClient).toBeTypeOf('function')
  })

  it('refuses a configuration that is incomplete', () => {
    const render = (): string => renderToString(<TurnkeyProvider config={{ ...config, apiBaseUrl: '' }} />)
    expect(render).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }))
  })
})

describe('the hook outside a provider', () => {
  it('says what is missing', () => {
    let thrown: unknown
    try {
      renderToString(<Status />)
    } catch (error) {
      thrown = error
    }
    expect(thrown).toBeInstanceOf(LatchkeyError)
    expect(thrown).toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining('TurnkeyProvider') })
  })
})
