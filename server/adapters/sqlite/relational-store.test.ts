import { createHash } from 'node:crypto'
import { copyFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createManualClock } from '../../ports/clock.double.ts'
import { createRecordingLogger } from '../../ports/logger.double.ts'
import { relationalStoreContract } from '../../ports/relational-store.contract.ts'
import { createSqliteRelationalStore } from './relational-store.ts'
import { openSqliteConnection } from './sqlite-connection.ts'

const openStore = (file: string) =>
  createSqliteRelationalStore({ file, clock: createManualClock(), logger: createRecordingLogger() })

relationalStoreContract('sqlite', async () => {
  const own = mkdtempSync(join(tmpdir(), 'learnpath-store-'))
  const store = await openStore(join(own, 'library.db'))
  let files = 0
  return {
    store,
    newFile: () => join(own, `new-${(files += 1)}.db`),
    openBackup: openStore,
    async cleanUp() {
      await store.close()
      rmSync(own, { recursive: true, force: true })
    },
  }
})

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'learnpath-store-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const addCollections = async (file: string, count: number) => {
  const store = await openStore(file)
  const rows = Array.from({ length: count }, (_, index) => ({ id: `c${index}`, name: `name ${index}`, created_at: 1 }))
  await store.db.insertInto('collections').values(rows).execute()
  return store
}

test('opening again finds what was stored, and checks quickly after a clean end', async () => {
  const file = join(folder, 'library.db')
  await (await addCollections(file, 3)).close()
  const store = await openStore(file)
  expect(await store.integrity()).toEqual({ checked: 'quick', ok: true, detail: 'ok' })
  expect(await store.db.selectFrom('collections').selectAll().execute()).toHaveLength(3)
  await store.close()
})

test('after a process died the whole file is checked and committed work is there', async () => {
  const crashed = join(folder, 'crashed')
  const file = join(folder, 'library.db')
  const store = await addCollections(file, 3)
  // What a killed process leaves: the files as they are while the store is open.
  for (const name of readdirSync(folder)) {
    if (!name.endsWith('-shm')) copyFileSync(join(folder, name), name.replace('library.db', crashed))
  }
  await store.close()
  const reopened = await openStore(crashed)
  expect(await reopened.integrity()).toEqual({ checked: 'full', ok: true, detail: 'ok' })
  expect(await reopened.db.selectFrom('collections').selectAll().execute()).toHaveLength(3)
  await reopened.close()
})

test('a file that is no database is refused and left as it is', async () => {
  const file = join(folder, 'library.db')
  writeFileSync(file, 'A'.repeat(20_000))
  await expect(openStore(file)).rejects.toMatchObject({ code: 'LP_STORE_DAMAGED' })
  expect(readFileSync(file, 'utf8')).toBe('A'.repeat(20_000))
})

test('a damaged page is refused and the file left as it is', async () => {
  const file = join(folder, 'library.db')
  await (await addCollections(file, 2000)).close()
  const bytes = readFileSync(file)
  bytes.fill(0x5a, bytes.length - 3 * 4096, bytes.length - 4096)
  writeFileSync(file, bytes)
  const before = createHash('sha256').update(bytes).digest('hex')
  await expect(openStore(file)).rejects.toMatchObject({ code: 'LP_STORE_DAMAGED' })
  expect(createHash('sha256').update(readFileSync(file)).digest('hex')).toBe(before)
})

test('a large file opens at once after a clean end, and its check, asked for, finds the damaged page', async () => {
  const file = join(folder, 'library.db')
  const store = await openStore(file)
  const row = { id: 'large', name: 'x'.repeat(40 * 1024 * 1024), created_at: 1 }
  await store.db.insertInto('collections').values(row).execute()
  await store.close()
  const bytes = readFileSync(file)
  const sound = await openStore(file)
  expect(await sound.integrity()).toEqual({ checked: 'quick', ok: true, detail: 'ok' })
  await sound.close()
  bytes.fill(0x5a, bytes.length - 3 * 4096, bytes.length - 4096)
  writeFileSync(file, bytes)
  const opened = await openStore(file)
  expect(await opened.integrity()).toMatchObject({ checked: 'quick', ok: false })
  await opened.close()
})

test('a store of a newer version is refused', async () => {
  const file = join(folder, 'library.db')
  await (await openStore(file)).close()
  const connection = openSqliteConnection(file)
  connection.run("INSERT INTO schema_versions VALUES (999, 'from the future', 0)")
  connection.close()
  await expect(openStore(file)).rejects.toMatchObject({ code: 'LP_STORE_NEWER' })
})

test('deleted text is in no file after a purge', async () => {
  const file = join(folder, 'library.db')
  const store = await openStore(file)
  await store.db.insertInto('collections').values({ id: 'c', name: 'Xylophonbauer', created_at: 1 }).execute()
  const traces = () => readdirSync(folder).filter((name) => readFileSync(join(folder, name)).includes('Xylophonbauer'))
  expect(traces()).not.toEqual([])
  await store.db.deleteFrom('collections').execute()
  await store.purgeDeleted()
  expect(traces()).toEqual([])
  await store.close()
})
