import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { withinScope } from '../../kernel/access/access-scope.ts'
import { createManualClock } from '../../ports/clock.double.ts'
import { createRecordingLogger } from '../../ports/logger.double.ts'
import { relationalStoreContract } from '../../ports/relational-store.contract.ts'
import { createSqliteRelationalStore } from '../sqlite/relational-store.ts'
import { createPostgresRelationalStore } from './relational-store.ts'
import { createPostgresSchema } from './testing/postgres-schema.ts'

const url = process.env['LEARNPATH_TEST_POSTGRES_URL'] ?? ''
const surroundings = { clock: createManualClock(), logger: createRecordingLogger() }

describe.skipIf(url === '')('PostgreSQL (needs LEARNPATH_TEST_POSTGRES_URL)', () => {
  relationalStoreContract('postgres', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'learnpath-store-'))
    const { schema, drop } = await createPostgresSchema(url)
    const openBackup = async (file: string) => await createSqliteRelationalStore({ file, ...surroundings })
    const store = await createPostgresRelationalStore({ url, schema, ...surroundings, openFile: openBackup })
    let files = 0
    return {
      store,
      newFile: () => join(folder, `new-${(files += 1)}.db`),
      openBackup,
      async cleanUp() {
        await store.close()
        await drop()
        rmSync(folder, { recursive: true, force: true })
      },
    }
  })

  it('keeps text with a NUL, which has no place in it, under the replacement character', async () => {
    const { schema, drop } = await createPostgresSchema(url)
    const openFile = async (file: string) => await createSqliteRelationalStore({ file, ...surroundings })
    const store = await createPostgresRelationalStore({ url, schema, ...surroundings, openFile })
    await store.db.insertInto('collections').values({ id: 'nul', name: 'a\0b', created_at: 1 }).execute()
    const found = await store.db.selectFrom('collections').select('name').where('name', '=', 'a\0b').execute()
    expect(found).toEqual([{ name: 'a\ufffdb' }])
    await store.close()
    await drop()
  })

  it('a backup holds the whole library, whoever asks for it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'learnpath-store-'))
    const { schema, drop } = await createPostgresSchema(url)
    const openFile = async (file: string) => await createSqliteRelationalStore({ file, ...surroundings })
    const store = await createPostgresRelationalStore({ url, schema, ...surroundings, openFile, scoped: true })
    for (const whose of ['one', 'two']) {
      const scope = { workspaceId: whose, userId: whose, memberId: whose }
      const conversation = { id: whose, title: '', filters_json: '{}', created_at: 1, changed_at: 1 }
      await withinScope(scope, async () => await store.db.insertInto('conversations').values(conversation).execute())
    }
    const file = join(folder, 'backup.db')
    const asker = { workspaceId: 'one', userId: 'one', memberId: 'one' }
    await withinScope(asker, async () => await store.backup(file))
    const backup = await openFile(file)
    const rows = await backup.db.selectFrom('conversations').select(['id', 'member_id']).orderBy('id').execute()
    await backup.close()
    await store.close()
    await drop()
    rmSync(folder, { recursive: true, force: true })
    expect(rows).toEqual(['one', 'two'].map((id) => ({ id, member_id: id })))
  })

  it('goes on while a newer process adds columns, whether or not a statement came often', async () => {
    const { schema, drop } = await createPostgresSchema(url)
    const openFile = async (file: string) => await createSqliteRelationalStore({ file, ...surroundings })
    const open = async () => await createPostgresRelationalStore({ url, schema, ...surroundings, openFile })
    const [old, newer] = [await open(), await open()]
    const read = async (db: typeof old.db) =>
      await db.selectFrom('conversations').selectAll().where('id', '=', 'a').execute()
    const within = async () => await old.db.transaction().execute(async (transaction) => await read(transaction))
    const often = Array.from({ length: 9 }, (_, time) => time)
    for (const time of often) await (time % 2 === 0 ? read(old.db) : within())
    await newer.db.schema.alterTable('conversations').addColumn('later', 'integer').execute()
    for (const time of often) expect(await (time % 2 === 0 ? within() : read(old.db))).toEqual([])
    await old.close()
    await newer.close()
    await drop()
  })
})
