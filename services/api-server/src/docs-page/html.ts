/** HTML from templates in which every value is escaped, unless it is HTML made the same way. */

/** Text that is HTML already; only {@link html} makes it. */
export class Html {
  readonly text: string

  /** @param text HTML, complete in itself */
  constructor(text: string) {
    this.text = text
  }
}

/** What may stand in a template. A list is its items one after the other, `undefined` and `false` are nothing. */
export type HtmlValue = Html | string | number | undefined | false | readonly HtmlValue[]

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function toText(value: HtmlValue): string {
  if (value === undefined || value === false) return ''
  if (value instanceof Html) return value.text
  if (typeof value === 'object') return value.map(toText).join('')
  return String(value).replace(/[&<>"']/g, (character) => entities[character] ?? '')
}

/**
 * Tag of a template: what stands between the values is HTML, each value is escaped for text and for quoted attributes.
 * @param strings the template's own parts, HTML text
 * @param values what stands between them
 */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(strings.map((part, index) => part + toText(values[index])).join(''))
}
