import { activities, queries } from '@latchkey/contract'
import { describe, expect, it } from 'vitest'
import { activityTable, isActivityName } from '../src/operation-table.ts'

describe('the local table of writes', () => {
  it('has the writes of the contract and no other', () => {
    expect(Object.keys(activityTable).sort()).toEqual(Object.keys(activities).sort())
  })

  it.each(Object.entries(activities))('%s: version and result are those of the contract', (name, operation) => {
    const entry = Object.entries(activityTable).find(([key]) => key === name)?.[1]
    const current = Object.entries(operation.versions).find(([type]) => type === operation.current)?.[1]
    expect(entry).toEqual([operation.current, current?.resultKeys[0] ?? ''])
  })
})

describe('isActivityName', () => {
  it.each(Object.keys(activities))('%s is a write', (name) => {
    expect(isActivityName(name as keyof typeof activities)).toBe(true)
  })

  it.each(Object.keys(queries))('%s is a read', (name) => {
    expect(isActivityName(name as keyof typeof queries)).toBe(false)
  })
})
