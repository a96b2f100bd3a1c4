import type { Plan } from '@learnpath/contracts'
import type { StudyDocument } from '../../../ports/study-material.ts'
import { sessionLengths } from '../calendar/study-time.ts'

/**
 * What holds for every plan, as sentences of what does not: empty when all is well.
 * @param documents all that the plan may read
 */
export function brokenInvariants(plan: Plan, documents: readonly StudyDocument[]): string[] {
  return [
    ...brokenOrder(plan),
    ...brokenPassages(plan, documents),
    ...brokenCoverage(plan, documents),
    ...brokenSums(plan),
    ...brokenCalendar(plan),
  ]
}

/** Modules are a linear extension of the edges shown. */
function brokenOrder({ modules, edges }: Plan): string[] {
  const positions = new Map(modules.map(({ id, position }) => [id, position]))
  const places = modules.every(({ position }, index) => position === index + 1) ? [] : ['positions do not count up']
  const wrong = edges.filter(
    ({ moduleId, needsModuleId }) => !((positions.get(needsModuleId) ?? Infinity) < (positions.get(moduleId) ?? 0)),
  )
  const needs = modules.flatMap(({ id, needs: own }) => own.map((needed) => `${id} ${needed}`)).toSorted()
  const shown = edges.map(({ moduleId, needsModuleId }) => `${moduleId} ${needsModuleId}`).toSorted()
  return [
    ...places,
    ...wrong.map(({ moduleId, needsModuleId }) => `${moduleId} stands before ${needsModuleId}, which it needs`),
    ...(needs.join('\n') === shown.join('\n') ? [] : ['needs are not the edges']),
  ]
}

const passagesOf = (plan: Plan): Plan['skipped'][number]['passage'][] => [
  ...plan.modules.flatMap(({ reading }) => reading.map(({ passage }) => passage)),
  ...plan.skipped.map(({ passage }) => passage),
]

/** Passages are exact and short enough to read in one go. */
function brokenPassages(plan: Plan, documents: readonly StudyDocument[]): string[] {
  const texts = new Map(documents.map(({ documentId, text }) => [documentId, text]))
  return passagesOf(plan).flatMap(({ documentId, start, end, text }) => [
    ...(texts.get(documentId)?.slice(start, end) === text && start < end
      ? []
      : [`${documentId} ${start} is not exact`]),
    ...(text.length <= 5000 ? [] : [`${documentId} ${start} has ${text.length} characters`]),
  ])
}

/** Each section that the plan touches is wholly in modules or skipped, no character of it twice. */
function brokenCoverage(plan: Plan, documents: readonly StudyDocument[]): string[] {
  return documents.flatMap(({ documentId, sections }) => {
    const ranges = passagesOf(plan)
      .filter((passage) => passage.documentId === documentId)
      .toSorted((one, other) => one.start - other.start)
    const twice = ranges.filter(({ start }, index) => start < (ranges[index - 1]?.end ?? 0))
    const half = sections.filter(({ start, end }) => {
      const covered = ranges.reduce(
        (sum, range) => sum + Math.max(0, Math.min(range.end, end) - Math.max(range.start, start)),
        0,
      )
      return covered !== 0 && covered !== end - start
    })
    return [
      ...twice.map(({ start }) => `${documentId} ${start} is in the plan twice`),
      ...half.map(({ start }) => `${documentId} ${start} is in the plan in part`),
    ]
  })
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

/** Sessions to come hold exactly what is left in the modules, and each is as long as its parts. */
function brokenSums({ modules, sessions, feasibility }: Plan): string[] {
  const planned = sessions.filter(({ state }) => state === 'planned')
  const wrong = sessions.filter(({ minutes, parts }) => minutes !== sum(parts.map((part) => part.minutes)))
  const perModule = modules.flatMap(({ id, minutes }) => {
    const laid = sum(
      planned.flatMap(({ parts }) => parts.filter(({ moduleId }) => moduleId === id)).map((part) => part.minutes),
    )
    return laid === minutes ? [] : [`${laid} of ${minutes} minutes of ${id} are laid`]
  })
  const fresh = modules.flatMap(({ id, state, minutes, reading, quiz }) => {
    const all = sum(reading.map((one) => one.minutes)) + quiz.minutes
    return state === 'waiting' && all !== minutes ? [`${id} takes ${minutes}, its parts ${all} minutes`] : []
  })
  const needed = sum(modules.map(({ minutes }) => minutes))
  return [
    ...wrong.map(({ id }) => `${id} is not as long as its parts`),
    ...perModule,
    ...fresh,
    ...(needed === feasibility.neededMinutes ? [] : [`${needed} are left, ${feasibility.neededMinutes} are told`]),
    ...(modules.every(({ minutes }) => Number.isInteger(minutes)) ? [] : ['minutes are not whole']),
  ]
}

/** Sessions lie on chosen days, within the week's hours, after the start, and are told honestly. */
function brokenCalendar({ request, sessions, feasibility }: Plan): string[] {
  const lengthsOf = sessionLengths(request)
  const planned = sessions.filter(({ state }) => state === 'planned')
  const coming = new Set(planned.map(({ date }) => date))
  const days = new Map<string, number>()
  for (const { date, minutes } of sessions) {
    if (coming.has(date)) days.set(date, (days.get(date) ?? 0) + minutes)
  }
  const weekly = new Map<number, number>()
  for (const { date, minutes } of planned) {
    const week = Math.floor((Date.parse(date) / 86_400_000 + 3) / 7)
    weekly.set(week, (weekly.get(week) ?? 0) + minutes)
  }
  const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const
  const late = planned.filter(({ date }) => request.deadline !== null && date > request.deadline)
  const last = planned.at(-1)
  const lateMinutes = sum(
    late.flatMap(({ parts }) => parts.filter(({ kind }) => kind !== 'review')).map((part) => part.minutes),
  )
  return [
    ...[...days.keys()]
      .filter((date) => !request.days.some((day) => day === weekdays[new Date(date).getUTCDay()]))
      .map((date) => `${date} was not chosen`),
    ...[...days].filter(([date, minutes]) => minutes > sum(lengthsOf(date))).map(([date]) => `${date} is too full`),
    ...[...weekly.values()]
      .filter((minutes) => minutes > request.hoursPerWeek * 60)
      .map((minutes) => `${minutes} minutes in a week`),
    ...planned.filter(({ minutes }) => minutes > request.sessionMinutes).map(({ id }) => `${id} is too long`),
    ...sessions.filter(({ date }) => date < (request.startDate ?? '')).map(({ id }) => `${id} is before the start`),
    ...(feasibility.missingMinutes === lateMinutes ? [] : ['missing minutes are not those after the deadline']),
    ...(feasibility.feasible === (lateMinutes === 0) ? [] : ['feasible is not true']),
    ...(last === undefined || last.date === feasibility.finishDate ? [] : ['the finish is not the last session']),
  ]
}
