/** From what the caller passes and what the environment holds to a complete configuration. */
import { LatchkeyError } from '@latchkey/http-client'

/** What a back end needs to call the API. */
export interface TurnkeyServerConfig {
  /** Absolute URL of the API server. */
  readonly apiBaseUrl: string
  /** Compressed public key of the API key, 66 hexadecimal characters. */
  readonly apiPublicKey: string
  /** Private key of the API key, 64 hexadecimal characters. Secret. */
  readonly apiPrivateKey: string
  /** UUID sent when a call names no organization. */
  readonly defaultOrganizationId: string
}

/** Environment variables by member, in the order they are looked at. */
const variables = {
  apiBaseUrl: ['LATCHKEY_API_BASE_URL'],
  apiPublicKey: ['LATCHKEY_API_PUBLIC_KEY', 'TURNKEY_API_PUBLIC_KEY'],
  apiPrivateKey: ['LATCHKEY_API_PRIVATE_KEY', 'TURNKEY_API_PRIVATE_KEY'],
  defaultOrganizationId: ['LATCHKEY_ORGANIZATION_ID'],
} as const satisfies Record<keyof TurnkeyServerConfig, readonly string[]>

type Member = keyof TurnkeyServerConfig

/**
 * The complete configuration; an empty string counts as missing.
 * @param given members that take precedence over the environment
 * @param environment variables by name
 * @throws CONFIG_INVALID naming every member that is missing
 */
export function readConfig(
  given: Partial<TurnkeyServerConfig>,
  environment: Readonly<Record<string, string | undefined>>,
): TurnkeyServerConfig {
  const missing: Member[] = []
  const get = (member: Member): string => {
    const value = given[member] || variables[member].map((name) => environment[name]).find(Boolean)
    if (!value) missing.push(member)
    return value ?? ''
  }
  const config = {
    apiBaseUrl: get('apiBaseUrl'),
    apiPublicKey: get('apiPublicKey'),
    apiPrivateKey: get('apiPrivateKey'),
    defaultOrganizationId: get('defaultOrganizationId'),
  }
  if (missing.length > 0) throw missingError(missing)
  return config
}

function missingError(missing: readonly Member[]): LatchkeyError {
  return new LatchkeyError('CONFIG_INVALID', {
    message: `The configuration lacks ${missing.join(', ')}.`,
    remedy: `Pass it to new Turnkey({ … }), or set ${missing.map((member) => variables[member][0]).join(', ')}.`,
  })
}
