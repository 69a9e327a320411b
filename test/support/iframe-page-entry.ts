/** Builds the page of the auth iframe and prints it; a process of its own, so that it can be another machine's as far as it can tell. */
import { buildPage } from '@latchkey/auth-iframe'

process.stdout.write(JSON.stringify(await buildPage()))
