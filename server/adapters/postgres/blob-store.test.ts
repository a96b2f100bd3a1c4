import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { blobStoreContract } from '../../ports/blob-store.contract.ts'
import { createManualClock } from '../../ports/clock.double.ts'
import { createRecordingLogger } from '../../ports/logger.double.ts'
import { createSqlBlobStore } from '../sql/sql-blob-store.ts'
import { createSqliteRelationalStore } from '../sqlite/relational-store.ts'
import { createPostgresRelationalStore } from './relational-store.ts'
import { createPostgresSchema } from './testing/postgres-schema.ts'

const url = process.env['LEARNPATH_TEST_POSTGRES_URL'] ?? ''
const clock = createManualClock()
const logger = createRecordingLogger()

async function create() {
  const folder = mkdtempSync(join(tmpdir(), 'learnpath-blobs-'))
  const { schema, drop } = await createPostgresSchema(url)
  const openFile = async (file: string) => await createSqliteRelationalStore({ file, clock, logger })
  const { db, close } = await createPostgresRelationalStore({ url, schema, clock, logger, openFile })
  /** As another process on another machine has it. */
  const another = (name: string) => createSqlBlobStore({ db, clock, folder: join(folder, name), pageBytes: 10 })
  return {
    db,
    store: another('one'),
    another,
    async cleanUp() {
      await close()
      await drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function* pieces(...parts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part)
}

describe.skipIf(url === '')('files in PostgreSQL (needs LEARNPATH_TEST_POSTGRES_URL)', () => {
  blobStoreContract('postgres', create)

  test('another process reads what one wrote, and deletes nothing that one still holds', async () => {
    const { store, another, cleanUp } = await create()
    const other = another('two')
    const text = 'longer than one page of ten bytes'
    const { hash, letGo } = await store.write(pieces(...text.split('')), { maxBytes: 100 })
    expect(readFileSync(await other.path(hash), 'utf8')).toBe(text)
    await other.delete(hash)
    expect(await store.has(hash)).toBe(true)
    await letGo?.()
    await other.delete(hash)
    expect(await store.has(hash)).toBe(false)
    await cleanUp()
  })

  test('pages of a write that was killed are gone a day later, and none of a file', async () => {
    const { db, store, cleanUp } = await create()
    const { hash } = await store.write(pieces('a file of two pages'), { maxBytes: 100 })
    const page = { upload_id: 'killed', ordinal: 0, at: clock.now(), bytes: Buffer.from('half') }
    await db.insertInto('blob_pages').values(page).execute()
    await store.sweep()
    expect(
      await db.selectFrom('blob_pages').select('upload_id').where('upload_id', '=', 'killed').execute(),
    ).toHaveLength(1)
    clock.advance(25 * 60 * 60_000)
    await store.sweep()
    expect(await db.selectFrom('blob_pages').select('upload_id').where('upload_id', '=', 'killed').execute()).toEqual(
      [],
    )
    expect(readFileSync(await store.path(hash), 'utf8')).toBe('a file of two pages')
    await cleanUp()
  })
})
