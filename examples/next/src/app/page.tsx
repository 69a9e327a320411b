/** The one page, rendered on the server: for whom the hint says, or for somebody unknown. */
import { cookies } from 'next/headers'
import type { ReactElement } from 'react'
import { App } from '../client/app.tsx'
import { Providers } from '../client/providers.tsx'
import { hintCookie, openHint } from '../server/hint.ts'
import { readPublicSettings } from '../server/settings.ts'

/** Provider and app. Only the name goes into the page: the cookie stays out of reach of its scripts. */
export default async function Page(): Promise<ReactElement> {
  // First the cookie: it tells Next.js that this page is made for each request, when the settings are there, and not by the build.
  const hint = openHint((await cookies()).get(hintCookie)?.value, Date.now())
  const { apiBaseUrl, organizationId: defaultOrganizationId, iframeUrl, rpId } = readPublicSettings()
  return (
    <Providers config={{ apiBaseUrl, defaultOrganizationId, rpId, iframeUrl }}>
      <App hintedName={hint?.name} />
    </Providers>
  )
}
