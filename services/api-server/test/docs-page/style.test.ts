/** Colours can be told apart in both themes: text has the contrast of WCAG 2.2 level AA. */
import { describe, expect, it } from 'vitest'
import { style } from '../../src/docs-page/style.ts'

type Colours = Readonly<Record<string, string>>

const themes = [...style.matchAll(/:root \{([^}]*--paper[^}]*)\}/g)].map(
  ([, rules = '']): Colours =>
    Object.fromEntries([...rules.matchAll(/--(\w+): (#[0-9a-f]{6})/g)].map(([, name, value]) => [name, value])),
)

/** Relative luminance (WCAG 2.2). */
function luminanceOf(colour = ''): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrastOf(one: string | undefined, other: string | undefined): number {
  const [darker = 0, lighter = 0] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

describe.each([
  ['light', 0],
  ['dark', 1],
])('the %s theme', (_name, index) => {
  const colours: Colours = themes[index] ?? {}
  it.each([
    ['ink', 'paper'],
    ['ink', 'panel'],
    ['soft', 'paper'],
    ['accent', 'paper'],
    ['mark', 'paper'],
  ])('%s on %s can be read', (text, background) => {
    expect(contrastOf(colours[text], colours[background])).toBeGreaterThanOrEqual(4.5)
  })
})
