import type { Selectable } from 'kysely'
import type { Relation, RelationEvidence, RelationOrigin } from '@learnpath/contracts'
import type { GraphRelationEvidenceTable, GraphRelationsTable } from '../../../ports/graph-tables.ts'
import type { Database } from '../../../ports/relational-store.ts'
import { entitiesById, type EntityRow } from './entity-rows.ts'
import { inBatches } from './in-batches.ts'
import { readPassages, type PassageSources } from './source-passages.ts'

export type RelationRow = Omit<Selectable<GraphRelationsTable>, 'collection_id' | 'digest'>
type EvidenceRow = Selectable<GraphRelationEvidenceTable>

export interface RelationSources extends PassageSources {
  readonly db: Database
}

/** What no document gives evidence for any more is not stored. */
// oxlint-disable-next-line typescript/explicit-module-boundary-types -- the type of a query is what Kysely infers
export function selectRelations(db: Database) {
  return db
    .selectFrom('graph_relations as r')
    .select([
      'r.id',
      'r.source_id',
      'r.target_id',
      'r.kind',
      'r.confidence',
      'r.origins',
      'r.evidence_count',
      'r.description',
      'r.keywords_json',
    ])
}

/** In the order of the ids; absent where there are none any more. */
export async function relationsById(db: Database, ids: readonly string[]): Promise<RelationRow[]> {
  const rows = await inBatches(ids, async (batch) => await selectRelations(db).where('r.id', 'in', batch).execute())
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

export interface ShownEvidence {
  /** Pieces for each relation, at most. */
  readonly most: number
  /** Ends that are known already. */
  readonly ends?: ReadonlyMap<string, EntityRow>
}

/** In the form of the contract, with exact sentences; without those whose evidence or ends are gone. */
export async function toRelations(
  sources: RelationSources,
  rows: readonly RelationRow[],
  { most, ends }: ShownEvidence,
): Promise<Relation[]> {
  const known = ends ?? (await endsOf(sources.db, rows))
  const evidence = await readEvidence(sources, rows, most)
  return rows.flatMap((row) => {
    const [source, target] = [known.get(row.source_id), known.get(row.target_id)]
    const shown = evidence.get(row.id) ?? []
    if (source === undefined || target === undefined || shown.length === 0) return []
    return {
      id: row.id,
      kind: row.kind,
      source: toEnd(source),
      target: toEnd(target),
      confidence: row.confidence,
      origins: row.origins.split(',') as RelationOrigin[],
      evidenceCount: row.evidence_count,
      evidence: shown,
      description: row.description,
      keywords: JSON.parse(row.keywords_json) as string[],
    }
  })
}

export const toEnd = ({ id, name, type, concept_id: conceptId }: EntityRow): Relation['source'] => ({
  id,
  name,
  type,
  conceptId,
})

async function endsOf(db: Database, rows: readonly RelationRow[]): Promise<ReadonlyMap<string, EntityRow>> {
  return await entitiesById(
    db,
    rows.flatMap(({ source_id: source, target_id: target }) => [source, target]),
  )
}

async function readEvidence(
  sources: RelationSources,
  relations: readonly RelationRow[],
  most: number,
): Promise<ReadonlyMap<string, RelationEvidence[]>> {
  const rows = await inBatches(
    relations.map(({ id }) => id),
    async (batch) =>
      await sources.db
        .selectFrom('graph_relation_evidence')
        .selectAll()
        .where('relation_id', 'in', batch)
        .orderBy('relation_id')
        .orderBy('ordinal')
        .execute(),
  )
  const counts = new Map<string, number>()
  const shown = rows.filter(({ relation_id: id }) => {
    counts.set(id, (counts.get(id) ?? 0) + 1)
    return (counts.get(id) ?? 0) <= most
  })
  const passages = await readPassages(
    sources,
    shown.map((row) => ({ chunkId: row.chunk_id, start: row.start_offset, end: row.end_offset })),
  )
  const evidence = new Map<string, RelationEvidence[]>()
  for (const [index, row] of shown.entries()) {
    const passage = passages[index]
    if (passage === null || passage === undefined) continue
    const pieces = evidence.get(row.relation_id) ?? []
    pieces.push({ passage, ...rangesOf(row), origin: row.origin, rule: row.rule })
    evidence.set(row.relation_id, pieces)
  }
  return evidence
}

function rangesOf(row: EvidenceRow): Pick<RelationEvidence, 'source' | 'target'> {
  return { source: range(row.source_start, row.source_end), target: range(row.target_start, row.target_end) }
}

const range = (start: number | null, end: number | null): RelationEvidence['source'] =>
  start === null || end === null ? null : { start, end }
