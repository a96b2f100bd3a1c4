import { inBatches } from '../queries/in-batches.ts'
import { nearRelations } from '../queries/near-relations.ts'
import { relationsById, type RelationRow } from '../queries/relation-rows.ts'
import { entityRarity } from './entity-rarity.ts'
import { byScore, isAllowed, type GraphSearch, type Lead } from './graph-search.ts'
import { MODES } from './mode-parameters.ts'
import { wordsFactor } from './question-words.ts'
import { asksFor } from './relation-words.ts'

/** Of a relation whose kind the question asks for, and of one whose keywords are all the question's. */
const KIND_BONUS = 0.5
const KEYWORDS_BONUS = 0.5
/** Relations looked at of each entity. */
const RELATIONS_OF_ENTITY = 40

/** Passages that are evidence for the relations that fit the question best: by their ends, their kind, and keywords that a language model gave. */
export async function globalLeads(search: GraphSearch, question: string): Promise<Lead[]> {
  const scores = await fittingRelations(search, question)
  const evidence = await inBatches(
    scores.keys(),
    async (batch) =>
      await search.db
        .selectFrom('graph_relation_evidence')
        .select(['relation_id as relationId', 'chunk_id as chunkId', 'document_id as documentId'])
        .where('relation_id', 'in', batch)
        .orderBy('relation_id')
        .orderBy('ordinal')
        .execute(),
  )
  const relations = new Map<number, Set<string>>()
  for (const { relationId, chunkId, documentId } of evidence) {
    if (!isAllowed(search, documentId)) continue
    relations.set(chunkId, (relations.get(chunkId) ?? new Set()).add(relationId))
  }
  const chunks = await search.read([...relations.keys()])
  const scoreOf = (id: string): number => scores.get(id) ?? 0
  return [...relations]
    .flatMap(([chunkId, ids]): Lead[] => {
      const chunk = chunks.get(chunkId)
      if (chunk === undefined) return []
      const best = [...ids].toSorted((one, other) => scoreOf(other) - scoreOf(one) || (one < other ? -1 : 1))
      const sum = best.reduce((total, id) => total + scoreOf(id), 0)
      const score = sum * wordsFactor(search.words, chunk)
      return [{ chunkId, score, entityIds: [], relationIds: best, fromChunkId: null }]
    })
    .toSorted(byScore)
    .slice(0, MODES.depth)
}

/** The best relations by id. */
async function fittingRelations(search: GraphSearch, question: string): Promise<ReadonlyMap<string, number>> {
  const { db, named, passages } = search
  const near = await nearRelations(
    db,
    named.map(({ id }) => id),
    { most: RELATIONS_OF_ENTITY },
  )
  const rarity = new Map(named.map((entity) => [entity.id, entityRarity(entity.passages, passages)]))
  const rows = await relationsById(db, [...new Set(near.map(({ id }) => id))])
  const scored = rows.map((row) => {
    const ends = (rarity.get(row.source_id) ?? 0) + (rarity.get(row.target_id) ?? 0)
    const asked = asksFor(row.kind, question) ? KIND_BONUS : 0
    return [row.id, row.confidence * ends * (1 + asked + KEYWORDS_BONUS * keywordShare(row, question))] as const
  })
  return new Map(
    scored.toSorted(([one, left], [other, right]) => right - left || (one < other ? -1 : 1)).slice(0, MODES.relations),
  )
}

function keywordShare({ keywords_json: json }: RelationRow, question: string): number {
  const keywords = JSON.parse(json) as string[]
  const asked = question.toLowerCase()
  return keywords.length === 0
    ? 0
    : keywords.filter((keyword) => asked.includes(keyword.toLowerCase())).length / keywords.length
}
