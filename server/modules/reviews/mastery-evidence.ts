import type { ConceptMastery } from '@learnpath/contracts'
import type { Database, DatabaseTransaction } from '../../ports/relational-store.ts'
import type { NamedConcept, ReviewsDependencies } from './reviews-dependencies.ts'
import { rowsInPages } from './rows-in-pages.ts'
import { chanceOf, UNKNOWN, updateElo, type EloEstimate } from './elo.ts'

export interface NewEvidence {
  /** Stays the same when the answer is judged anew. */
  readonly source: string
  readonly conceptId: string
  readonly correct: boolean
  readonly guess: number
  readonly at: number
  readonly day: number
  readonly durationMs: number | null
}

/** Adds evidence, or judges it anew. */
export async function recordEvidence(transaction: DatabaseTransaction, evidence: NewEvidence): Promise<void> {
  const correct = evidence.correct ? 1 : 0
  await transaction
    .insertInto('mastery_evidence')
    .values({
      source: evidence.source,
      concept_id: evidence.conceptId,
      correct,
      guess: evidence.guess,
      at: evidence.at,
      day: evidence.day,
      duration_ms: evidence.durationMs,
    })
    .onConflict((conflict) => conflict.column('source').doUpdateSet({ correct }))
    .execute()
}

/** Half the width of the 90 % interval, in standard deviations. */
const WIDTH = 1.645
/** A concept counts as mastered when an average question is answered with this chance … */
const MASTERED_CHANCE = 0.8
/** … and with 95 % certainty with this one … */
const MASTERED_AT_LEAST = 0.5
/** … which at least so many answers have shown. */
const MASTERED_ANSWERS = 3

interface Mastery {
  readonly mastery: number
  readonly uncertainty: number
  readonly answers: number
  readonly mastered: boolean
}

/** Null: the concept is gone. */
interface ResolvedMastery extends Mastery {
  readonly concept: NamedConcept | null
}

const CONCEPTS_AT_ONCE = 500

/**
 * Mastery of those of the concepts that have an answer, by the ids they have now. Reckoned from all evidence each time: it is little, and an
 * answer that is judged anew, or a concept that was merged, is then exact.
 */
export async function readMastery(
  { store: { db }, namedConcepts }: Pick<ReviewsDependencies, 'store' | 'namedConcepts'>,
  conceptIds: readonly string[] | null,
): Promise<Map<string, ResolvedMastery>> {
  const met = await db.selectFrom('mastery_evidence').select('concept_id').distinct().execute()
  const resolved = await namedConcepts([...met.map(({ concept_id }) => concept_id), ...(conceptIds ?? [])])
  const idNow = (conceptId: string): string => resolved.get(conceptId)?.id ?? conceptId
  const wanted = conceptIds === null ? null : new Set(conceptIds.map((id) => idNow(id)))
  const sources = met.map(({ concept_id }) => concept_id).filter((id) => wanted === null || wanted.has(idNow(id)))
  const estimates = await estimate(db, sources, idNow)
  const concepts = new Map([...resolved].map(([id, concept]) => [concept.id ?? id, concept]))
  return new Map([...estimates].map(([id, known]) => [id, { ...masteryOf(known), concept: concepts.get(id) ?? null }]))
}

async function estimate(
  db: Database,
  conceptIds: readonly string[],
  idNow: (conceptId: string) => string,
): Promise<Map<string, EloEstimate>> {
  const evidence = []
  for (const group of groupsOf(conceptIds)) {
    const query = db
      .selectFrom('mastery_evidence')
      .select(['sequence', 'concept_id', 'correct', 'guess', 'at'])
      .where('concept_id', 'in', group)
    const rows = await rowsInPages(
      async (after, limit) => await query.where('sequence', '>', after).orderBy('sequence').limit(limit).execute(),
      ({ sequence }) => sequence,
    )
    for (const row of rows) evidence.push(row)
  }
  const estimates = new Map<string, EloEstimate>()
  for (const { concept_id, correct, guess } of evidence.toSorted((a, b) => a.at - b.at || a.sequence - b.sequence)) {
    const id = idNow(concept_id)
    estimates.set(id, updateElo(estimates.get(id) ?? UNKNOWN, { correct: correct === 1, guess }))
  }
  return estimates
}

/** The estimate as a chance, with the half width of its 90 % interval. */
export function masteryOf({ ability, deviation, answers }: EloEstimate): Mastery {
  const low = chanceOf(ability - WIDTH * deviation, 0)
  const high = chanceOf(ability + WIDTH * deviation, 0)
  const mastery = chanceOf(ability, 0)
  return {
    mastery,
    uncertainty: (high - low) / 2,
    answers,
    mastered: mastery >= MASTERED_CHANCE && low >= MASTERED_AT_LEAST && answers >= MASTERED_ANSWERS,
  }
}

function groupsOf(ids: readonly string[]): string[][] {
  const groups: string[][] = []
  for (let start = 0; start < ids.length; start += CONCEPTS_AT_ONCE) {
    groups.push(ids.slice(start, start + CONCEPTS_AT_ONCE))
  }
  return groups
}

/** Mastery of those of the concepts that have an answer, by the ids asked for. */
export async function masteryOfConcepts(
  dependencies: Pick<ReviewsDependencies, 'store' | 'namedConcepts'>,
  conceptIds: readonly string[],
): Promise<Map<string, ConceptMastery>> {
  const mastery = await readMastery(dependencies, conceptIds)
  const asked = await dependencies.namedConcepts(conceptIds)
  return new Map(
    conceptIds.flatMap((askedId): [string, ConceptMastery][] => {
      const conceptId = asked.get(askedId)?.id ?? askedId
      const known = mastery.get(conceptId)
      if (known === undefined) return []
      const { concept, ...figures } = known
      return [[askedId, { conceptId, name: concept?.name ?? conceptId, ...figures }]]
    }),
  )
}
