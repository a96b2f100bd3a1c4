import { breathe } from '../../../kernel/breathe.ts'
import type { Database } from '../../../ports/relational-store.ts'
import { orderPassages } from './order-passages.ts'
import type { UnreadPassage } from './unread-passages.ts'

const CHUNKS_PER_QUERY = 256

/** The most valuable first (see `orderPassages`), by what the graph knows of them already. */
export async function byWorth(db: Database, passages: readonly UnreadPassage[]): Promise<UnreadPassage[]> {
  const entities = new Map<number, string[]>()
  for (let first = 0; first < passages.length; first += CHUNKS_PER_QUERY) {
    const chunkIds = passages.slice(first, first + CHUNKS_PER_QUERY).map(({ chunkId }) => chunkId)
    const rows = await db
      .selectFrom('graph_entity_chunks')
      .select(['chunk_id', 'entity_id'])
      .where('chunk_id', 'in', chunkIds)
      .orderBy('chunk_id')
      .orderBy('entity_id')
      .execute()
    for (const { chunk_id: chunkId, entity_id: entityId } of rows) {
      const known = entities.get(chunkId)
      if (known === undefined) entities.set(chunkId, [entityId])
      else known.push(entityId)
    }
    await breathe()
  }
  const weighed = passages.map(({ hash, chunkId, documentIds, estimate }) => ({
    hash,
    documentId: documentIds[0] ?? '',
    entityIds: entities.get(chunkId) ?? [],
    tokens: estimate.promptTokens + estimate.completionTokens,
  }))
  const byHash = new Map(passages.map((passage) => [passage.hash, passage]))
  return (await orderPassages(weighed)).flatMap((hash) => byHash.get(hash) ?? [])
}
