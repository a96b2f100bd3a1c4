import { entitiesOfPassages, type PassageEntity, placesOfEntities } from './entity-places.ts'
import { entityRarity } from './entity-rarity.ts'
import { byScore, isAllowed, type GraphSearch, type Lead } from './graph-search.ts'
import { MODES } from './mode-parameters.ts'

/** A passage that the ordinary search found. */
export interface FirstPassage {
  readonly chunkId: number
  readonly documentId: string
  readonly score: number
}

/** What a passage shares with a first one. */
interface Link {
  readonly first: FirstPassage
  readonly chunkId: number
  /** Entities of both, the rarest first. */
  readonly shared: readonly PassageEntity[]
  readonly value: number
}

const ENTITIES_TOLD = 3

/**
 * Passages of other documents that name what the best passages of the ordinary search name, and hold words of the question that those do
 * not: where one passage names the thing that another one tells about. The more telling the shared entities are of both, and the more
 * of the question only both together hold, the better.
 */
export async function bridgeLeads(search: GraphSearch, ordinary: readonly FirstPassage[]): Promise<Lead[]> {
  const firsts = ordinary.slice(0, MODES.firstPassages)
  const best = firsts[0]?.score ?? 0
  if (best <= 0) return []
  const links = await linksOf(search, firsts)
  const chunks = await search.read([...new Set([...firsts, ...links].map(({ chunkId }) => chunkId))])
  const held = new Map([...chunks].map(([id, chunk]) => [id, search.words.wordsIn(chunk)]))
  const norms = normsOf(await entitiesOfPassages(search.db, held.keys()), search.passages)
  const leads = new Map<number, Lead>()
  for (const { first, chunkId, shared, value } of links) {
    const known = held.get(first.chunkId)
    const fresh = [...(held.get(chunkId) ?? [])].filter((word) => known?.has(word) !== true)
    const likeness = value / Math.sqrt((norms.get(first.chunkId) ?? 1) * (norms.get(chunkId) ?? 1))
    const score = (first.score / best) * likeness * search.words.share(fresh)
    if (score <= (leads.get(chunkId)?.score ?? 0)) continue
    const entityIds = shared.slice(0, ENTITIES_TOLD).map(({ entityId }) => entityId)
    leads.set(chunkId, { chunkId, score, entityIds, relationIds: [], fromChunkId: first.chunkId })
  }
  return [...leads.values()].toSorted(byScore).slice(0, MODES.depth)
}

async function linksOf(search: GraphSearch, firsts: readonly FirstPassage[]): Promise<Link[]> {
  const { db, passages } = search
  const entities = telling(
    await entitiesOfPassages(
      db,
      firsts.map(({ chunkId }) => chunkId),
    ),
  )
  const byId = new Map(entities.map((entity) => [entity.entityId, entity]))
  const places = (await placesOfEntities(db, [...byId.keys()], MODES.tellingPassages)).filter((place) =>
    isAllowed(search, place.documentId),
  )
  return firsts.flatMap((first) => {
    const own = new Set(entities.filter(({ chunkId }) => chunkId === first.chunkId).map(({ entityId }) => entityId))
    const shared = new Map<number, PassageEntity[]>()
    for (const { entityId, chunkId, documentId } of places) {
      const entity = byId.get(entityId)
      if (entity === undefined || !own.has(entityId) || documentId === first.documentId) continue
      shared.set(chunkId, [...(shared.get(chunkId) ?? []), entity])
    }
    return [...shared]
      .map(([chunkId, both]): Link => ({
        first,
        chunkId,
        shared: both.toSorted(
          (one, other) => one.passages - other.passages || (one.entityId < other.entityId ? -1 : 1),
        ),
        value: both.reduce((sum, entity) => sum + entityRarity(entity.passages, passages) ** 2, 0),
      }))
      .toSorted((one, other) => other.value - one.value || one.chunkId - other.chunkId)
      .slice(0, MODES.linkedPassages)
  })
}

/** Entities rare enough to lead somewhere, the rarest first, as many as may be followed. */
function telling(entities: readonly PassageEntity[]): PassageEntity[] {
  let places = 0
  const counted = new Set<string>()
  return entities
    .filter(({ passages }) => passages > 1 && passages <= MODES.tellingPassages)
    .toSorted((one, other) => one.passages - other.passages || (one.entityId < other.entityId ? -1 : 1))
    .filter(({ entityId, passages }) => {
      if (!counted.has(entityId)) places += passages
      counted.add(entityId)
      return places <= MODES.mostPlaces
    })
}

/** Squared length of each passage as a vector of its telling entities. */
function normsOf(entities: readonly PassageEntity[], passages: number): ReadonlyMap<number, number> {
  const norms = new Map<number, number>()
  for (const { chunkId, passages: naming } of entities) {
    norms.set(chunkId, (norms.get(chunkId) ?? 0) + entityRarity(naming, passages) ** 2)
  }
  return norms
}
