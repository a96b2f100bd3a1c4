import type { QuizItemType } from '@learnpath/contracts'
import type { QuestionDraft, QuestionWish } from '../../../ports/question-writer.ts'
import type { Candidate } from './candidate.ts'
import { hashOf } from '../../../kernel/seeded-random.ts'

/** Share of each type when all are wished for; what a type has not is given to the others. */
const MIX: Readonly<Record<QuizItemType, number>> = {
  'multiple-choice': 0.32,
  cloze: 0.3,
  'short-answer': 0.14,
  'true-false': 0.16,
  matching: 0.05,
  ordering: 0.03,
}
/** Share of a quiz of all the wished types that is of some of them. */
export function shareOfTypes(types: readonly QuizItemType[], wished: readonly QuizItemType[]): number {
  return wished.length === 0 ? 0 : partOf(types) / partOf(wished)
}

const partOf = (types: readonly QuizItemType[]): number => types.reduce((total, type) => total + MIX[type], 0)

/** A new seed may bring up what is nearly as good. */
const SEED_SWAY = 0.06
/** Too few are better than bad ones. */
const LEAST_QUALITY = 0.55

/** How often the same may be asked of. */
interface Limits {
  readonly concept: number
  readonly conceptAndType: number
  readonly evidence: number
}

/** What is wished for beyond the variety that the material has is asked of the same concepts and sentences once more. */
const ROUNDS: readonly Limits[] = [
  { concept: 4, conceptAndType: 1, evidence: 3 },
  { concept: 10, conceptAndType: 3, evidence: 4 },
]

/** The best candidates in a mix of types, without asking the same thing again and again. */
export function selectDrafts(candidates: readonly Candidate[], wish: QuestionWish): QuestionDraft[] {
  const taken = new Map<QuizItemType, number>()
  const used = new Map<string, number>()
  const drafts: QuestionDraft[] = []
  let left = candidates
  for (const limits of ROUNDS) {
    const queues = new Map(wish.types.map((type) => [type, queueOf(left, type, wish.seed)]))
    const worn: Candidate[] = []
    while (drafts.length < wish.count) {
      const type = nextType(queues, taken)
      if (type === null) break
      const candidate = queues.get(type)?.shift()
      if (candidate === undefined) continue
      if (isWorn(candidate.draft, used, limits)) {
        worn.push(candidate)
        continue
      }
      wear(candidate.draft, used, limits)
      taken.set(type, (taken.get(type) ?? 0) + 1)
      drafts.push(candidate.draft)
    }
    left = worn
  }
  return drafts
}

function queueOf(candidates: readonly Candidate[], type: QuizItemType, seed: number): Candidate[] {
  const ranked = candidates
    .filter(({ draft, quality }) => draft.type === type && quality >= LEAST_QUALITY)
    .map((candidate) => {
      const id = `${candidate.draft.evidence.documentId} ${candidate.draft.evidence.start} ${candidate.draft.conceptId} ${candidate.draft.pattern}`
      return { candidate, id, score: candidate.quality + (SEED_SWAY * hashOf(`${seed} ${id}`)) / 2 ** 32 }
    })
  return ranked
    .toSorted((left, right) => right.score - left.score || (left.id < right.id ? -1 : 1))
    .map(({ candidate }) => candidate)
}

/** The type that is furthest behind its share and has something left. */
function nextType(
  queues: ReadonlyMap<QuizItemType, readonly Candidate[]>,
  taken: ReadonlyMap<QuizItemType, number>,
): QuizItemType | null {
  let best: QuizItemType | null = null
  let least = Infinity
  for (const [type, queue] of queues) {
    if (queue.length === 0) continue
    const done = ((taken.get(type) ?? 0) + 1) / MIX[type]
    if (done < least) {
      least = done
      best = type
    }
  }
  return best
}

function keysOf({ conceptId, type, evidence, stem, right }: QuestionDraft, limits: Limits): [string, number][] {
  return [
    [`concept ${conceptId}`, limits.concept],
    [`concept ${conceptId} ${type}`, limits.conceptAndType],
    [`evidence ${evidence.documentId} ${evidence.start}`, limits.evidence],
    [`evidence ${evidence.documentId} ${evidence.start} ${type}`, 1],
    [`stem ${type} ${stem} ${right.toSorted().join(' ')}`, 1],
  ]
}

function isWorn(draft: QuestionDraft, used: ReadonlyMap<string, number>, limits: Limits): boolean {
  return keysOf(draft, limits).some(([key, most]) => (used.get(key) ?? 0) >= most)
}

function wear(draft: QuestionDraft, used: Map<string, number>, limits: Limits): void {
  for (const [key] of keysOf(draft, limits)) used.set(key, (used.get(key) ?? 0) + 1)
}
