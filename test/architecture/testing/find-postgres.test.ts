/** Which PostgreSQL the tests start. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ensurePostgres } from '../../../scripts/testing/ensure-postgres.ts'
import { findPostgres } from '../../../scripts/testing/find-postgres.ts'

describe('findPostgres', () => {
  const given = process.env.LATCHKEY_POSTGRES_BIN
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'latchkey-find-'))
    process.env.LATCHKEY_POSTGRES_BIN = folder
  })
  afterEach(() => {
    rmSync(folder, { recursive: true })
    if (given === undefined) delete process.env.LATCHKEY_POSTGRES_BIN
    else process.env.LATCHKEY_POSTGRES_BIN = given
  })

  function addProgram(name: string): void {
    writeFileSync(join(folder, name), '')
    chmodSync(join(folder, name), 0o755)
  }

  it('takes the folder that is named, if both programs are in it', () => {
    expect(findPostgres()).toBeUndefined()
    addProgram('initdb')
    expect(findPostgres()).toBeUndefined()
    addProgram('postgres')
    expect(findPostgres()).toBe(folder)
  })

  it('installs nothing in place of a folder that is named and has none', () => {
    expect(ensurePostgres()).toBeUndefined()
  })

  it('finds one by itself, which is where the tests before this one had theirs from', () => {
    delete process.env.LATCHKEY_POSTGRES_BIN
    expect(findPostgres()).toMatch(/bin$/)
  })
})
