/** The vector checks as one script for a browser. */
import { join } from 'node:path'
import { build } from 'vite'

/** The script's text; it resolves the workspaces to their source, as the tests in Node do. */
export async function bundleChecks(): Promise<string> {
  const output = await build({
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['latchkey-source'] },
    build: {
      write: false,
      lib: { entry: join(import.meta.dirname, 'checks/browser-entry.ts'), formats: ['iife'], name: 'vectorChecks' },
    },
  })
  const chunks = (Array.isArray(output) ? output : [output]).flatMap((result) =>
    'output' in result ? result.output : [],
  )
  const script = chunks.find((chunk) => chunk.type === 'chunk')
  if (!script) throw new Error('Vite built no script from the vector checks.')
  return script.code
}
