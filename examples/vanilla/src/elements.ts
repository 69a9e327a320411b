/** Finds elements of the page by id, with their type, and makes new ones. */

/**
 * The element with an id.
 * @param id text of the id attribute
 * @param type class the element must have
 * @throws Error when the page has no such element
 */
export function byId<Kind extends HTMLElement>(id: string, type: new () => Kind): Kind {
  const element = document.getElementById(id)
  if (!(element instanceof type)) throw new Error(`The page has no ${type.name} "${id}".`)
  return element
}

/**
 * An element that holds a text.
 * @param tag name of the element
 * @param text what it says
 * @param className text of the class attribute; default none
 */
export function toElement<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  text: string,
  className = '',
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag)
  element.className = className
  element.textContent = text
  return element
}

/**
 * Value of a form's field, trimmed.
 * @param form form element
 * @param name name of the field
 */
export function fieldValue(form: HTMLFormElement, name: string): string {
  return String(new FormData(form).get(name) ?? '').trim()
}
