import { LearnPathError, type DecideMergeReviewRequest } from '@learnpath/contracts'
import { entitiesById, namesOf } from '../queries/entity-rows.ts'
import { mergeConcepts, splitConcept } from './concept-agreement.ts'
import { pairsOf, type MergeTools } from './merge-tools.ts'
import { findReviewedPair, namesTiedTo, type ReviewedPair } from './reviews.ts'

/** @returns id of the collection @throws LP_MERGE_REVIEW_NOT_FOUND */
export async function decideReview(
  tools: MergeTools,
  reviewId: string,
  decision: DecideMergeReviewRequest['decision'],
): Promise<string> {
  const pair = await findReviewedPair(tools.db, reviewId)
  if (pair === null) throw new LearnPathError('LP_MERGE_REVIEW_NOT_FOUND', { detail: reviewId })
  if (decision === 'same') await decideSame(tools, pair)
  else {
    await takeBack(tools, pair)
    if (decision === 'different') await decideDifferent(tools, pair)
  }
  return pair.collectionId
}

async function decideSame({ db, concepts, clock, decisions }: MergeTools, pair: ReviewedPair): Promise<void> {
  const [one, other] = pair.entityIds
  const names = await namesOf(db, pair.entityIds)
  const idsOf = (entityId: string): string[] => (names.get(entityId) ?? []).map((row) => row.name_id)
  const entities = await entitiesById(db, pair.entityIds)
  await mergeConcepts(
    concepts,
    [...entities.values()].map((entity) => entity.concept_id),
  )
  const undecided = one === other ? [] : pairsOf(idsOf(one), idsOf(other))
  await decisions.change(pair.collectionId, { undecided, same: [pair.nameIds] }, clock.now())
}

async function decideDifferent({ clock, decisions }: MergeTools, pair: ReviewedPair): Promise<void> {
  await decisions.change(pair.collectionId, { different: [pair.nameIds] }, clock.now())
}

/** What was one thing only because the user said so is two again, and two concepts if it was. */
async function takeBack({ db, concepts, clock, decisions }: MergeTools, pair: ReviewedPair): Promise<void> {
  const { collectionId, nameIds, entityIds } = pair
  const [entityId, otherId] = entityIds
  const isOneBySaying = entityId === otherId && (await decisions.read(collectionId, nameIds)) === 'same'
  const entity = (await entitiesById(db, [entityId])).get(entityId)
  if (isOneBySaying && entity !== undefined) {
    const apart = new Set(await namesTiedTo(db, entityId, nameIds))
    const names = (await namesOf(db, [entityId])).get(entityId) ?? []
    const going = names.filter((row) => apart.has(row.name_id)).map((row) => row.name)
    await splitConcept(concepts, entity.concept_id, going)
  }
  await decisions.change(collectionId, { undecided: [nameIds] }, clock.now())
}
