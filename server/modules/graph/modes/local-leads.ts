import { nearRelations } from '../queries/near-relations.ts'
import { entityRarity } from './entity-rarity.ts'
import { placesOfEntities } from './entity-places.ts'
import { byScore, isAllowed, type GraphSearch, type Lead } from './graph-search.ts'
import { MODES } from './mode-parameters.ts'
import { wordsFactor } from './question-words.ts'

const LEADS_TOLD = 3

/** Passages that name several of the entities of the question, or what is related to them: rare ones count more. */
export async function localLeads(search: GraphSearch): Promise<Lead[]> {
  const { db, named, words, passages, read } = search
  const weights = await entityWeights(search)
  const places = (await placesOfEntities(db, [...weights.keys()], MODES.placesOfEntity)).filter((place) =>
    isAllowed(search, place.documentId),
  )
  const naming = new Map<string, number>(named.map((entity) => [entity.id, entity.passages]))
  for (const { entityId } of places) if (!naming.has(entityId)) naming.set(entityId, 0)
  const counted = new Map<string, number>()
  for (const { entityId } of places) counted.set(entityId, (counted.get(entityId) ?? 0) + 1)
  const parts = new Map<number, { entityId: string; value: number }[]>()
  for (const { entityId, chunkId, mentions } of places) {
    const rarity = entityRarity(Math.max(naming.get(entityId) ?? 0, counted.get(entityId) ?? 0), passages)
    const value = (weights.get(entityId) ?? 0) * rarity * (mentions / (mentions + 1))
    parts.set(chunkId, [...(parts.get(chunkId) ?? []), { entityId, value }])
  }
  const leads = [...parts].map(([chunkId, entities]): Lead => {
    const best = entities.toSorted((one, other) => other.value - one.value || (one.entityId < other.entityId ? -1 : 1))
    return {
      chunkId,
      score: best.reduce((sum, { value }) => sum + value, 0),
      entityIds: best.slice(0, LEADS_TOLD).map(({ entityId }) => entityId),
      relationIds: [],
      fromChunkId: null,
    }
  })
  const nearest = leads.toSorted(byScore).slice(0, 2 * MODES.depth)
  const chunks = await read(nearest.map(({ chunkId }) => chunkId))
  return nearest
    .flatMap((lead) => {
      const chunk = chunks.get(lead.chunkId)
      if (chunk === undefined) return []
      return [{ ...lead, score: lead.score * wordsFactor(words, chunk) }]
    })
    .toSorted(byScore)
    .slice(0, MODES.depth)
}

/** Of the entities named 1, of their neighbours by the surest relation that leads there. */
async function entityWeights({ db, named }: GraphSearch): Promise<ReadonlyMap<string, number>> {
  const weights = new Map<string, number>(named.map(({ id }) => [id, 1]))
  const near = await nearRelations(db, [...weights.keys()], { most: MODES.relationsOfEntity })
  for (const { to, confidence } of near) {
    weights.set(to, Math.max(weights.get(to) ?? 0, MODES.neighbourWeight * confidence))
  }
  return weights
}
