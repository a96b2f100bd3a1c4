import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import type { RelationalStore } from './relational-store.ts'

export interface RelationalStoreSubject {
  readonly store: RelationalStore
  /** A path for a new file, in a folder that exists and can be written. */
  newFile(): string
  /** Opens a file that `backup` wrote. */
  openBackup(file: string): Promise<RelationalStore>
  cleanUp(): Promise<void>
}

/** What every relational store must do, whatever its engine. */
export function relationalStoreContract(name: string, create: () => Promise<RelationalStoreSubject>): void {
  const withSubject = async (use: (subject: RelationalStoreSubject) => Promise<void>) => {
    const subject = await create()
    try {
      await use(subject)
    } finally {
      await subject.cleanUp()
    }
  }
  const addCollection = (store: RelationalStore, id: string) =>
    store.db.insertInto('collections').values({ id, name: id, created_at: 1 }).execute()

  test(`${name}: a transaction that throws leaves nothing behind`, () =>
    withSubject(async ({ store }) => {
      const failing = store.db.transaction().execute(async (transaction) => {
        await transaction.insertInto('collections').values({ id: 'a', name: 'a', created_at: 1 }).execute()
        throw new Error('stop')
      })
      await expect(failing).rejects.toThrow('stop')
      expect(await store.db.selectFrom('collections').selectAll().execute()).toEqual([])
    }))

  test(`${name}: references are enforced`, () =>
    withSubject(async ({ store }) => {
      await expect(
        store.db.insertInto('document_tags').values({ document_id: 'nobody', tag: 'x' }).execute(),
      ).rejects.toThrow(/foreign/iu)
    }))

  test(`${name}: nothing is in an empty list, and everything is not in it`, () =>
    withSubject(async ({ store }) => {
      await addCollection(store, 'kept')
      const collections = store.db.selectFrom('collections').select('id')
      expect(await collections.where('id', 'in', []).execute()).toEqual([])
      expect(await collections.where('created_at', 'in', []).execute()).toEqual([])
      expect(await collections.where('id', 'not in', []).execute()).toEqual([{ id: 'kept' }])
      expect(await collections.where('created_at', 'not in', []).execute()).toEqual([{ id: 'kept' }])
      const either = collections.where((where) => where.or([where('id', 'in', []), where('name', '=', 'kept')]))
      expect(await either.execute()).toEqual([{ id: 'kept' }])
    }))

  test(`${name}: change-log sequences grow and are never given out again`, () =>
    withSubject(async ({ store }) => {
      const log = async () => {
        const row = await store.db
          .insertInto('change_log')
          .values({ kind: 'document-published', document_id: 'd', at: 1 })
          .returning('sequence')
          .executeTakeFirstOrThrow()
        return row.sequence
      }
      const first = await log()
      const second = await log()
      await store.db.deleteFrom('change_log').execute()
      expect(second).toBeGreaterThan(first)
      expect(await log()).toBeGreaterThan(second)
    }))

  test(`${name}: a backup holds what is stored, and the store stays in use meanwhile`, () =>
    withSubject(async ({ store, newFile, openBackup }) => {
      await addCollection(store, 'kept')
      const file = newFile()
      const [{ sizeBytes }] = await Promise.all([store.backup(file), addCollection(store, 'meanwhile')])
      expect((await readFile(file)).length).toBe(sizeBytes)
      const copy = await openBackup(file)
      const names = (await copy.db.selectFrom('collections').select('name').execute()).map((row) => row.name)
      await copy.close()
      expect(names).toContain('kept')
      expect(await store.db.selectFrom('collections').select('name').execute()).toHaveLength(2)
    }))

  test(`${name}: a backup never overwrites a file`, () =>
    withSubject(async ({ store, newFile }) => {
      const file = newFile()
      await store.backup(file)
      await expect(store.backup(file)).rejects.toMatchObject({ code: 'LP_BACKUP_TARGET_EXISTS' })
    }))

  test(`${name}: a backup into a folder that does not exist is refused`, () =>
    withSubject(async ({ store, newFile }) => {
      const file = `${newFile()}-folder/backup.db`
      await expect(store.backup(file)).rejects.toMatchObject({ code: 'LP_BACKUP_TARGET_UNUSABLE' })
    }))

  test(`${name}: a backup whose name is too long for a file is refused`, () =>
    withSubject(async ({ store, newFile }) => {
      const file = join(dirname(newFile()), 'b'.repeat(250))
      await expect(store.backup(file)).rejects.toMatchObject({ code: 'LP_BACKUP_TARGET_UNUSABLE' })
      await expect(store.backup(`${file}${'b'.repeat(50)}`)).rejects.toMatchObject({
        code: 'LP_BACKUP_TARGET_UNUSABLE',
      })
    }))

  test(`${name}: integrity of a new store is good and its size is known`, () =>
    withSubject(async ({ store }) => {
      expect((await store.integrity()).ok).toBe(true)
      expect(await store.sizeBytes()).toBeGreaterThan(0)
    }))
}
