/** Builds the plain example; the workspace packages are taken from their source. */
import { defineConfig } from 'vite'

export default defineConfig({
  publicDir: '../shell/public',
  resolve: { conditions: ['latchkey-source', 'module', 'browser', 'production'] },
  build: { modulePreload: { polyfill: false }, sourcemap: false },
})
