import type { ActivityInput, QueryInput } from '@latchkey/http-client'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildRequest, readBaseUrl } from '../src/build-request.ts'
import { organizationId, otherOrganizationId, someId } from './support/fixtures.ts'

const base = 'http://localhost:4480'

describe('readBaseUrl', () => {
  it.each([
    ['http://localhost:4480', 'http://localhost:4480'],
    ['http://localhost:4480/', 'http://localhost:4480'],
    ['https://api.example///', 'https://api.example'],
    ['https://example.org/latchkey/', 'https://example.org/latchkey'],
    ['HTTPS://API.Example', 'https://api.example'],
  ])('reads %s as %s', (given, expected) => {
    expect(readBaseUrl(given)).toBe(expected)
  })

  it.each([
    '',
    'localhost:4480',
    '/api',
    'ftp://api.example',
    'https://user@api.example',
    'https://api.example/?a=1',
    'https://api.example/#a',
  ])('refuses %j', (given) => {
    expect(() => readBaseUrl(given)).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }))
  })
})

describe('a read', () => {
  it('sends the filters in the order given, then the organization', () => {
    const input: QueryInput<'list_activities'> = {
      filterByType: ['ACTIVITY_TYPE_X'],
      paginationOptions: { limit: '5' },
    }
    expect(buildRequest(base, 'list_activities', input, organizationId)).toEqual({
      url: 'http://localhost:4480/public/v1/query/list_activities',
      body: `{"filterByType":["ACTIVITY_TYPE_X"],"paginationOptions":{"limit":"5"},"organizationId":"${organizationId}"}`,
    })
  })

  it('takes the organization of the input before its own', () => {
    const { body } = buildRequest(base, 'whoami', { organizationId: otherOrganizationId }, organizationId)
    expect(body).toBe(`{"organizationId":"${otherOrganizationId}"}`)
  })

  it('drops undefined members', () => {
    const input = { organizationId: undefined, userId: undefined }
    expect(buildRequest(base, 'get_api_keys', input, organizationId).body).toBe(
      `{"organizationId":"${organizationId}"}`,
    )
  })
})

describe('a write', () => {
  it('sends parameters, organization, timestamp and type, in this order', () => {
    const input = { timestampMs: '1700000000000', userId: someId, userName: 'Ada', organizationId: otherOrganizationId }
    expect(buildRequest(base, 'update_user_name', input, organizationId)).toEqual({
      url: 'http://localhost:4480/public/v1/submit/update_user_name',
      body:
        `{"parameters":{"userId":"${someId}","userName":"Ada"},"organizationId":"${otherOrganizationId}",` +
        '"timestampMs":"1700000000000","type":"ACTIVITY_TYPE_UPDATE_USER_NAME"}',
    })
  })

  it('sends empty parameters when there are none', () => {
    const { body } = buildRequest(base, 'create_read_only_session', { timestampMs: '1' }, organizationId)
    expect(body).toBe(
      `{"parameters":{},"organizationId":"${organizationId}","timestampMs":"1","type":"ACTIVITY_TYPE_CREATE_READ_ONLY_SESSION"}`,
    )
  })

  it('dates it with the present as a decimal string', () => {
    const before = Date.now()
    const { timestampMs } = JSON.parse(buildRequest(base, 'create_read_only_session', {}, organizationId).body)
    expect(timestampMs).toMatch(/^[0-9]+$/)
    expect(Number(timestampMs)).toBeGreaterThanOrEqual(before)
    expect(Number(timestampMs)).toBeLessThanOrEqual(Date.now())
  })

  it('has the same bytes as a string and in UTF-8, whatever the parameters hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (userName) => {
        const input: ActivityInput<'update_user_name'> = { userName, userId: someId }
        const { body } = buildRequest(base, 'update_user_name', input, organizationId)
        expect(Buffer.from(body).toString()).toBe(body)
        expect(JSON.parse(body).parameters).toEqual(input)
      }),
    )
  })

  it('writes half a surrogate pair so that it survives UTF-8', () => {
    const input = { userName: '\ud800', timestampMs: '1' }
    const { body } = buildRequest(base, 'update_user_name', input, organizationId)
    expect(body).toContain(String.raw`"userName":"\ud800"`)
    expect(Buffer.from(body).toString()).toBe(body)
  })
})
