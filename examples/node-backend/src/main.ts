/**
 * Serves one built application with its sign-up end point. Settings come from the environment:
 * `LATCHKEY_API_BASE_URL`, `LATCHKEY_ORGANIZATION_ID`, `LATCHKEY_API_PUBLIC_KEY`, `LATCHKEY_API_PRIVATE_KEY` (see sdk-server),
 * `LATCHKEY_IFRAME_URL`, `APP_FOLDER` (built files) and `PORT`.
 */
import { Turnkey } from '@latchkey/sdk-server'
import { readAppFiles } from './app-files.ts'
import { createAppServer } from './server.ts'

const {
  LATCHKEY_IFRAME_URL: iframeUrl = 'http://localhost:4481',
  APP_FOLDER: folder = 'dist',
  PORT: port = '3000',
} = process.env
const turnkey = new Turnkey()
const settings = {
  apiBaseUrl: turnkey.config.apiBaseUrl,
  iframeUrl,
  organizationId: turnkey.config.defaultOrganizationId,
}

createAppServer({ turnkey, settings, files: await readAppFiles(folder) }).listen(Number(port))
