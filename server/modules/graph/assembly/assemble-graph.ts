import { chooseDescription } from '../extraction/choose-description.ts'
import { relateEntities } from '../relations/relate.ts'
import { resolveEntities } from '../resolution/resolve-entities.ts'
import type { Resolution, ResolvedEntity } from '../resolution/resolution.ts'
import type { AssembledEntity, AssembledGraph, AssembledName, AssembledPlace } from './assembled-graph.ts'
import type { AssemblyDecisions, ConceptsToAssemble, DocumentToAssemble } from './assembly-input.ts'
import { collectChunks, type CollectedChunk } from './collected-chunks.ts'
import { importanceOf } from './importance.ts'
import { aliasName, type CollectedNames } from './name-collection.ts'

export interface GraphToAssemble extends AssemblyDecisions {
  /** Sorted by path. */
  readonly documents: readonly DocumentToAssemble[]
  readonly concepts: ConceptsToAssemble
  readonly names: CollectedNames
}

/** Where the chunks of one entity name it, and what models say of it. */
interface GatheredEntity {
  readonly places: AssembledPlace[]
  readonly descriptions: Set<string>
}

/**
 * The graph of a collection. Chunks and documents in it are places in the order of paths (see `CollectedChunk`), so that the same
 * documents give the same graph whatever ids they have.
 */
export function assembleGraph(input: GraphToAssemble): AssembledGraph {
  const { documents, concepts, names, decisions, vectors, mergeSimilarity } = input
  const { forms, aliases } = names
  const resolution = resolveEntities({ forms, aliases, decisions, vectors, mergeSimilarity })
  const entityOfName = new Map(
    resolution.entities.flatMap((entity) => entity.records.map(({ key }) => [key, entity] as const)),
  )
  const gathered = new Map<string, GatheredEntity>()
  const relations = relateEntities({
    chunks: relatable(collectChunks(documents, concepts), (chunk) => gather(gathered, chunk, entityOfName)),
    entityOf: (nameKey) => entityOfName.get(nameKey),
  })
  const entities = entitiesOf(resolution, gathered, input)
  const importance = importanceOf(entities, relations, concepts.gazetteer.concepts)
  return {
    entities: entities.map((entity) => ({ ...entity, importance: importance.get(entity.key) ?? 0 })),
    relations: relations.filter(({ evidence }) => evidence.length > 0),
    reviews: resolution.reviews,
  }
}

function* relatable(chunks: Iterable<CollectedChunk>, see: (chunk: CollectedChunk) => void) {
  for (const chunk of chunks) {
    see(chunk)
    const { start, text, reading, modelReading, places } = chunk
    yield {
      chunkId: chunk.chunk,
      documentId: chunk.document,
      start,
      text,
      reading,
      modelReading,
      places: places.map((place) => ({ key: place.key, start: start + place.start, end: start + place.end })),
    }
  }
}

function gather(
  gathered: Map<string, GatheredEntity>,
  { chunk, document, start, places, modelReading }: CollectedChunk,
  entityOfName: ReadonlyMap<string, ResolvedEntity>,
): void {
  const here = new Map<string, AssembledPlace>()
  for (const place of places) {
    const key = entityOfName.get(place.key)?.key
    if (key === undefined) continue
    const known = here.get(key)
    const first = { chunkId: chunk, documentId: document, start: start + place.start, end: start + place.end }
    here.set(key, known === undefined ? { ...first, mentions: 1 } : { ...known, mentions: known.mentions + 1 })
  }
  for (const [key, place] of here) {
    const entity = gathered.get(key) ?? { places: [], descriptions: new Set<string>() }
    entity.places.push(place)
    gathered.set(key, entity)
  }
  for (const { key, description } of modelReading?.mentions ?? []) {
    const entity = gathered.get(entityOfName.get(key)?.key ?? '')
    if (description !== '') entity?.descriptions.add(description)
  }
}

function entitiesOf(
  { entities }: Resolution,
  gathered: ReadonlyMap<string, GatheredEntity>,
  { names, concepts }: GraphToAssemble,
): AssembledEntity[] {
  const formOf = new Map(names.forms.map((form) => [form.key, form]))
  const conceptNames = new Map(concepts.gazetteer.concepts.map(({ id, name }) => [id, name]))
  return entities.flatMap(({ key, type, records }) => {
    const found = gathered.get(key)
    if (found === undefined) return []
    const conceptId = records.map((record) => formOf.get(record.key)?.conceptId).find((id) => id !== null) ?? null
    const named = records.map((record): AssembledName => {
      const form = formOf.get(record.key)
      const sentence =
        record.withKey === null ? undefined : names.aliasSentences.get(aliasName(record.key, record.withKey))
      const evidence =
        sentence === undefined ? null : { chunkId: sentence.chunk, start: sentence.start, end: sentence.end }
      return { ...record, name: form?.name ?? record.key, mentions: form?.mentions ?? 0, evidence }
    })
    const name = (conceptId === null ? undefined : conceptNames.get(conceptId)) ?? formOf.get(key)?.name ?? key
    const description = chooseDescription(found.descriptions, formOf.get(key)?.language ?? 'und')
    return [{ key, name, type, conceptId, names: named, places: found.places, importance: 0, description }]
  })
}
