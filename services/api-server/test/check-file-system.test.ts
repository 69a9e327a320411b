/** File systems that would lose acknowledged writes are told apart from those that keep them. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkFileSystem, explainFileSystem } from '../src/check-file-system.ts'

describe('explainFileSystem', () => {
  it.each([
    ['NFS', 0x6969],
    ['CIFS', 0xff534d42],
    ['CIFS', 0xff534d42 | 0],
    ['SMB2', 0xfe534d42],
    ['Ceph', 0xc36400],
  ])('refuses %s everywhere', (name, type) => {
    for (const mode of ['development', 'production'] as const) expect(explainFileSystem(type, mode)).toContain(name)
  })

  it.each([
    ['tmpfs', 0x01021994],
    ['ramfs', 0x858458f6],
  ])('refuses %s in production', (name, type) => {
    expect(explainFileSystem(type, 'production')).toContain(name)
    expect(explainFileSystem(type, 'development')).toBeUndefined()
  })

  it.each([
    ['ext4', 0xef53],
    ['XFS', 0x58465342],
    ['Btrfs', 0x9123683e],
    ['overlay', 0x794c7630],
  ])('takes %s', (_name, type) => expect(explainFileSystem(type, 'production')).toBeUndefined())
})

describe('checkFileSystem', () => {
  it('takes the disk of this machine', () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'latchkey-disk-'))
    expect(() => checkFileSystem({ dataDir, mode: 'development' })).not.toThrow()
    rmSync(dataDir, { recursive: true })
  })

  it('finds out that a directory is in memory, where the system tells', () => {
    const isTold = process.platform === 'linux'
    const dataDir = mkdtempSync(isTold ? '/dev/shm/latchkey-' : join(tmpdir(), 'latchkey-'))
    try {
      const inProduction = expect(() => checkFileSystem({ dataDir, mode: 'production' }))
      if (isTold) inProduction.toThrow(/^LATCHKEY_DATA_DIR .* is on tmpfs, .*\.$/)
      else inProduction.not.toThrow()
      expect(() => checkFileSystem({ dataDir, mode: 'development' })).not.toThrow()
    } finally {
      rmSync(dataDir, { recursive: true })
    }
  })
})
