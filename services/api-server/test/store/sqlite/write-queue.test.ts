/** The write queue when the database fails: nothing that is not committed is acknowledged, and nothing of it stays. */
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SqliteConnection } from '../../../src/store/sqlite/connection.ts'
import { applyWriterSettings } from '../../../src/store/sqlite/settings.ts'
import { toStoreError } from '../../../src/store/sqlite/store-failure.ts'
import { WriteQueue } from '../../../src/store/sqlite/write-queue.ts'
import { refusalCodeOf } from '../../support/refusal-of.ts'
import { makeTemporaryFile, type TemporaryFile } from '../support/temporary-store.ts'

const insert = 'insert into notes values (?)'
const large = 'x'.repeat(100_000)

describe('write queue', () => {
  let temporary: TemporaryFile
  let database: DatabaseSync
  let queue: WriteQueue
  beforeEach(async () => {
    temporary = await makeTemporaryFile()
    database = new DatabaseSync(temporary.file)
    applyWriterSettings(database)
    database.exec('create table notes (text text primary key) strict')
    database.exec('create table remarks (text text references notes (text) deferrable initially deferred) strict')
    queue = new WriteQueue(new SqliteConnection(database))
  })
  afterEach(async () => {
    await queue.close()
    database.close()
    await temporary[Symbol.asyncDispose]()
  })

  const write = (text: string): Promise<number> => queue.enqueue(async (_, writer) => writer.run(insert, text))

  function readNotes(): string[] {
    const other = new DatabaseSync(temporary.file, { readOnly: true })
    const notes = other.prepare('select text from notes order by text').all()
    other.close()
    return notes.map((note) => String(note.text))
  }

  it('refuses a whole batch when the disk is full, and goes on when there is room', async () => {
    database.exec('pragma max_page_count = 6')
    const codes = await Promise.all(['a', large, 'b'].map((text) => refusalCodeOf(() => write(text))))
    expect(codes).toEqual(['STORE_UNAVAILABLE', 'STORE_UNAVAILABLE', 'STORE_UNAVAILABLE'])
    expect(readNotes()).toEqual([])
    expect(await write('small')).toBe(1)
    database.exec('pragma max_page_count = 1000')
    expect(await write(large)).toBe(1)
    expect(readNotes()).toEqual(['small', large])
  })

  it('acknowledges nothing of a job that goes on after its transaction is lost', async () => {
    database.exec('pragma max_page_count = 6')
    let later: unknown
    const stubborn = queue.enqueue(async (transaction, writer) => {
      writer.run(insert, 'before')
      try {
        writer.run(insert, large)
      } catch {
        later = await transaction.countUsers('018f4e1a-9c3b-7d2e-8f10-0123456789ab').catch((error: unknown) => error)
      }
    })
    expect(await refusalCodeOf(() => stubborn)).toBe('STORE_UNAVAILABLE')
    expect(later).toMatchObject({ message: expect.stringContaining('the transaction is over') })
    expect(readNotes()).toEqual([])
  })

  it('refuses a whole batch when its commit fails, and goes on with the next', async () => {
    const orphan = queue.enqueue(async (_, writer) => writer.run("insert into remarks values ('of nothing')"))
    const codes = await Promise.all([refusalCodeOf(() => write('a')), refusalCodeOf(() => orphan)])
    expect(codes).toEqual(['STORE_UNAVAILABLE', 'STORE_UNAVAILABLE'])
    expect(readNotes()).toEqual([])
    expect(await write('b')).toBe(1)
  })

  it('refuses what it cannot begin, and goes on when it can', async () => {
    database.exec('pragma busy_timeout = 0')
    const other = new DatabaseSync(temporary.file)
    other.exec('begin immediate')
    expect(await refusalCodeOf(() => write('a'))).toBe('STORE_UNAVAILABLE')
    other.exec('rollback')
    other.close()
    expect(await write('a')).toBe(1)
  })

  it.each([
    ['disk I/O error', 10],
    ['disk I/O error on fsync', 10 + 256 * 4],
    ['database disk image is malformed', 11],
    ['file is not a database', 26],
  ])('acknowledges nothing more after "%s", what waits included', async (message, errcode) => {
    const failing = queue.enqueue(async () => {
      throw toStoreError(Object.assign(new Error(message), { errcode }))
    })
    const waiting = Array.from({ length: 100 }, (_, n) => write(`${n}`))
    const codes = await Promise.all([failing, ...waiting].map((job) => refusalCodeOf(() => job)))
    expect(new Set(codes)).toEqual(new Set(['STORE_UNAVAILABLE']))
    expect(await refusalCodeOf(() => write('later'))).toBe('STORE_UNAVAILABLE')
    expect(readNotes()).toEqual([])
  })

  it('hands on an error that is not of the storage, of that job alone', async () => {
    const outcomes = await Promise.allSettled([write('a'), write('a'), write('b')])
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(outcomes[1]).toMatchObject({ reason: { message: expect.stringContaining('UNIQUE') } })
    expect(readNotes()).toEqual(['a', 'b'])
  })

  it('settles a refusal only after the commit it was batched with', async () => {
    const failure = new Error('no')
    const refused = queue.enqueue(async () => {
      throw failure
    })
    const orphan = queue.enqueue(async (_, writer) => writer.run("insert into remarks values ('of nothing')"))
    expect(await refusalCodeOf(() => orphan)).toBe('STORE_UNAVAILABLE')
    expect(await refusalCodeOf(() => refused)).toBe('STORE_UNAVAILABLE')
  })

  it('commits jobs of one turn together, in their order, in bounded batches', async () => {
    const order: number[] = []
    let batches = 0
    let isNewBatch = false
    const work = async (n: number): Promise<void> => {
      order.push(n)
      isNewBatch = true
    }
    const jobs = Array.from({ length: 150 }, (_, n) =>
      queue
        .enqueue(() => work(n))
        .then(() => {
          if (isNewBatch) batches += 1
          isNewBatch = false
        }),
    )
    await Promise.all(jobs)
    expect(order).toEqual(Array.from({ length: 150 }, (_, n) => n))
    expect(batches).toBe(3)
  })
})
