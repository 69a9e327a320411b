/** Public names of the auth iframe: build its page, start its server. */
export { buildPage, type Page } from './server/build-page.ts'
export { type AuthIframe, type AuthIframeOptions, startAuthIframe } from './server/start-auth-iframe.ts'
