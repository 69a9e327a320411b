/** An application's own server: its built files, its public settings and its sign-up end point, all on one origin. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Turnkey } from '@latchkey/sdk-server'
import { toErrorAnswer } from './error-answer.ts'
import type { PublicSettings } from './public-settings.ts'
import { securityHeaders } from './security-headers.ts'
import { signUp } from './sign-up.ts'
import { readSignUpRequest } from './sign-up-request.ts'

/** Built files of the application by URL path, such as `/index.html`. */
export type AppFiles = ReadonlyMap<string, { contentType: string; body: Uint8Array }>

/** Everything the server needs. */
export interface AppServerOptions {
  turnkey: Turnkey
  settings: PublicSettings
  files: AppFiles
}

/**
 * Makes the HTTP server of one application; the caller lets it listen.
 * @param options client of the parent organization, public settings, built files
 */
export function createAppServer(options: AppServerOptions): Server {
  const headers = securityHeaders(options.settings)
  return createServer(async (request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    try {
      await answer(request, response, options)
    } catch (error) {
      sendError(response, error)
    }
  })
}

async function answer(request: IncomingMessage, response: ServerResponse, options: AppServerOptions): Promise<void> {
  const path = new URL(request.url ?? '/', 'http://app').pathname
  if (path === '/api/sign-up' && request.method === 'POST') {
    sendJson(response, 200, await signUp(options.turnkey.apiClient(), await readSignUpRequest(request)))
  } else if (path === '/api/settings') {
    sendJson(response, 200, options.settings)
  } else {
    sendFile(response, options.files.get(path === '/' ? '/index.html' : path))
  }
}

function sendError(response: ServerResponse, error: unknown): void {
  const { status, body } = toErrorAnswer(error)
  sendJson(response, status, body)
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify(body))
}

function sendFile(response: ServerResponse, file: { contentType: string; body: Uint8Array } | undefined): void {
  if (file === undefined) {
    sendJson(response, 404, { message: 'There is nothing at this address.' })
  } else {
    response.writeHead(200, { 'content-type': file.contentType, 'cache-control': 'no-cache' })
    response.end(file.body)
  }
}
