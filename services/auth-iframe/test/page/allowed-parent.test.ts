/** Which embedding the frame accepts, and whose messages, in browsers with and without `ancestorOrigins`. */
import { describe, expect, it } from 'vitest'
import { findAllowedParent } from '../../src/page/allowed-parent.ts'

const app = 'https://app.example'
const other = 'https://other.example'
const allowed = [app, 'https://second.example']
const parent = {} as Window

const embedded = (by: { ancestorOrigins?: string[]; referrer?: string }) => ({
  parent,
  top: parent,
  location: by.ancestorOrigins === undefined ? {} : { ancestorOrigins: by.ancestorOrigins },
  document: { referrer: by.referrer ?? '' },
})

describe('findAllowedParent', () => {
  it('takes the origin the browser vouches for, whatever the referrer says', () => {
    const frame = embedded({ ancestorOrigins: [app], referrer: `${other}/page` })
    expect(findAllowedParent(frame, allowed)?.origin).toBe(app)
  })

  it('takes the origin of the referrer where the browser vouches for none', () => {
    expect(findAllowedParent(embedded({ referrer: `${app}/deep/page?x=1` }), allowed)?.origin).toBe(app)
  })

  it('leaves the origin open until the first message where the browser tells nothing', () => {
    const found = findAllowedParent(embedded({}), allowed)
    expect(found).toBeDefined()
    expect(found?.origin).toBeUndefined()
    expect(found?.sent({ source: parent, origin: app })).toBe(true)
    expect(found?.sent({ source: parent, origin: other })).toBe(false)
  })

  it.each([
    ['an origin that is not allowed', embedded({ ancestorOrigins: [other] })],
    ['a referrer that is not allowed', embedded({ referrer: `${other}/` })],
    ['an opaque origin', embedded({ ancestorOrigins: ['null'] })],
    ['a subdomain', embedded({ ancestorOrigins: ['https://x.app.example'] })],
    ['another scheme', embedded({ ancestorOrigins: ['http://app.example'] })],
    ['another port', embedded({ ancestorOrigins: ['https://app.example:8443'] })],
    ['a trailing dot', embedded({ ancestorOrigins: ['https://app.example.'] })],
    ['two levels of nesting', { ...embedded({ ancestorOrigins: [app, app] }), top: {} }],
  ])('refuses %s', (_, frame) => {
    expect(findAllowedParent(frame, allowed)).toBeUndefined()
  })

  it('refuses a document that stands alone', () => {
    const alone = { location: {}, document: { referrer: '' }, parent: {}, top: {} }
    alone.parent = alone
    alone.top = alone
    expect(findAllowedParent(alone, allowed)).toBeUndefined()
  })

  it('hears only the parent, and only under its own origin', () => {
    const found = findAllowedParent(embedded({ ancestorOrigins: [app] }), allowed)
    expect(found?.sent({ source: parent, origin: app })).toBe(true)
    expect(found?.sent({ source: {} as Window, origin: app })).toBe(false)
    expect(found?.sent({ source: null, origin: app })).toBe(false)
    expect(found?.sent({ source: parent, origin: 'https://second.example' })).toBe(false)
  })
})
