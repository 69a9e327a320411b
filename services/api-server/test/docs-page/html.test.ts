/** Templates escape every value, wherever it stands. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { html } from '../../src/docs-page/html.ts'

const toOriginal = (text: string): string =>
  text.replace(
    /&(amp|lt|gt|quot|#39);/g,
    (_all, name) => ({ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" })[String(name)] ?? '',
  )

describe('html', () => {
  it('escapes what could end a text or an attribute', () => {
    expect(html`<b title="${`"'`}">${'<script>&</script>'}</b>`.text).toBe(
      '<b title="&quot;&#39;">&lt;script&gt;&amp;&lt;/script&gt;</b>',
    )
  })

  it('takes its own results as they are, alone and in lists, and leaves out what is absent', () => {
    const item = html`<li>${'a&b'}</li>`
    expect(html`${item}|${[item, ['<', 1]]}|${undefined}${false}`.text).toBe('<li>a&amp;b</li>|<li>a&amp;b</li>&lt;1|')
  })

  it('keeps any text, and none of its markup', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'<>&"\'`a/=!-;#39 ampltgt') }), (text) => {
        const escaped = html`${text}`.text
        expect(escaped).not.toMatch(/[<>"']/)
        expect(toOriginal(escaped)).toBe(text)
      }),
    )
  })
})
