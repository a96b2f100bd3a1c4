import { LearnPathError, type CreatePlanRequest } from '@learnpath/contracts'
import { breathe } from '../../../kernel/breathe.ts'
import { escapeQuery } from '../../../kernel/text/query-syntax.ts'
import type { ConceptMap, StudyDocument } from '../../../ports/study-material.ts'
import type { PlansDependencies } from '../plans-dependencies.ts'
import { readGoal, type GoalPart } from './goal.ts'
import type { GoalHit } from './goal-relevance.ts'
import { requestedCollection } from './requested-collection.ts'

/** What a plan is made from: the documents that may matter, in reading order, and the goal as read. */
export interface FoundMaterial {
  readonly map: ConceptMap
  readonly documents: readonly StudyDocument[]
  readonly goal: readonly GoalPart[]
  readonly hits: readonly GoalHit[]
}

type Sources = Pick<PlansDependencies, 'library' | 'retrieval' | 'concepts'>

/** Passages looked at for the goal, and for each of its parts. */
const HITS = 100
/** Steps from a concept to its prerequisites whose documents are read. */
const STEPS = 2

/** @throws LP_COLLECTION_NOT_FOUND, LP_DOCUMENT_NOT_FOUND, LP_CONCEPT_NOT_FOUND */
export async function findMaterial(sources: Sources, request: CreatePlanRequest): Promise<FoundMaterial> {
  const collection = await requestedCollection(sources.library, request)
  for (const id of request.documentIds ?? []) {
    const document = await sources.library.get(id)
    if (document.collection !== collection.name) {
      throw new LearnPathError('LP_DOCUMENT_NOT_FOUND', { detail: `${id} is not in the collection ${collection.name}` })
    }
  }
  const map = await sources.concepts.map(collection.id)
  const known = new Set(map.concepts.map(({ id }) => id))
  const missing = (request.conceptIds ?? []).find((id) => !known.has(id))
  if (missing !== undefined) throw new LearnPathError('LP_CONCEPT_NOT_FOUND', { detail: missing })
  const { goal, hits } = await askForGoal(sources, request, map)
  const wanted = wantedDocuments(request, map, { goal, hits })
  const documents: StudyDocument[] = []
  for (const id of map.documentIds) {
    if (!wanted.has(id)) continue
    documents.push(await sources.concepts.studyDocument(id, map))
    await breathe()
  }
  return { map, documents, goal, hits }
}

async function askForGoal(
  { retrieval }: Sources,
  { goal: words, documentIds }: CreatePlanRequest,
  { collection }: ConceptMap,
): Promise<Pick<FoundMaterial, 'goal' | 'hits'>> {
  if (words === '') return { goal: [], hits: [] }
  const weights = new Map<string, number>()
  for (const { word, inverseDocumentFrequency } of await retrieval.queryTerms(words)) {
    weights.set(word, Math.max(inverseDocumentFrequency, weights.get(word) ?? 0))
  }
  const goal = readGoal(words, (word) => weights.get(word) ?? null)
  const filters = { collections: [collection], ...(documentIds === undefined ? {} : { documentIds }) }
  const hits: GoalHit[] = []
  for (const part of goal) {
    const found = await retrieval.search({ query: escapeQuery(part.words), filters, limit: HITS })
    const best = Math.max(...found.hits.map(({ score }) => score), Number.MIN_VALUE)
    for (const { documentId, start, end, score } of found.hits) {
      hits.push({ documentId, start, end, share: Math.max(0, score / best) })
    }
  }
  return { goal, hits }
}

/** Documents that the goal, a chosen concept or one of its prerequisites points at; all of them when nothing is said. */
function wantedDocuments(
  { documentIds, conceptIds }: CreatePlanRequest,
  map: ConceptMap,
  { goal, hits }: Pick<FoundMaterial, 'goal' | 'hits'>,
): ReadonlySet<string> {
  if (documentIds !== undefined && documentIds.length > 0) return new Set(documentIds)
  if (goal.length === 0 && (conceptIds ?? []).length === 0) return new Set(map.documentIds)
  const wanted = new Set(hits.map(({ documentId }) => documentId))
  const byId = new Map(map.concepts.map((concept) => [concept.id, concept]))
  const homesOf = (id: string): string[] => byId.get(id)?.home.map(({ documentId }) => documentId) ?? []
  for (const id of conceptIds ?? []) for (const documentId of homesOf(id)) wanted.add(documentId)
  let front = new Set(
    map.concepts.filter(({ home }) => home.some((at) => wanted.has(at.documentId))).map(({ id }) => id),
  )
  for (let step = 0; step < STEPS; step++) {
    const needed = map.prerequisites.filter(({ conceptId }) => front.has(conceptId))
    front = new Set(needed.map(({ prerequisiteId }) => prerequisiteId))
    for (const id of front) for (const documentId of homesOf(id).slice(0, 1)) wanted.add(documentId)
  }
  return wanted
}
