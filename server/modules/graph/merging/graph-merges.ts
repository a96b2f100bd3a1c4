import { LearnPathError } from '@learnpath/contracts'
import { createMutex } from '../../../kernel/mutex.ts'
import type { GraphMerges, GraphQueries } from '../graph-api.ts'
import type { GraphSurroundings } from '../graph-dependencies.ts'
import { entitiesById, findEntity, namesOf, type EntityRow } from '../queries/entity-rows.ts'
import { mergeConcepts, splitConcept } from './concept-agreement.ts'
import { createDecisionStore, type NamePair } from './decision-store.ts'
import { findReviewedPair, listReviews, namesTiedTo, type ReviewedPair } from './reviews.ts'

export interface GraphMergesDependencies {
  readonly store: GraphSurroundings['store']
  readonly library: Pick<GraphSurroundings['library'], 'collection' | 'chunks'>
  readonly retrieval: Pick<GraphSurroundings['retrieval'], 'pages'>
  readonly concepts: Pick<GraphSurroundings['concepts'], 'names' | 'merge' | 'split' | 'phrases'>
  readonly clock: Pick<GraphSurroundings['clock'], 'now'>
  readonly reassemble: GraphSurroundings['reassemble']
  readonly queries: Pick<GraphQueries, 'entity'>
}

const DEFAULT_COLLECTION = 'library'

/**
 * Decisions of the user. Each is stored by the hashes of names, then the graph is put together anew; concepts follow first, so that
 * lists of concepts, plans and quizzes say the same.
 */
export function createGraphMerges(dependencies: GraphMergesDependencies): GraphMerges {
  const { library, concepts, clock, reassemble, queries } = dependencies
  const { db } = dependencies.store
  const sources = { db, library, retrieval: dependencies.retrieval }
  const decisions = createDecisionStore(db)
  // Each decision is made on the graph that the one before has led to.
  const exclusively = createMutex()

  const nameIds = async (entity: EntityRow): Promise<string[]> =>
    ((await namesOf(db, [entity.id])).get(entity.id) ?? []).map((row) => row.name_id)

  async function mergeInto(id: string, entityIds: readonly string[]): Promise<void> {
    const target = await findEntity(db, concepts, id)
    const others: EntityRow[] = []
    for (const entityId of entityIds) others.push(await findEntity(db, concepts, entityId))
    assertMergeable(target, others)
    const own = await nameIds(target)
    const pairs: NamePair[] = []
    const undecided: NamePair[] = []
    for (const other of others) {
      const theirs = await nameIds(other)
      pairs.push(...theirs.map((name): NamePair => [target.id, name]))
      undecided.push(...pairsOf(own, theirs))
    }
    await mergeConcepts(concepts, [target.concept_id, ...others.map((other) => other.concept_id)])
    await decisions.change(target.collection_id, { undecided, same: pairs }, clock.now())
    await reassemble(target.collection_id)
  }

  async function splitOff(id: string, chosenIds: readonly string[]): Promise<void> {
    const entity = await findEntity(db, concepts, id)
    const names = (await namesOf(db, [entity.id])).get(entity.id) ?? []
    const chosen = new Set(chosenIds)
    const unknown = [...chosen].find((nameId) => !names.some((row) => row.name_id === nameId))
    if (unknown !== undefined) throw invalid('nameIds', `"${unknown}" is not the id of a name of "${entity.name}"`)
    const rest = names.filter((row) => !chosen.has(row.name_id)).map((row) => row.name_id)
    if (rest.length === 0) throw invalid('nameIds', 'at least one name must stay')
    const [first = '', ...others] = chosen
    const going = names.filter((row) => chosen.has(row.name_id)).map((row) => row.name)
    await splitConcept(concepts, entity.concept_id, going)
    await decisions.change(
      entity.collection_id,
      { same: others.map((name): NamePair => [first, name]), different: pairsOf([...chosen], rest) },
      clock.now(),
    )
    await reassemble(entity.collection_id)
  }

  async function decideSame({ collectionId, nameIds: pair, entityIds }: ReviewedPair): Promise<void> {
    const rows = [...(await entitiesById(db, entityIds)).values()]
    const [one = [], other = []] = await Promise.all(rows.map(nameIds))
    const undecided = rows.length < 2 ? [] : pairsOf(one, other)
    await mergeConcepts(
      concepts,
      rows.map((row) => row.concept_id),
    )
    await decisions.change(collectionId, { undecided, same: [pair] }, clock.now())
  }

  /** What was one thing only because the user said so is two again, and two concepts if it was. */
  async function takeBack({
    collectionId,
    nameIds: pair,
    entityIds: [entityId, otherId],
  }: ReviewedPair): Promise<void> {
    const wasSame = (await decisions.read(collectionId, pair)) === 'same'
    const entity = (await entitiesById(db, [entityId])).get(entityId)
    if (wasSame && entityId === otherId && entity !== undefined) {
      const apart = new Set(await namesTiedTo(db, entityId, pair))
      const names = (await namesOf(db, [entityId])).get(entityId) ?? []
      const going = names.filter((row) => apart.has(row.name_id)).map((row) => row.name)
      await splitConcept(concepts, entity.concept_id, going)
    }
    await decisions.change(collectionId, { undecided: [pair] }, clock.now())
  }

  return {
    merge: async (id, entityIds) =>
      await exclusively(async () => {
        await mergeInto(id, entityIds)
        return await queries.entity(id)
      }),
    split: async (id, chosenIds) =>
      await exclusively(async () => {
        await splitOff(id, chosenIds)
        return await queries.entity(chosenIds[0] ?? id)
      }),
    async reviews({ collection = DEFAULT_COLLECTION, ...page }) {
      return await listReviews(sources, await library.collection(collection), page)
    },
    async decide(reviewId, decision) {
      await exclusively(async () => {
        const pair = await findReviewedPair(db, reviewId)
        if (pair === null) throw new LearnPathError('LP_MERGE_REVIEW_NOT_FOUND', { detail: reviewId })
        if (decision === 'same') await decideSame(pair)
        else if (decision === 'undecided') await takeBack(pair)
        else await decisions.change(pair.collectionId, { different: [pair.nameIds] }, clock.now())
        await reassemble(pair.collectionId)
      })
    },
  }
}

/** @throws LP_REQUEST_INVALID */
function assertMergeable(target: EntityRow, others: readonly EntityRow[]): void {
  for (const { id, name, collection_id: collectionId, collection } of others) {
    if (id === target.id) throw invalid('entityIds', `"${name}" is this entity already`)
    if (collectionId !== target.collection_id) {
      throw invalid(
        'entityIds',
        `"${name}" is of the collection "${collection}", "${target.name}" of "${target.collection}"`,
      )
    }
  }
}

const pairsOf = (ones: readonly string[], others: readonly string[]): NamePair[] =>
  ones.flatMap((one) => others.map((other): NamePair => [one, other]))

function invalid(field: string, message: string): LearnPathError {
  return new LearnPathError('LP_REQUEST_INVALID', { issues: [{ field, message }] })
}
