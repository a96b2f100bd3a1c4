import type { ConceptEntry, PrerequisiteEdge } from '../../../ports/study-material.ts'
import { contentKey } from '../making/content-key.ts'
import { newQuiz } from '../making/quiz-size.ts'
import type { PlanPiece, PlanState, StoredModule } from '../plan-state.ts'
import { withChange, withModule } from './module-change.ts'
import { moduleOf } from './tell-event.ts'

/** Share of right answers at which a module's quiz is passed. */
const PASS = 0.6
/** Mastery of a concept that was never asked about. */
const UNKNOWN_MASTERY = 0.5

/** A module's quiz that was answered to its end. */
export interface QuizOutcome {
  readonly moduleId: string
  readonly score: number
  /** Of items answered wrongly, the worst first. */
  readonly weakConceptIds: readonly string[]
}

export interface Knowledge {
  readonly prerequisites: readonly PrerequisiteEdge[]
  readonly concepts: ReadonlyMap<string, ConceptEntry>
  readonly masteryOf: (conceptId: string) => number | null
  readonly isMastered: (conceptId: string) => boolean
  /** Pieces of the section that a concept is at home in; empty when it cannot be read. */
  readonly homePieces: (conceptId: string) => readonly PlanPiece[]
}

/**
 * A passed quiz closes the module's quiz. After a failed one the weakest prerequisite that is not mastered is learned before
 * anything else, the failed quiz is taken again, and then the plan goes on.
 */
export function takeQuizResult(state: PlanState, outcome: QuizOutcome, knowledge: Knowledge, at: number): PlanState {
  const { moduleId, score } = outcome
  if (score >= PASS) {
    const passed = withModule(state, moduleId, (module) => ({
      ...module,
      quiz: { ...module.quiz, score, passed: true },
    }))
    return withChange(passed, { at, kind: 'quiz-passed', moduleId, score })
  }
  const again = withModule(state, moduleId, (module) => quizAgain(module, score))
  for (const conceptId of weakPrerequisites(moduleOf(state, moduleId), outcome, knowledge)) {
    const repaired = repair(again, moduleId, conceptId, knowledge)
    if (repaired === null) continue
    const { how, firstModuleId } = repaired
    return withChange(repaired.state, { at, kind: 'quiz-failed', moduleId, score, conceptId, firstModuleId, how })
  }
  const reread = withModule(again, moduleId, (module) => reopened(module, outcome.weakConceptIds))
  return withChange(reread, {
    at,
    kind: 'quiz-failed',
    moduleId,
    score,
    conceptId: null,
    firstModuleId: moduleId,
    how: 'reread',
  })
}

function quizAgain(module: StoredModule, score: number): StoredModule {
  const quiz = { ...module.quiz, score, quizId: null, attempts: module.quiz.attempts + 1 }
  return { ...module, quiz, finished: false }
}

/** Prerequisites of what was answered wrongly that are not mastered, the least known first. */
function weakPrerequisites(module: StoredModule, { weakConceptIds }: QuizOutcome, knowledge: Knowledge): string[] {
  const own = new Set(module.pieces.flatMap(({ conceptIds }) => conceptIds))
  const weak = new Set(weakConceptIds.length > 0 ? weakConceptIds : module.conceptIds)
  const scores = new Map<string, number>()
  for (const { conceptId, prerequisiteId, score } of knowledge.prerequisites) {
    if (!weak.has(conceptId) || own.has(prerequisiteId) || knowledge.isMastered(prerequisiteId)) continue
    scores.set(prerequisiteId, Math.max(score, scores.get(prerequisiteId) ?? score))
  }
  const known = (id: string): number => knowledge.masteryOf(id) ?? UNKNOWN_MASTERY
  return [...scores]
    .toSorted(([one, oneScore], [other, otherScore]) => known(one) - known(other) || otherScore - oneScore)
    .map(([id]) => id)
}

interface Repaired {
  readonly state: PlanState
  readonly firstModuleId: string
  readonly how: 'inserted' | 'reopened' | 'moved'
}

/** @returns null when the concept can be learned nowhere before the module */
function repair(state: PlanState, failedId: string, conceptId: string, knowledge: Knowledge): Repaired | null {
  const home = knowledge.homePieces(conceptId)
  const keys = new Set(home.map(({ key }) => key))
  if (keys.size === 0) return null
  const failedAt = state.modules.findIndex(({ id }) => id === failedId)
  const teacherAt = state.modules.findIndex(({ pieces }) => pieces.some(({ key }) => keys.has(key)))
  const teacher = state.modules[teacherAt]
  if (teacher === undefined) return inserted(state, failedAt, conceptId, home)
  if (teacherAt === failedAt) return null
  if (teacherAt < failedAt) {
    const next = withModule(state, teacher.id, (module) => reopened(module, [conceptId], keys))
    return { state: next, firstModuleId: teacher.id, how: 'reopened' }
  }
  return moved(state, { failedAt, teacherAt, conceptId })
}

/** The pieces are to be read again, and the quiz to be taken again. */
function reopened(module: StoredModule, conceptIds: readonly string[], keys?: ReadonlySet<string>): StoredModule {
  const isWeak = ({ key, conceptIds: own }: PlanPiece): boolean =>
    keys?.has(key) ?? own.some((id) => conceptIds.includes(id))
  const some = module.pieces.some(isWeak)
  const pieces = module.pieces.map((piece) => (!some || isWeak(piece) ? { ...piece, done: false } : piece))
  return { ...module, pieces, finished: false, quiz: { ...module.quiz, passed: false, quizId: null }, creditMinutes: 0 }
}

/** A module of its own, right before the one that failed; what it holds is skipped no more. */
function inserted(state: PlanState, failedAt: number, conceptId: string, home: readonly PlanPiece[]): Repaired {
  const keys = new Set(home.map(({ key }) => key))
  const failed = state.modules[failedAt]
  const module: StoredModule = {
    id: `mod_${contentKey(state.collectionId, ...keys)}`,
    role: 'repair',
    pieces: home.map((piece) => ({ ...piece, conceptIds: [conceptId] })),
    conceptIds: [conceptId],
    importance: failed?.importance ?? 0,
    quiz: newQuiz(home, 1),
    creditMinutes: 0,
    finished: false,
    damage: null,
  }
  const skipped = state.skipped.map(({ pieces, reason }) => ({
    pieces: pieces.filter(({ key }) => !keys.has(key)),
    reason,
  }))
  const next: PlanState = {
    ...state,
    modules: state.modules.toSpliced(failedAt, 0, module),
    edges: [...state.edges, edgeTo(failed, module, conceptId)],
    skipped: skipped.filter(({ pieces }) => pieces.length > 0),
  }
  return { state: next, firstModuleId: module.id, how: 'inserted' }
}

/** A later module comes before the failed one, if it needs nothing that comes between. */
function moved(
  state: PlanState,
  { failedAt, teacherAt, conceptId }: { failedAt: number; teacherAt: number; conceptId: string },
): Repaired | null {
  const teacher = state.modules[teacherAt]
  const failed = state.modules[failedAt]
  if (teacher === undefined || failed === undefined) return null
  const between = new Set(state.modules.slice(failedAt, teacherAt).map(({ id }) => id))
  const isBound = state.edges.some(
    ({ moduleId, needsModuleId }) => moduleId === teacher.id && between.has(needsModuleId),
  )
  if (isBound) return null
  const next: PlanState = {
    ...state,
    modules: state.modules.toSpliced(teacherAt, 1).toSpliced(failedAt, 0, teacher),
    edges: [...state.edges, edgeTo(failed, teacher, conceptId)],
  }
  return { state: next, firstModuleId: teacher.id, how: 'moved' }
}

function edgeTo(failed: StoredModule | undefined, first: StoredModule, conceptId: string): PlanState['edges'][number] {
  const weak = failed?.conceptIds[0] ?? conceptId
  return { moduleId: failed?.id ?? first.id, needsModuleId: first.id, score: 1, pairs: [[weak, conceptId]] }
}
