import type { PlanPiece, StoredModule } from '../plan-state.ts'

/**
 * Study reading at 200 words a minute: 62 ms per letter, in any language. From 68 ms aloud over 14 languages (IReST), times
 * 183/238, the ratio of reading aloud to reading silently (Brysbaert 2019), slowed down from 238 to 200 words a minute.
 */
const MS_PER_CHARACTER = 62
const USUAL_WORDS_PER_MINUTE = 200
/** What is mastered is looked through at 500 words a minute (survey reading). */
const SURVEY_SHARE = 0.4
const SECONDS_PER_ITEM = 45
/** Passages are put together up to so many characters of text. */
const LONGEST_PASSAGE = 4500

/** A stretch of one document to read in one go. */
export interface Reading {
  readonly pieces: readonly PlanPiece[]
  readonly minutes: number
  readonly done: boolean
}

export interface Pace {
  readonly wordsPerMinute: number
  readonly mastered: ReadonlySet<string>
}

/** The pieces of a module as passages to read, whole minutes each. */
export function readingsOf(pieces: readonly PlanPiece[], pace: Pace): Reading[] {
  const groups: PlanPiece[][] = []
  for (const piece of pieces) {
    const last = groups.at(-1)
    if (last !== undefined && follows(last, piece)) last.push(piece)
    else groups.push([piece])
  }
  return groups.map((group) => ({
    pieces: group,
    minutes: minutesOf(group, pace),
    done: group.every(({ done }) => done),
  }))
}

function follows(group: readonly PlanPiece[], piece: PlanPiece): boolean {
  const first = group[0]
  const last = group.at(-1)
  return (
    first !== undefined &&
    last?.documentId === piece.documentId &&
    last.end === piece.start &&
    last.done === piece.done &&
    piece.end - first.start <= LONGEST_PASSAGE
  )
}

function minutesOf(pieces: readonly PlanPiece[], { wordsPerMinute, mastered }: Pace): number {
  const perCharacter = (MS_PER_CHARACTER * USUAL_WORDS_PER_MINUTE) / wordsPerMinute / 60_000
  const minutes = pieces.reduce((sum, { characters, conceptIds }) => {
    const isKnown = conceptIds.length > 0 && conceptIds.every((id) => mastered.has(id))
    return sum + characters * perCharacter * (isKnown ? SURVEY_SHARE : 1)
  }, 0)
  return Math.max(1, Math.round(minutes))
}

export function quizMinutes(itemCount: number): number {
  return Math.ceil((itemCount * SECONDS_PER_ITEM) / 60)
}

/** Whole minutes of what is left to do in a module. */
export interface TimeLeft {
  readonly read: number
  readonly quiz: number
}

export function timeLeft(module: StoredModule, pace: Pace): TimeLeft {
  if (isComplete(module, pace.mastered)) return { read: 0, quiz: 0 }
  const open = readingsOf(module.pieces, pace).filter(({ done }) => !done)
  const minutes = open.reduce((sum, reading) => sum + reading.minutes, 0)
  const credit = Math.min(module.creditMinutes, Math.max(0, (open[0]?.minutes ?? 0) - 1))
  const asksNothing = module.quiz.passed || module.pieces.length === 0
  return { read: minutes - credit, quiz: asksNothing ? 0 : quizMinutes(module.quiz.itemCount) }
}

/** Whether nothing is left: the learner said so, read all and passed the quiz, or has mastered what it teaches. */
export function isComplete(module: StoredModule, mastered: ReadonlySet<string>): boolean {
  return (
    module.finished || isMastered(module, mastered) || (module.quiz.passed && module.pieces.every(({ done }) => done))
  )
}

export function isMastered({ conceptIds }: StoredModule, mastered: ReadonlySet<string>): boolean {
  return conceptIds.length > 0 && conceptIds.every((id) => mastered.has(id))
}
