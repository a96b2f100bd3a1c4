import type { BlindPair, ChatQuestion } from '@learnpath/contracts'
import { randomFor, shuffled } from '../../../kernel/seeded-random.ts'
import { turnsOf } from './chat-run-kind.ts'
import type { ChatRunConfig, StoredAnswer } from './stored-chat-run.ts'

/** Two answers to the same question by two subjects, by their places. */
export interface AnswerPair {
  readonly id: string
  readonly question: ChatQuestion
  readonly turn: number
  readonly first: number
  readonly second: number
  readonly answers: readonly [first: StoredAnswer, second: StoredAnswer]
}

/** Only the first answer to each question is judged: more of them would ask the same again. */
const JUDGED_REPETITION = 1

/**
 * All pairs that can be judged: both have an answer, and not the same one word for word. In the order of the questions.
 * The question is what hangs together: judgements are drawn again by it.
 */
export function pairsOf({ set }: Pick<ChatRunConfig, 'set'>, answers: readonly StoredAnswer[]): AnswerPair[] {
  const judged = answers.filter(({ repetition, answer }) => repetition === JUDGED_REPETITION && answer !== null)
  return set.questions.flatMap((question) =>
    turnsOf(question).flatMap((_, turn) => {
      const own = judged
        .filter((answer) => answer.questionId === question.id && answer.turn === turn)
        .toSorted((one, other) => one.subject - other.subject)
      return own.flatMap((one, at) =>
        own.slice(at + 1).flatMap((other): AnswerPair[] => {
          if (one.answer === other.answer) return []
          const [first, second] = [one.subject, other.subject]
          const id = `${question.id}.${turn}.${first}-${second}`
          return [{ id, question, turn, first, second, answers: [one, other] }]
        }),
      )
    }),
  )
}

/** A pair and whether its first subject is shown on the left. */
export interface SidedPair {
  readonly pair: AnswerPair
  readonly firstIsLeft: boolean
}

/**
 * The pairs in the order in which a rater gets them, by the seed. Of each two subjects, each is on the left for half of the questions
 * (one more when they are odd), so that a liking for one side helps nobody. More answers change no side.
 */
export function pairsFor(
  rater: string,
  pairs: readonly AnswerPair[],
  { set, request: { seed } }: Pick<ChatRunConfig, 'set' | 'request'>,
): SidedPair[] {
  const places = set.questions.flatMap((question) => turnsOf(question).map((_, turn) => placeOf(question.id, turn)))
  const leftOf = new Map<string, ReadonlySet<string>>()
  const firstIsLeft = ({ question, turn, first, second }: AnswerPair): boolean => {
    const subjects = `${first}-${second}`
    const known = leftOf.get(subjects)
    const left =
      known ?? new Set(shuffled(places, randomFor(seed, `sides ${rater} ${subjects}`)).slice(places.length / 2))
    leftOf.set(subjects, left)
    return left.has(placeOf(question.id, turn))
  }
  const sorted = pairs.toSorted((one, other) => (one.id < other.id ? -1 : 1))
  return shuffled(sorted, randomFor(seed, `pairs for ${rater}`)).map((pair) => ({
    pair,
    firstIsLeft: firstIsLeft(pair),
  }))
}

const placeOf = (questionId: string, turn: number): string => `${questionId}.${turn}`

/** What a rater sees: nothing of who it was. */
export function blindPair({ pair, firstIsLeft: isFirstLeft }: SidedPair): BlindPair {
  const { question, turn, answers } = pair
  const asked = turnsOf(question)
  const shown = answers.map(({ answer, abstained, citations }) => ({ answer: answer ?? '', abstained, citations }))
  const [first, second] = shown
  const nothing = { answer: '', abstained: false, citations: [] }
  return {
    id: pair.id,
    questionId: question.id,
    tier: question.tier,
    turn,
    history: asked.slice(0, turn).map(({ text }) => text),
    question: asked[turn]?.text ?? '',
    topics: (asked[turn]?.topics ?? []).map((names) => names[0] ?? ''),
    left: (isFirstLeft ? first : second) ?? nothing,
    right: (isFirstLeft ? second : first) ?? nothing,
  }
}
