import { breathe, collectInSlices } from '../../../kernel/breathe.ts'
import type { Database } from '../../../ports/relational-store.ts'
import { reviewIdOf } from '../graph-ids.ts'
import type { PairForReview } from '../resolution/resolution.ts'

const REVIEWS_PER_TRANSACTION = 200

/** All pairs of a collection that wait for a decision; those that are stored as they are stay untouched. */
export async function writeReviews(
  db: Database,
  collectionId: string,
  reviews: readonly PairForReview[],
): Promise<void> {
  const wanted = new Map(
    (await collectInSlices(rowsOf(collectionId, reviews), REVIEWS_PER_TRANSACTION)).map((row) => [row.id, row]),
  )
  const stored = await db
    .selectFrom('graph_merge_reviews')
    .selectAll()
    .where('collection_id', '=', collectionId)
    .execute()
  const same = new Set<string>()
  const gone: string[] = []
  for (const row of stored) {
    const now = wanted.get(row.id)
    if (now === undefined) gone.push(row.id)
    else if (now.score === row.score && now.similarity === row.similarity && now.reasons_json === row.reasons_json) {
      same.add(row.id)
    }
  }
  const changed = [...wanted.values()].filter(({ id }) => !same.has(id))
  for (let at = 0; at < gone.length; at += REVIEWS_PER_TRANSACTION) {
    await db
      .deleteFrom('graph_merge_reviews')
      .where('id', 'in', gone.slice(at, at + REVIEWS_PER_TRANSACTION))
      .execute()
    await breathe()
  }
  for (let at = 0; at < changed.length; at += REVIEWS_PER_TRANSACTION) {
    await db
      .insertInto('graph_merge_reviews')
      .values(changed.slice(at, at + REVIEWS_PER_TRANSACTION))
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet((set) => ({
          similarity: set.ref('excluded.similarity'),
          score: set.ref('excluded.score'),
          reasons_json: set.ref('excluded.reasons_json'),
        })),
      )
      .execute()
    await breathe()
  }
}

function* rowsOf(collectionId: string, reviews: readonly PairForReview[]) {
  for (const { firstKey, secondKey, similarity, score, reasons } of reviews) {
    yield {
      id: reviewIdOf(collectionId, firstKey, secondKey),
      collection_id: collectionId,
      first_key: firstKey,
      second_key: secondKey,
      similarity,
      score,
      reasons_json: JSON.stringify(reasons),
    }
  }
}
