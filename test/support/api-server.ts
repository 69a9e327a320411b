/** A whole API server for tests: real HTTP, real store in a directory of its own, and a clock the test may hold. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type ApiServer,
  bootstrapOrganization,
  type Config,
  type LocalOperator,
  readConfig,
  startApiServer,
} from '@latchkey/api-server'
import { importSigningKey, makeApiKeyStamp, publicKeyOf, readHex, signDer, toHex, toUtf8 } from '@latchkey/crypto'
import { makeAssertion, type SoftwarePasskey } from './software-authenticator.ts'

/** Tests send as fast as they can; those about limits set some. */
export const unlimitedTraffic: Config['traffic'] = {
  ...readConfig({}).traffic,
  rates: { perAddress: 0, perKey: 0, perOrganization: 0, badSignatures: 0 },
}

/** Settings of a test server; what is absent is as in development, on a free port, without a log. */
export interface TestServerOptions extends Partial<Config> {
  /** Clock in milliseconds since 1970-01-01 UTC; default the system's. */
  nowMs?: () => number
}

/** Answer to a request: status and parsed body. */
export interface TestAnswer {
  status: number
  body: unknown
}

/** Headers that authenticate a body. */
export type Stamp = (body: string) => Promise<Record<string, string>>

/** What sends requests to a server under test. */
export interface TestClient extends LocalOperator {
  url: string
  /** Stamp of the root key of `organizationId`. */
  root: Stamp
  /** Posts a body verbatim, or a value as JSON. */
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<TestAnswer>
  /** Posts members as JSON under a stamp over exactly these bytes. */
  send(path: string, members: object, stamp: Stamp): Promise<TestAnswer>
  /** Sends `POST /public/v1/submit/{name}` with the server's time; `organizationId` defaults to the root one. */
  submit(
    name: string,
    type: string,
    parameters: object,
    sender?: { stamp?: Stamp; organizationId?: string },
  ): Promise<TestAnswer>
}

/** Server under test. With `dataDir` given, the directory outlives it. */
export interface TestServer extends TestClient {
  /** Undefined without a port of the operator. */
  operatorUrl: string | undefined
  dataDir: string
  system: ApiServer['system']
  close(): Promise<void>
}

/**
 * Stamps bodies with an API key.
 * @param privateKeyHex P-256 private key, 64 hexadecimal characters
 */
export function stampWith(privateKeyHex: string): Stamp {
  const privateKey = readHex(privateKeyHex)
  const ready = Promise.all([importSigningKey(privateKey), publicKeyOf(privateKey)])
  return async (body) => {
    const [key, publicKey] = await ready
    const sign = (bytes: Uint8Array) => signDer(key, bytes)
    return { 'X-Stamp': await makeApiKeyStamp({ publicKeyHex: toHex(publicKey), body: toUtf8(body), sign }) }
  }
}

/**
 * Stamps bodies with a passkey.
 * @param passkey software passkey; its counter is not moved
 */
export function stampWithPasskey(passkey: SoftwarePasskey): Stamp {
  return async (body) => ({ 'X-Stamp-Webauthn': makeAssertion(passkey, body).header })
}

/**
 * Member of a parsed answer, undefined when there is none.
 * @param value parsed body
 * @param path names and indexes joined by dots, such as `activity.result.createUsersResult.userIds.0`
 */
export function memberAt(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce((part, name) => (typeof part === 'object' && part !== null ? Reflect.get(part, name) : undefined), value)
}

/**
 * Code of the server's registry that an error answer carries, undefined for any other answer.
 * @param answer answer of a test server
 */
export function errorCodeOf({ body }: TestAnswer): unknown {
  return memberAt(body, 'details.1.reason')
}

function makePost(url: string): TestServer['post'] {
  return async (path, body, headers = {}) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const response = await fetch(url + path, { method: 'POST', body: text, headers })
    return { status: response.status, body: await response.json() }
  }
}

/**
 * Makes what sends requests to a server.
 * @param url base URL of the server
 * @param operator its root organization and key
 * @param nowMs the server's clock, default the system's
 */
export function makeTestClient(url: string, operator: LocalOperator, nowMs: () => number = Date.now): TestClient {
  const root = stampWith(operator.apiPrivateKey)
  const post = makePost(url)
  const send: TestClient['send'] = async (path, members, stamp) => {
    const body = JSON.stringify(members)
    return post(path, body, await stamp(body))
  }
  const submit: TestClient['submit'] = (name, type, parameters, sender = {}) => {
    const { stamp = root, organizationId = operator.organizationId } = sender
    const members = { parameters, organizationId, timestampMs: String(nowMs()), type }
    return send(`/public/v1/submit/${name}`, members, stamp)
  }
  return { ...operator, url, root, post, send, submit }
}

/**
 * Starts a server on a free port, with a root organization and its key.
 * @param options settings that differ from those of development
 */
export async function startTestApiServer({ nowMs = Date.now, ...config }: TestServerOptions = {}): Promise<TestServer> {
  const dataDir = config.dataDir ?? mkdtempSync(join(tmpdir(), 'latchkey-'))
  const settings = {
    ...readConfig({}),
    traffic: unlimitedTraffic,
    apiPort: 0,
    logLevel: 'silent',
    ...config,
    dataDir,
  } as const
  const { url, operatorUrl, system, close } = await startApiServer(settings, { nowMs })
  const operator = await bootstrapOrganization(system, dataDir)
  const closeAndClean = async (): Promise<void> => {
    await close()
    if (config.dataDir === undefined) rmSync(dataDir, { recursive: true })
  }
  return { ...makeTestClient(url, operator, nowMs), operatorUrl, dataDir, system, close: closeAndClean }
}
