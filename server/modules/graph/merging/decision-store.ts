import type { Database } from '../../../ports/relational-store.ts'

/** Two names by their ids, in either order. */
export type NamePair = readonly [string, string]

export interface DecisionChange {
  readonly same?: readonly NamePair[]
  readonly different?: readonly NamePair[]
  /** Nothing is decided on these any more. Done before the others are stored. */
  readonly undecided?: readonly NamePair[]
}

/** What the user said of pairs of names, by hashes of the names. */
export interface DecisionStore {
  /** In one transaction. */
  change(collectionId: string, change: DecisionChange, decidedAt: number): Promise<void>
  /** Null: nothing. */
  read(collectionId: string, pair: NamePair): Promise<'same' | 'different' | null>
}

const PAIRS_PER_STATEMENT = 200

export function createDecisionStore(db: Database): DecisionStore {
  return {
    async change(collectionId, { same = [], different = [], undecided = [] }, decidedAt) {
      await db.transaction().execute(async (transaction) => {
        for (const [one, other] of undecided.map(ordered)) {
          await transaction
            .deleteFrom('graph_merge_decisions')
            .where('collection_id', '=', collectionId)
            .where('first_id', '=', one)
            .where('second_id', '=', other)
            .execute()
        }
        const rows = [...same.map(decided('same')), ...different.map(decided('different'))].map((row) => ({
          ...row,
          collection_id: collectionId,
          decided_at: decidedAt,
        }))
        for (let from = 0; from < rows.length; from += PAIRS_PER_STATEMENT) {
          await transaction
            .insertInto('graph_merge_decisions')
            .values(rows.slice(from, from + PAIRS_PER_STATEMENT))
            .onConflict((conflict) =>
              conflict.columns(['collection_id', 'first_id', 'second_id']).doUpdateSet((value) => ({
                decision: value.ref('excluded.decision'),
                decided_at: value.ref('excluded.decided_at'),
              })),
            )
            .execute()
        }
      })
    },
    async read(collectionId, pair) {
      const [one, other] = ordered(pair)
      const row = await db
        .selectFrom('graph_merge_decisions')
        .select('decision')
        .where('collection_id', '=', collectionId)
        .where('first_id', '=', one)
        .where('second_id', '=', other)
        .executeTakeFirst()
      return row?.decision ?? null
    },
  }
}

const ordered = ([one, other]: NamePair): NamePair => (one < other ? [one, other] : [other, one])

const decided = (decision: 'same' | 'different') => (pair: NamePair) => {
  const [first, second] = ordered(pair)
  return { first_id: first, second_id: second, decision }
}
