import type { Plan, PlanFeasibility, PlanModule, PlanSession, SkippedPassage } from '@learnpath/contracts'
import { breathe } from '../../../kernel/breathe.ts'
import { reckon } from '../calendar/feasibility.ts'
import { isComplete, isMastered, quizMinutes, readingsOf, timeLeft, type Pace } from '../making/reading-time.ts'
import type { PlanState, StoredModule, StoredSession } from '../plan-state.ts'
import { changeFact } from './change-fact.ts'
import { changeText } from './change-text.ts'
import { countText, durationText } from './duration-text.ts'
import { objectivesOf } from './objectives.ts'
import { passageOf } from './passages.ts'
import { conceptName, moduleTitle, type PlanSources } from './plan-sources.ts'
import { damageText, pairNames, pairsText, SKIP_REASONS, whyHere } from './reasons.ts'

export interface StoredPlan {
  readonly id: string
  readonly createdAt: number
  readonly changedAt: number
  readonly state: PlanState
}

/** The plan with the words of its documents. */
export async function showPlan(plan: StoredPlan, sources: PlanSources, today: string): Promise<Plan> {
  const { state } = plan
  const pace = { wordsPerMinute: state.request.wordsPerMinute, mastered: new Set(state.masteredConceptIds) }
  const modules: PlanModule[] = []
  for (const [index, module] of state.modules.entries()) {
    modules.push(showModule({ state, sources, pace }, module, index + 1))
    await breathe()
  }
  const title = (id: string): string => titleOf(state, sources, id)
  return {
    id: plan.id,
    goal: state.request.goal,
    title: planTitle(state, sources),
    collection: state.collection,
    request: state.request,
    revision: state.revision,
    state: isFinished(state) ? 'finished' : 'active',
    createdAt: iso(plan.createdAt),
    changedAt: iso(plan.changedAt),
    modules,
    edges: showEdges(state, sources),
    sessions: state.sessions.map(showSession),
    skipped: state.skipped.flatMap((skipped) => showSkipped(skipped, sources, pace)),
    feasibility: showFeasibility(state, title, today),
    changes: state.changes.map((change) => ({
      at: iso(change.at),
      what: changeText(change, {
        module: (id) => `“${title(id)}”`,
        concept: (id) => conceptName(sources, id),
      }),
      fact: changeFact(change, {
        module: (id) => (state.modules.some((module) => module.id === id) ? title(id) : null),
        concept: (id) => conceptName(sources, id),
      }),
    })),
  }
}

export function showEdges({ edges }: PlanState, sources: PlanSources): Plan['edges'] {
  return edges.map((edge) => ({
    moduleId: edge.moduleId,
    needsModuleId: edge.needsModuleId,
    because: pairsText(sources, edge),
    pairs: pairNames(sources, edge),
    score: edge.score,
  }))
}

export function showSession({ id, date, minutes, parts, state }: StoredSession): PlanSession {
  return { id, date, minutes, parts, state }
}

/** Whether there is nothing left to do. */
export function isFinished({ modules, masteredConceptIds, request }: PlanState): boolean {
  const pace = { wordsPerMinute: request.wordsPerMinute, mastered: new Set(masteredConceptIds) }
  return modules.every((module) => {
    const left = timeLeft(module, pace)
    return left.read + left.quiz === 0
  })
}

const iso = (at: number): string => new Date(at).toISOString()

export function titleOf(state: PlanState, sources: PlanSources, id: string): string {
  const module = state.modules.find((other) => other.id === id)
  return module === undefined ? 'a module that was dropped' : moduleTitle(sources, module)
}

/** The goal; without one, the document that all is about, or the collection. */
export function planTitle(state: PlanState, sources: Pick<PlanSources, 'documents'>): string {
  if (state.request.goal !== '') return state.request.goal
  const ids = new Set(state.modules.flatMap(({ pieces }) => pieces.map(({ documentId }) => documentId)))
  const [only] = ids
  const document = only === undefined || ids.size > 1 ? undefined : sources.documents.get(only)
  return document?.title ?? state.collection
}

interface Showing {
  readonly state: PlanState
  readonly sources: PlanSources
  readonly pace: Pace
}

export function showModule({ state, sources, pace }: Showing, module: StoredModule, position: number): PlanModule {
  const left = timeLeft(module, pace)
  const { quiz } = module
  const name = sources.names.get(module.id)
  return {
    id: module.id,
    position,
    title: moduleTitle(sources, module),
    summary: name?.summary ?? null,
    namedBy: name?.model ?? null,
    concepts: module.conceptIds.map((id) => ({
      id,
      name: conceptName(sources, id),
      mastery: sources.mastery.get(id)?.mastery ?? null,
    })),
    objectives: objectivesOf(sources, module),
    reading: readingsOf(module.pieces, pace).flatMap(({ pieces, minutes, done }) => {
      const document = sources.documents.get(pieces[0]?.documentId ?? '')
      return document === undefined ? [] : [{ passage: passageOf(document, pieces), minutes, done }]
    }),
    quiz: { itemCount: quiz.itemCount, minutes: quizMinutes(quiz.itemCount), quizId: quiz.quizId, score: quiz.score },
    minutes: left.read + left.quiz,
    role: module.role,
    why: whyHere(sources, state, module),
    needs: state.edges.filter(({ moduleId }) => moduleId === module.id).map(({ needsModuleId }) => needsModuleId),
    state: moduleState(module, pace.mastered),
    affected: damageText(module.damage),
    damage: module.damage,
  }
}

function moduleState(module: StoredModule, mastered: ReadonlySet<string>): PlanModule['state'] {
  if (module.finished || (isComplete(module, new Set()) && module.pieces.length > 0)) return 'done'
  if (isMastered(module, mastered)) return 'mastered'
  const begun = module.creditMinutes > 0 || module.quiz.quizId !== null || module.pieces.some(({ done }) => done)
  return begun ? 'started' : 'waiting'
}

export function showSkipped(
  { pieces, reason }: PlanState['skipped'][number],
  sources: PlanSources,
  pace: Pace,
): SkippedPassage[] {
  return readingsOf(pieces, pace).flatMap((reading) => {
    const document = sources.documents.get(reading.pieces[0]?.documentId ?? '')
    if (document === undefined) return []
    const passage = passageOf(document, reading.pieces)
    return [{ passage, code: reason, reason: SKIP_REASONS[reason], minutes: reading.minutes }]
  })
}

export function showFeasibility(state: PlanState, title: (id: string) => string, today: string): PlanFeasibility {
  const { savings, ...figures } = reckon(state, today)
  const named = savings.map(({ moduleId, minutes }) => ({ moduleId, title: title(moduleId), minutes }))
  return { ...figures, savings: named, summary: summaryOf({ ...figures, savings: named }, state.request.deadline) }
}

function summaryOf(figures: Omit<PlanFeasibility, 'summary'>, deadline: string | null): string {
  const { neededMinutes, missingMinutes, finishDate, savings } = figures
  if (neededMinutes === 0) return 'Nothing is left to do.'
  const needed = `${durationText(neededMinutes)} to do, done on ${finishDate}`
  if (deadline === null) return `${needed}.`
  if (missingMinutes === 0) return `${needed}, in time for ${deadline}.`
  const dropped: typeof savings = []
  let saved = 0
  for (const saving of savings) {
    if (saved >= missingMinutes) break
    dropped.push(saving)
    saved += saving.minutes
  }
  const which =
    dropped.length > 2
      ? `the ${countText(dropped.length, 'least important module')}`
      : dropped.map(quoted).join(' and ')
  return (
    `${durationText(missingMinutes)} are missing until ${deadline}: ${needed}. ` +
    `Dropping ${which} would save ${durationText(saved)}.`
  )
}

const quoted = ({ title }: { readonly title: string }): string => `“${title}”`
