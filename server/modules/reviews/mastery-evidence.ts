import type { ConceptMastery } from '@learnpath/contracts'
import type { Database, DatabaseTransaction } from '../../ports/relational-store.ts'
import type { ReviewsDependencies } from './reviews-dependencies.ts'
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
export const MASTERED_CHANCE = 0.8
/** … and with 95 % certainty with this one … */
export const MASTERED_AT_LEAST = 0.5
/** … which at least so many answers have shown. */
export const MASTERED_ANSWERS = 3

export interface Mastery {
  readonly mastery: number
  readonly uncertainty: number
  readonly answers: number
  readonly mastered: boolean
}

const CONCEPTS_AT_ONCE = 500

/** Reckoned from all evidence each time: it is little, and an answer that is judged anew is then exact. */
export async function readMastery(db: Database, conceptIds: readonly string[] | null): Promise<Map<string, Mastery>> {
  const estimates = new Map<string, EloEstimate>()
  const groups = conceptIds === null ? [null] : groupsOf(conceptIds)
  for (const group of groups) {
    let query = db.selectFrom('mastery_evidence').select(['concept_id', 'correct', 'guess'])
    if (group !== null) query = query.where('concept_id', 'in', group)
    for (const { concept_id, correct, guess } of await query.orderBy('at').orderBy('sequence').execute()) {
      const before = estimates.get(concept_id) ?? UNKNOWN
      estimates.set(concept_id, updateElo(before, { correct: correct === 1, guess }))
    }
  }
  return new Map([...estimates].map(([id, estimate]) => [id, masteryOf(estimate)]))
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

/** Mastery of those of the concepts that have an answer. */
export async function namedMastery(
  { store, namedConcepts }: Pick<ReviewsDependencies, 'store' | 'namedConcepts'>,
  conceptIds: readonly string[],
): Promise<Map<string, ConceptMastery>> {
  const mastery = await readMastery(store.db, conceptIds)
  const names = await namedConcepts([...mastery.keys()])
  return new Map(
    [...mastery].map(([conceptId, known]): [string, ConceptMastery] => [
      conceptId,
      { conceptId, name: names.get(conceptId)?.name ?? conceptId, ...known },
    ]),
  )
}
