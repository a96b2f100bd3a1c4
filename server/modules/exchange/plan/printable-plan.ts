import type { Plan, PlanModule } from '@learnpath/contracts'
import { printablePage } from '../formats/printable-page.ts'
import { escapeHtml, textAsHtml } from '../formats/text-as-html.ts'
import { minutesInWords, partTitles, placeOf, sessionTitle } from './plan-words.ts'

/** A plan to be printed: the modules, and the calendar on a page of its own. */
export function printablePlan(plan: Plan): string {
  const { title, feasibility, modules, sessions, skipped } = plan
  const titles = new Map(modules.map((module) => [module.id, module.title]))
  const titleOf = partTitles(plan)
  return [
    ...printablePage(title, null, [
      `<h1 dir="auto">${escapeHtml(title)}</h1>`,
      `<p dir="auto">${textAsHtml(feasibility.summary)}</p>`,
      ...modules.map((module) => moduleHtml(module, titles)),
      ...(skipped.length === 0
        ? []
        : [`<h2>Left out</h2>`, list(skipped.map(({ passage, reason }) => `${placeOf(passage)}: ${reason}`))]),
      '<section class="new-page">',
      '<h1>Calendar</h1>',
      '<table><thead><tr><th></th><th>Date</th><th>Module</th><th>Time</th></tr></thead><tbody>',
      ...sessions.map((session) => {
        const { date, minutes, state } = session
        const names = sessionTitle(session, titleOf)
        const box = state === 'done' ? '☑' : state === 'missed' ? '☒' : '☐'
        return `<tr><td>${box}</td><td>${escapeHtml(date)}</td><td dir="auto">${escapeHtml(names)}</td><td>${minutesInWords(minutes)}</td></tr>`
      }),
      '</tbody></table>',
      '</section>',
    ]),
  ].join('')
}

function moduleHtml(module: PlanModule, titles: ReadonlyMap<string, string>): string {
  const { position, title, why, objectives, reading, quiz, minutes, needs, state, affected } = module
  const isDone = state === 'done' || state === 'mastered'
  const box = (done: boolean): string => (done || isDone ? '☑' : '☐')
  return [
    `<h2 dir="auto">${position}. ${escapeHtml(title)}</h2>`,
    `<p class="small" dir="auto">${minutesInWords(minutes)} left, ${state}. ${textAsHtml(why)}</p>`,
    ...(affected === null ? [] : [`<p dir="auto">${textAsHtml(affected)}</p>`]),
    ...(needs.length === 0
      ? []
      : [`<p class="small" dir="auto">Needs: ${escapeHtml(needs.map((id) => titles.get(id) ?? id).join(', '))}</p>`]),
    ...(objectives.length === 0 ? [] : [list(objectives)]),
    list([
      ...reading.map(
        ({ passage, minutes: each, done }) => `${box(done)} Read ${placeOf(passage)} (${minutesInWords(each)})`,
      ),
      `${box(false)} Quiz: ${quiz.itemCount} questions (${minutesInWords(quiz.minutes)})`,
    ]),
  ].join('\n')
}

const list = (texts: readonly string[]): string =>
  `<ul>${texts.map((text) => `<li dir="auto">${textAsHtml(text)}</li>`).join('')}</ul>`
