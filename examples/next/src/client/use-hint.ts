/** Keeps the server's hint in step with who is signed in, whichever way that changed. */
'use client'

import { useEffect, useRef } from 'react'

/**
 * Tells the server whom to render the next page for.
 * @param hintedName name the server rendered this page for
 * @param name who is signed in; `undefined` for nobody
 * @param isKnown whether that is known by now
 */
export function useHint(hintedName: string | undefined, name: string | undefined, isKnown: boolean): void {
  const told = useRef(hintedName)
  useEffect(() => {
    if (!isKnown || told.current === name) return
    told.current = name
    tell(name)
  }, [name, isKnown])
}

/** Nothing depends on it but the looks of the next page, so a failure is no matter. */
function tell(name: string | undefined): void {
  const request: RequestInit =
    name === undefined
      ? { method: 'DELETE' }
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name }) }
  fetch('/api/hint', { ...request, keepalive: true }).catch(() => undefined)
}
