/** The table of paths. */
import { activities, queries, unavailableActivities, unavailableQueries } from '@latchkey/contract'
import { describe, expect, it } from 'vitest'
import { readPath } from '../../src/accept/read-path.ts'
import { refusalCodeOf } from '../support/refusal-of.ts'

describe('readPath', () => {
  it.each(Object.keys(queries))('finds the read %s', (name) => {
    expect(readPath('POST', `/public/v1/query/${name}`)).toMatchObject({ kind: 'query', name })
  })

  it.each(Object.keys(activities))('finds the write %s', (name) => {
    expect(readPath('POST', `/public/v1/submit/${name}`)).toMatchObject({ kind: 'activity', name })
  })

  it('tolerates one surplus leading slash', () => {
    expect(readPath('POST', '//public/v1/query/whoami').name).toBe('whoami')
  })

  it.each([
    '/public/v1/query/whoami/',
    '/public/v1/query/Whoami',
    '/public/v1/submit/whoami',
    '/public/v1/query//whoami',
    '///public/v1/query/whoami',
    '/public/v1/query/%77hoami',
    '/public/v1/query/whoami;a',
    '/public/v1/query/../query/whoami',
    '/public/v1/query/toString',
    '/public/v1/query/',
    '/',
    '',
    'public/v1/query/whoami',
  ])('does not know %s', async (path) => {
    expect(await refusalCodeOf(() => readPath('POST', path))).toBe('UNKNOWN_PATH')
  })

  it('tells operations the protocol has and this server does not', async () => {
    for (const name of unavailableQueries) {
      expect(await refusalCodeOf(() => readPath('POST', `/public/v1/query/${name}`))).toBe('OPERATION_UNAVAILABLE')
    }
    for (const name of unavailableActivities) {
      expect(await refusalCodeOf(() => readPath('POST', `/public/v1/submit/${name}`))).toBe('OPERATION_UNAVAILABLE')
    }
  })

  it.each(['GET', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'post'])('refuses the method %s', async (method) => {
    expect(await refusalCodeOf(() => readPath(method, '/public/v1/query/whoami'))).toBe('METHOD_NOT_ALLOWED')
  })
})
