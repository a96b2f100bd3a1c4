import type { DatabaseTransaction } from '../../../ports/relational-store.ts'
import type { RelationChange } from '../assembly/graph-change.ts'
import { existingIds } from './existing-ids.ts'

/** Those whose ends are stored and that have evidence in a chunk that is there. */
export async function writeRelations(
  transaction: DatabaseTransaction,
  collectionId: string,
  changes: readonly RelationChange[],
): Promise<void> {
  const ends = await existingIds(transaction, 'graph_entities', [
    ...new Set(changes.flatMap(({ relation }) => [relation.source_id, relation.target_id])),
  ])
  const chunks = await existingIds(transaction, 'chunks', [
    ...new Set(changes.flatMap(({ evidence }) => evidence.map((row) => row.chunk_id))),
  ])
  const founded = changes
    .filter(({ relation }) => ends.has(relation.source_id) && ends.has(relation.target_id))
    .map(({ relation, evidence }) => ({ relation, evidence: evidence.filter((row) => chunks.has(row.chunk_id)) }))
    .filter(({ evidence }) => evidence.length > 0)
  if (founded.length === 0) return
  await transaction
    .insertInto('graph_relations')
    .values(founded.map(({ relation }) => ({ ...relation, collection_id: collectionId })))
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((set) => ({
        confidence: set.ref('excluded.confidence'),
        origins: set.ref('excluded.origins'),
        evidence_count: set.ref('excluded.evidence_count'),
        description: set.ref('excluded.description'),
        keywords_json: set.ref('excluded.keywords_json'),
        digest: set.ref('excluded.digest'),
      })),
    )
    .execute()
  await writeEvidence(transaction, founded)
}

async function writeEvidence(transaction: DatabaseTransaction, changes: readonly RelationChange[]): Promise<void> {
  await transaction
    .insertInto('graph_relation_evidence')
    .values(changes.flatMap(({ relation, evidence }) => evidence.map((row) => ({ ...row, relation_id: relation.id }))))
    .onConflict((conflict) =>
      conflict.columns(['relation_id', 'ordinal']).doUpdateSet((set) => ({
        document_id: set.ref('excluded.document_id'),
        chunk_id: set.ref('excluded.chunk_id'),
        start_offset: set.ref('excluded.start_offset'),
        end_offset: set.ref('excluded.end_offset'),
        source_start: set.ref('excluded.source_start'),
        source_end: set.ref('excluded.source_end'),
        target_start: set.ref('excluded.target_start'),
        target_end: set.ref('excluded.target_end'),
        origin: set.ref('excluded.origin'),
        rule: set.ref('excluded.rule'),
      })),
    )
    .execute()
  // What the relation had before and has no more: after the new evidence, so that it is never without.
  const known = await transaction
    .selectFrom('graph_relation_evidence')
    .select(['relation_id', 'ordinal'])
    .where(
      'relation_id',
      'in',
      changes.map(({ relation }) => relation.id),
    )
    .execute()
  const kept = new Set(
    changes.flatMap(({ relation, evidence }) => evidence.map((row) => `${relation.id} ${row.ordinal}`)),
  )
  for (const { relation_id: id, ordinal } of known) {
    if (kept.has(`${id} ${ordinal}`)) continue
    await transaction
      .deleteFrom('graph_relation_evidence')
      .where('relation_id', '=', id)
      .where('ordinal', '=', ordinal)
      .execute()
  }
}
