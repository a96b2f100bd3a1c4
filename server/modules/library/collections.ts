import { CollectionName, LearnPathError } from '@learnpath/contracts'
import type { Collection, CollectionVisibility } from '@learnpath/contracts'
import { currentMember } from '../../kernel/access/current-member.ts'
import { currentScope, outsideScopes } from '../../kernel/access/access-scope.ts'
import type { Database } from '../../ports/relational-store.ts'
import { isoTime } from './document-row.ts'
import type { VisibleCollections } from './library-api.ts'
import type { LibraryDependencies } from './library-dependencies.ts'

/** Named sets of documents. */
export interface Collections {
  /** @throws LP_COLLECTION_EXISTS, LP_REQUEST_INVALID */
  create(name: string, visibility?: CollectionVisibility): Promise<Collection>
  /** @throws LP_COLLECTION_NOT_FOUND, LP_COLLECTION_EXISTS */
  setVisibility(collectionId: string, visibility: CollectionVisibility): Promise<Collection>
  /** @throws LP_COLLECTION_NOT_FOUND */
  find(idOrName: string, options?: { readonly create?: boolean }): Promise<Collection>
  list(): Promise<Collection[]>
  /** Those that may be seen; null for the program itself. */
  visible(): Promise<VisibleCollections | null>
}

export function createCollections(
  dependencies: Pick<LibraryDependencies, 'store' | 'clock' | 'idSource'>,
): Collections {
  const { db } = dependencies.store

  async function create(name: string, visibility: CollectionVisibility = 'shared'): Promise<Collection> {
    const valid = validName(name)
    const id = dependencies.idSource.next('col')
    const result = await db
      .insertInto('collections')
      .values({
        id,
        name: valid,
        created_at: dependencies.clock.now(),
        owner_id: ownerOf(visibility),
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (Number(result.numInsertedOrUpdatedRows ?? 0) === 0) {
      throw new LearnPathError('LP_COLLECTION_EXISTS', { detail: valid })
    }
    return await find(id)
  }

  async function find(idOrName: string, options: { readonly create?: boolean } = {}): Promise<Collection> {
    const rows = await selectCollections(db)
      .where((where) => where.or([where('c.id', '=', idOrName), where('c.name', '=', idOrName.trim())]))
      .execute()
    // Of two that may be seen by the same name, one's own.
    const row = rows.find(({ id }) => id === idOrName) ?? rows.find(({ owner_id }) => owner_id !== null) ?? rows[0]
    if (row !== undefined) return toCollection(row)
    if (options.create !== true) throw new LearnPathError('LP_COLLECTION_NOT_FOUND', { detail: idOrName })
    try {
      return await create(idOrName)
    } catch (error) {
      // Somebody made it between the look and the insert.
      if (error instanceof LearnPathError && error.code === 'LP_COLLECTION_EXISTS') return await find(idOrName)
      throw error
    }
  }

  async function setVisibility(collectionId: string, visibility: CollectionVisibility): Promise<Collection> {
    const { id, name } = await find(collectionId)
    const ownerId = ownerOf(visibility)
    await db.transaction().execute(async (transaction) => {
      const taken = await transaction
        .selectFrom('collections')
        .select('id')
        .where('name', '=', name)
        .where('id', '<>', id)
        .where('owner_id', 'is not distinct from', ownerId)
        .executeTakeFirst()
      if (taken !== undefined) throw new LearnPathError('LP_COLLECTION_EXISTS', { detail: name })
      await transaction.updateTable('collections').set({ owner_id: ownerId }).where('id', '=', id).execute()
    })
    return await find(id)
  }

  return {
    create,
    setVisibility,
    find,
    async list(): Promise<Collection[]> {
      return (await selectCollections(db).orderBy('c.name').execute()).map(toCollection)
    },
    async visible() {
      const scope = currentScope()
      if (scope === null) return null
      const seen = await db.selectFrom('collections').select('id').orderBy('id').execute()
      const all = await outsideScopes(
        async () =>
          await db
            .selectFrom('collections')
            .select((select) => select.fn.countAll<number>().as('count'))
            .executeTakeFirstOrThrow(),
      )
      const ids = seen.map(({ id }) => id)
      return { workspaceId: scope.workspaceId, ids, areAll: ids.length === all.count }
    },
  }
}

/** Null: everybody in the workspace. */
const ownerOf = (visibility: CollectionVisibility): string | null => (visibility === 'private' ? currentMember() : null)

function selectCollections(db: Database) {
  return db
    .selectFrom('collections as c')
    .select(['c.id', 'c.name', 'c.created_at', 'c.owner_id'])
    .select((select) =>
      select
        .selectFrom('documents as d')
        .whereRef('d.collection_id', '=', 'c.id')
        .select((inner) => inner.fn.countAll<number>().as('count'))
        .as('document_count'),
    )
}

function toCollection(row: {
  readonly id: string
  readonly name: string
  readonly created_at: number
  readonly owner_id: string | null
  readonly document_count: number | null
}): Collection {
  return {
    id: row.id,
    name: row.name,
    documentCount: row.document_count ?? 0,
    createdAt: isoTime(row.created_at),
    visibility: row.owner_id === null ? 'shared' : 'private',
  }
}

function validName(name: string): string {
  const parsed = CollectionName.safeParse(name)
  if (parsed.success) return parsed.data
  throw new LearnPathError('LP_REQUEST_INVALID', {
    detail: 'the name of a collection',
    issues: parsed.error.issues.map(({ message }) => ({ field: 'collection', message })),
  })
}
