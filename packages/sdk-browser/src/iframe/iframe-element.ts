/** The element that holds the auth iframe. */
import { IframeError } from './iframe-error.ts'

const marker = 'data-latchkey-auth-iframe'

/**
 * A hidden iframe that may run scripts and use its own storage, and nothing else.
 * @param iframeUrl absolute URL
 * @param id of the element; left out, it has none
 */
export function makeIframeElement(iframeUrl: string, id: string | undefined): HTMLIFrameElement {
  const element = document.createElement('iframe')
  const attributes = { sandbox: 'allow-scripts allow-same-origin', referrerpolicy: 'origin', 'aria-hidden': 'true' }
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.setAttribute(marker, '')
  element.title = 'Sign-in session'
  element.tabIndex = -1
  element.style.cssText = 'display:none'
  if (id !== undefined) element.id = id
  element.src = iframeUrl
  return element
}

/**
 * Passes an element that can take an auth iframe and refuses everything else.
 * @param container what the application passed; `document.getElementById` gives `null` when there is no such element
 * @throws IFRAME_CONTAINER_MISSING when it is no element
 * @throws IFRAME_ALREADY_EXISTS when it already holds an auth iframe
 */
export function checkContainer(container: HTMLElement | null | undefined): asserts container is HTMLElement {
  if (!container) throw new IframeError('IFRAME_CONTAINER_MISSING')
  if (container.querySelector(`iframe[${marker}]`)) throw new IframeError('IFRAME_ALREADY_EXISTS')
}
