import type { Database, DatabaseTransaction } from '../../../ports/relational-store.ts'
import type { ConceptPair } from '../prerequisites/prerequisite-input.ts'

/** What the user said of one concept. */
export interface ConceptEdit {
  readonly name: string | null
  readonly hidden: boolean | null
}

/** All that a user changed in a collection. Concepts are named by id: no word of a document is kept, only names that the user typed. */
export interface CollectionEdits {
  readonly byConcept: ReadonlyMap<string, ConceptEdit>
  readonly placements: ReadonlyMap<string, string>
  readonly pinned: readonly ConceptPair[]
  readonly forbidden: readonly ConceptPair[]
}

export interface Placement {
  readonly phraseId: string
  /** Null: where it is without the user. */
  readonly targetId: string | null
}

export interface EditStore {
  /** Number of edits so far; equal numbers mean equal edits. */
  count(collectionId: string): Promise<number>
  read(collectionId: string): Promise<CollectionEdits>
  change(collectionId: string, conceptId: string, edit: Partial<ConceptEdit>): Promise<void>
  place(collectionId: string, placements: readonly Placement[]): Promise<void>
  /** `derived` takes an earlier decision back. */
  decide(collectionId: string, pair: ConceptPair, decision: 'pinned' | 'forbidden' | 'derived'): Promise<void>
  /** A number that grows whenever `basis` is another than at the call before. */
  revision(collectionId: string, basis: string): Promise<number>
}

export function createEditStore(db: Database): EditStore {
  /** One transaction per edit; the count and the edit are one. */
  const editing = async (
    collectionId: string,
    edit: (transaction: DatabaseTransaction) => Promise<unknown>,
  ): Promise<void> => {
    await db.transaction().execute(async (transaction) => {
      await ensureRow(transaction, collectionId)
      await edit(transaction)
      await transaction
        .updateTable('concept_collections')
        .set((value) => ({ edits: value('edits', '+', 1) }))
        .where('collection_id', '=', collectionId)
        .execute()
    })
  }

  return {
    async count(collectionId) {
      const row = await db
        .selectFrom('concept_collections')
        .select('edits')
        .where('collection_id', '=', collectionId)
        .executeTakeFirst()
      return row?.edits ?? 0
    },
    read: async (collectionId) => await readEdits(db, collectionId),
    async change(collectionId, conceptId, edit) {
      const hidden = edit.hidden === undefined || edit.hidden === null ? {} : ({ hidden: edit.hidden ? 1 : 0 } as const)
      const change = { ...(edit.name === undefined ? {} : { name: edit.name }), ...hidden }
      await editing(collectionId, async (transaction) => {
        await transaction
          .insertInto('concept_edits')
          .values({ collection_id: collectionId, concept_id: conceptId, name: null, hidden: null, ...change })
          .onConflict((conflict) =>
            conflict.columns(['collection_id', 'concept_id']).doUpdateSet({ concept_id: conceptId, ...change }),
          )
          .execute()
      })
    },
    async place(collectionId, placements) {
      await editing(collectionId, async (transaction) => {
        for (const placement of placements) await placeOne(transaction, { collectionId, ...placement })
      })
    },
    async decide(collectionId, { conceptId, prerequisiteId }, decision) {
      await editing(collectionId, async (transaction) => {
        await transaction
          .deleteFrom('prerequisite_decisions')
          .where('collection_id', '=', collectionId)
          .where('concept_id', '=', conceptId)
          .where('prerequisite_id', '=', prerequisiteId)
          .execute()
        if (decision === 'derived') return
        await transaction
          .insertInto('prerequisite_decisions')
          .values({ collection_id: collectionId, concept_id: conceptId, prerequisite_id: prerequisiteId, decision })
          .execute()
      })
    },
    revision: async (collectionId, basis) =>
      await db.transaction().execute(async (transaction) => {
        await ensureRow(transaction, collectionId)
        const known = await transaction
          .selectFrom('concept_collections')
          .select(['revision', 'basis'])
          .where('collection_id', '=', collectionId)
          .executeTakeFirstOrThrow()
        if (known.basis === basis) return known.revision
        const revision = known.revision + 1
        await transaction
          .updateTable('concept_collections')
          .set({ revision, basis })
          .where('collection_id', '=', collectionId)
          .execute()
        return revision
      }),
  }
}

async function ensureRow(transaction: DatabaseTransaction, collectionId: string): Promise<void> {
  await transaction
    .insertInto('concept_collections')
    .values({ collection_id: collectionId, edits: 0, revision: 0, basis: '' })
    .onConflict((conflict) => conflict.column('collection_id').doNothing())
    .execute()
}

async function placeOne(
  transaction: DatabaseTransaction,
  { collectionId, phraseId, targetId }: Placement & { readonly collectionId: string },
): Promise<void> {
  await transaction
    .deleteFrom('concept_placements')
    .where('collection_id', '=', collectionId)
    .where('phrase_id', '=', phraseId)
    .execute()
  if (targetId === null) return
  await transaction
    .insertInto('concept_placements')
    .values({ collection_id: collectionId, phrase_id: phraseId, target_id: targetId })
    .execute()
}

async function readEdits(db: Database, collectionId: string): Promise<CollectionEdits> {
  const edits = await db.selectFrom('concept_edits').selectAll().where('collection_id', '=', collectionId).execute()
  const placements = await db
    .selectFrom('concept_placements')
    .selectAll()
    .where('collection_id', '=', collectionId)
    .orderBy('phrase_id')
    .execute()
  const decisions = await db
    .selectFrom('prerequisite_decisions')
    .selectAll()
    .where('collection_id', '=', collectionId)
    .orderBy('concept_id')
    .orderBy('prerequisite_id')
    .execute()
  const pairs = (wanted: 'pinned' | 'forbidden'): ConceptPair[] =>
    decisions
      .filter(({ decision }) => decision === wanted)
      .map((row) => ({ conceptId: row.concept_id, prerequisiteId: row.prerequisite_id }))
  return {
    byConcept: new Map(
      edits.map(({ concept_id: id, name, hidden }) => [id, { name, hidden: hidden === null ? null : hidden === 1 }]),
    ),
    placements: new Map(placements.map((row) => [row.phrase_id, row.target_id])),
    pinned: pairs('pinned'),
    forbidden: pairs('forbidden'),
  }
}
