/** Starts the app: asks its server for the public settings and puts the provider around everything. */
import { TurnkeyProvider } from '@latchkey/sdk-react'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { fetchSettings } from '../../shell/app-server.ts'
import { startCounting } from '../../shell/counters.ts'
import '../../shell/shell.css'
import { App } from './app.tsx'

const settings = await fetchSettings()
startCounting(settings.apiBaseUrl)

const config = {
  apiBaseUrl: settings.apiBaseUrl,
  defaultOrganizationId: settings.organizationId,
  rpId: location.hostname,
  iframeUrl: settings.iframeUrl,
}

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <TurnkeyProvider config={config}>
        <App />
      </TurnkeyProvider>
    </StrictMode>,
  )
}
