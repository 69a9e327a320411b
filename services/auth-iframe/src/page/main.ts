/** Entry of the auth iframe: finds the page that embeds it and answers that page, and nobody else. */
import { readOrigins } from '@latchkey/contract/origins'
import { type AllowedParent, findAllowedParent } from './allowed-parent.ts'
import { Answerer } from './answerer.ts'
import { listenToParent, toWindow } from './channel.ts'

function serveParent(parent: AllowedParent): void {
  let answerer: Answerer | undefined
  const answererFor = (origin: string): Answerer => {
    answerer ??= new Answerer(origin)
    return answerer
  }
  listenToParent(parent, {
    opened: (origin, send) => answererFor(origin).announce(send),
    received: (message, origin, send) => answererFor(origin).answer(message, send),
  })
  // Stampers older than 2.1 wait for this announcement before they say anything; newer ones ignore it.
  if (parent.origin !== undefined) answererFor(parent.origin).announce(toWindow(parent.origin))
}

/** The server writes the allowed origins into the document. */
const list = document.querySelector<HTMLMetaElement>('meta[name=latchkey-origins]')?.content ?? ''
const parent = findAllowedParent(window, readOrigins(list))
if (parent !== undefined) serveParent(parent)
