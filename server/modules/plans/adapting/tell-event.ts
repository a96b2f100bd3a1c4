import { LearnPathError, type PlanEvent } from '@learnpath/contracts'
import { readingsOf, type Pace, type Reading } from '../making/reading-time.ts'
import type { PlanChange, PlanState, StoredModule, StoredSession } from '../plan-state.ts'
import { withChange, withModule } from './module-change.ts'

/**
 * Takes in what the learner says was done or missed. Sessions are not laid anew here.
 * @throws LP_PLAN_SESSION_NOT_FOUND, LP_PLAN_MODULE_NOT_FOUND
 */
export function tellEvent(state: PlanState, event: PlanEvent, at: number): PlanState {
  switch (event.kind) {
    case 'session-done':
      return sessionDone(state, plannedSession(state, event.sessionId), at)
    case 'session-missed': {
      const session = plannedSession(state, event.sessionId)
      return withChange(withSession(state, session, 'missed'), { at, kind: 'session-missed', date: session.date })
    }
    case 'reading-done':
      return readingDone(state, event, at)
    case 'reading-reopened':
      return readingReopened(state, event, at)
    case 'module-done': {
      const module = moduleOf(state, event.moduleId)
      const done = withModule(state, module.id, (own) => ({ ...allRead(own), finished: true }))
      return withChange(done, { at, kind: 'module-done', moduleId: module.id })
    }
  }
}

export function paceOf({ request, masteredConceptIds }: PlanState): Pace {
  return { wordsPerMinute: request.wordsPerMinute, mastered: new Set(masteredConceptIds) }
}

function plannedSession({ sessions }: PlanState, sessionId: string): StoredSession {
  const session = sessions.find(({ id, state }) => id === sessionId && state === 'planned')
  if (session === undefined) throw new LearnPathError('LP_PLAN_SESSION_NOT_FOUND', { detail: sessionId })
  return session
}

/** @throws LP_PLAN_MODULE_NOT_FOUND */
export function moduleOf({ modules }: PlanState, moduleId: string): StoredModule {
  const module = modules.find(({ id }) => id === moduleId)
  if (module === undefined) throw new LearnPathError('LP_PLAN_MODULE_NOT_FOUND', { detail: moduleId })
  return module
}

function withSession(state: PlanState, session: StoredSession, become: 'done' | 'missed'): PlanState {
  const sessions = state.sessions.map((other) => (other === session ? { ...other, state: become } : other))
  return { ...state, sessions }
}

function sessionDone(state: PlanState, session: StoredSession, at: number): PlanState {
  let next = withSession(state, session, 'done')
  const pace = paceOf(state)
  for (const { moduleId, kind, minutes } of session.parts) {
    if (moduleId === null) continue
    // A quiz that the product did not grade was taken elsewhere; whether it was passed is the learner's to know.
    next = withModule(next, moduleId, (module) =>
      kind === 'read' ? readFor(module, minutes, pace) : quizTaken(module),
    )
  }
  return withChange(next, { at, kind: 'session-done', date: session.date })
}

/** Passages are read one after the other; minutes that end within one are remembered. */
function readFor(module: StoredModule, minutes: number, pace: Pace): StoredModule {
  let credit = module.creditMinutes + minutes
  const done = new Set<string>()
  for (const reading of readingsOf(module.pieces, pace)) {
    if (reading.done) continue
    if (reading.minutes > credit) break
    credit -= reading.minutes
    for (const { key } of reading.pieces) done.add(key)
  }
  const pieces = module.pieces.map((piece) => (done.has(piece.key) ? { ...piece, done: true } : piece))
  return { ...module, pieces, creditMinutes: pieces.every((piece) => piece.done) ? 0 : credit }
}

function quizTaken(module: StoredModule): StoredModule {
  // One that was begun here counts by its answers.
  return module.quiz.quizId === null ? { ...module, quiz: { ...module.quiz, passed: true } } : module
}

function allRead(module: StoredModule): StoredModule {
  return { ...module, creditMinutes: 0, pieces: module.pieces.map((piece) => ({ ...piece, done: true })) }
}

function readingDone(state: PlanState, event: PlanEvent & { readonly kind: 'reading-done' }, at: number): PlanState {
  const { module, readings, reading } = readingAt(state, event)
  const read = new Set(reading.pieces.map(({ key }) => key))
  const isFirst = readings.find(({ done }) => !done) === reading
  const next = withModule(state, module.id, (own) => ({
    ...own,
    creditMinutes: isFirst ? 0 : own.creditMinutes,
    pieces: own.pieces.map((piece) => (read.has(piece.key) ? { ...piece, done: true } : piece)),
  }))
  const change: PlanChange = { at, kind: 'reading-done', moduleId: module.id }
  return reading.done ? state : withChange(next, change)
}

/** A module that the learner called done is open again with it. */
function readingReopened(
  state: PlanState,
  event: PlanEvent & { readonly kind: 'reading-reopened' },
  at: number,
): PlanState {
  const { module, reading } = readingAt(state, event)
  if (!reading.done) return state
  const open = new Set(reading.pieces.map(({ key }) => key))
  const next = withModule(state, module.id, (own) => ({
    ...own,
    finished: false,
    creditMinutes: 0,
    pieces: own.pieces.map((piece) => (open.has(piece.key) ? { ...piece, done: false } : piece)),
  }))
  return withChange(next, { at, kind: 'reading-reopened', moduleId: module.id })
}

/** @throws LP_PLAN_MODULE_NOT_FOUND, LP_REQUEST_INVALID */
function readingAt(
  state: PlanState,
  event: { readonly moduleId: string; readonly reading: number },
): { module: StoredModule; readings: Reading[]; reading: Reading } {
  const module = moduleOf(state, event.moduleId)
  const readings = readingsOf(module.pieces, paceOf(state))
  const reading = readings[event.reading]
  if (reading === undefined) {
    throw new LearnPathError('LP_REQUEST_INVALID', {
      detail: `the module has readings 0 to ${readings.length - 1}, not ${event.reading}`,
    })
  }
  return { module, readings, reading }
}
