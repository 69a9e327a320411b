import { existsSync, readdirSync } from 'node:fs'
import { activities, queries, unavailableActivities, unavailableQueries } from '@latchkey/contract'
import { describe, expect, it } from 'vitest'

const source = new URL('../src/', import.meta.url)

const toCamelCase = (snake: string): string =>
  snake.toLowerCase().replace(/_([a-z])/g, (_all, letter) => letter.toUpperCase())

/** What the one file of an operation exports under the operation's name. */
async function importOperation(folder: string, segment: string): Promise<unknown> {
  const file = new URL(`${folder}/${segment.replaceAll('_', '-')}.ts`, source)
  expect(existsSync(file), file.pathname).toBe(true)
  const exported: Record<string, unknown> = await import(file.href)
  return exported[toCamelCase(segment)]
}

const versionsOf = (operation: (typeof activities)[keyof typeof activities]) => Object.entries(operation.versions)
const allVersions = Object.values(activities).flatMap(versionsOf)

describe.each([
  ['queries', queries],
  ['activities', activities],
])('the table of %s', (folder, table) => {
  it.each(Object.entries(table))('%s comes from the file and export of its name', async (segment, operation) => {
    expect(await importOperation(folder, segment)).toBe(operation)
  })

  it('holds every file of its folder', () => {
    const files = Object.keys(table).map((segment) => `${segment.replaceAll('_', '-')}.ts`)
    expect(readdirSync(new URL(folder, source)).sort()).toEqual(files.sort())
  })

  it.each(Object.entries(table))('%s is summed up in a sentence', (_segment, { summary }) => {
    expect(summary).toMatch(/^[A-Z].*\.$/)
  })
})

describe('reads', () => {
  it.each(Object.entries(queries))('%s names the organization it asks about', (_segment, { kind, request }) => {
    expect(kind).toBe('query')
    expect(request.required).toContain('organizationId')
  })
})

/** A vote is answered with the activity it is about. */
const isVote = (name: string): boolean => name === 'approveActivity' || name === 'rejectActivity'

describe('writes', () => {
  it.each(Object.entries(activities))('%s: our clients send one of its versions', (_segment, operation) => {
    expect(operation.kind).toBe('activity')
    expect(Object.keys(operation.versions)).toContain(operation.current)
  })

  it.each(Object.entries(activities))(
    '%s: every type is the path segment, with a version or without',
    (segment, operation) => {
      for (const [type] of versionsOf(operation)) {
        expect(type.replace(/_V[2-9]$/, '')).toBe(`ACTIVITY_TYPE_${segment.toUpperCase()}`)
      }
    },
  )

  it('every type belongs to one operation', () => {
    const types = allVersions.map(([type]) => type)
    expect(new Set(types).size).toBe(types.length)
  })

  it.each(allVersions)('%s: its intent has the name and version of its type', (type, { intentKey }) => {
    const [, name = '', version = ''] = /^ACTIVITY_TYPE_(.*?)(?:_(V[2-9]))?$/.exec(type) ?? []
    expect(intentKey).toBe(`${toCamelCase(name)}Intent${version}`)
  })

  it.each(allVersions)('%s: its result has the name of its operation', (type, { resultKeys }) => {
    const name = toCamelCase(type.replace('ACTIVITY_TYPE_', '').replace(/_V[2-9]$/, ''))
    expect(resultKeys.length > 0).toBe(!isVote(name))
    for (const key of resultKeys) expect(key.replace(/V[2-9]$/, '')).toBe(`${name}Result`)
  })

  it('V5 of create_sub_organization answers under the name an old client reads, too', () => {
    const { resultKeys } = activities.create_sub_organization.versions.ACTIVITY_TYPE_CREATE_SUB_ORGANIZATION_V5
    expect(resultKeys).toEqual(['createSubOrganizationResultV5', 'createSubOrganizationResultV6'])
  })

  it('only whoami and the opening of sessions find the sub-organization by themselves', () => {
    const resolving = Object.entries({ ...queries, ...activities })
      .filter(([, { resolvesSubOrganization }]) => resolvesSubOrganization)
      .map(([segment]) => segment)
    const opening = ['create_read_only_session', 'create_read_write_session', 'stamp_login']
    expect(resolving.sort()).toEqual([...opening, 'whoami'])
  })
})

describe.each([
  ['reads', unavailableQueries, queries],
  ['writes', unavailableActivities, activities],
])('%s that are not offered', (_kind, unavailable, offered) => {
  it('are path segments, each named once', () => {
    expect(unavailable.length).toBeGreaterThan(0)
    expect(new Set(unavailable).size).toBe(unavailable.length)
    for (const segment of unavailable) expect(segment).toMatch(/^[a-z0-9]+(_[a-z0-9]+)*$/)
  })

  it('are not among those that are', () => {
    expect(unavailable.filter((segment) => segment in offered)).toEqual([])
  })
})
