/** What other programs use of this example: `npm start` serves both apps with it. */
export { readAppFiles } from './app-files.ts'
export type { PublicSettings } from './public-settings.ts'
export { type AppFiles, type AppServerOptions, createAppServer } from './server.ts'
