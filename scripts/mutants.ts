/** `npm run mutants [-- word …]`: takes every check of the WebAuthn procedures out, one at a time, and reports what no test notices. */
import { join } from 'node:path'
import { runMutants } from './mutants/run-mutants.ts'
import { webauthnMutations } from './mutants/webauthn-mutations.ts'

const root = join(import.meta.dirname, '..')
const words = process.argv.slice(2)
const chosen = webauthnMutations.filter(({ removes }) => words.every((word) => removes.includes(word)))
const tests = [
  'services/api-server/test/webauthn',
  'services/api-server/test/authenticate/webauthn-stamp',
  'services/api-server/test/authenticate/authenticator-data',
  'services/api-server/test/authenticate/signature-vectors',
  'services/api-server/test/handle/registration',
  'services/api-server/test/handle/check-cose-key',
]

let killed = 0
runMutants(root, chosen, {
  tests,
  report: ({ removes, file }, verdict) => {
    if (verdict === 'killed') killed++
    console.log(`${verdict.padEnd(9)} without ${removes} (${file})`)
  },
})
console.log(`${killed} of ${chosen.length} killed`)
if (killed < chosen.length) process.exitCode = 1
