import type { ModuleQuiz, PlanPiece } from '../plan-state.ts'
import { charactersOf } from './topics.ts'

/** Reading characters per question: about four minutes of reading. */
const CHARACTERS_PER_ITEM = 4000
const FEWEST = 3
const MOST = 15

/** A quiz that asks for each concept, and more where there is more to read. */
export function newQuiz(pieces: readonly PlanPiece[], concepts: number): ModuleQuiz {
  const wanted = Math.max(concepts, Math.round(charactersOf(pieces) / CHARACTERS_PER_ITEM))
  const itemCount = Math.min(Math.max(wanted, FEWEST), MOST)
  return { itemCount, quizId: null, score: null, attempts: 0, passed: false }
}
