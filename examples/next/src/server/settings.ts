/** Settings of the environment, read at the time of a request: one build serves every environment. */

/** What every visitor may know. */
export interface PublicSettings {
  apiBaseUrl: string
  iframeUrl: string
  organizationId: string
  rpId: string
}

/**
 * Public settings, from `NEXT_PUBLIC_*`.
 * @throws Error naming the variable that is missing
 */
export function readPublicSettings(): PublicSettings {
  return {
    apiBaseUrl: readVariable('NEXT_PUBLIC_BASE_URL'),
    iframeUrl: readVariable('NEXT_PUBLIC_IFRAME_URL'),
    organizationId: readVariable('NEXT_PUBLIC_ORGANIZATION_ID'),
    rpId: readVariable('NEXT_PUBLIC_RP_ID'),
  }
}

/**
 * One variable. Looked up by a computed name, since Next.js writes the values of literal ones into the build.
 * @param name name of the variable
 * @throws Error naming the variable when it is missing or empty
 */
export function readVariable(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set; see .env.example.`)
  return value
}
