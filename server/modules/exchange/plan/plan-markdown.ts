import type { Plan, PlanModule } from '@learnpath/contracts'
import { escapeMarkdown } from '../formats/escape-markdown.ts'
import { minutesInWords, partTitles, placeOf, sessionTitle } from './plan-words.ts'

/** A plan to be read and ticked off. */
export function planMarkdown(plan: Plan): string {
  const { title, feasibility, modules, sessions, skipped } = plan
  const titles = new Map(modules.map((module) => [module.id, module.title]))
  const titleOf = partTitles(plan)
  const calendar = sessions.map((session) => {
    const { date, minutes, state } = session
    const names = sessionTitle(session, titleOf)
    return `- [${state === 'done' ? 'x' : ' '}] ${date}: ${escapeMarkdown(names)} (${minutesInWords(minutes)})${state === 'missed' ? ', missed' : ''}`
  })
  return `${[
    `# ${escapeMarkdown(title)}`,
    escapeMarkdown(feasibility.summary),
    ...modules.map((module) => moduleMarkdown(module, titles)),
    ...section('Calendar', calendar),
    ...section(
      'Left out',
      skipped.map(({ passage, reason }) => `- ${escapeMarkdown(placeOf(passage))}: ${escapeMarkdown(reason)}`),
    ),
  ].join('\n\n')}\n`
}

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [`## ${title}`, lines.join('\n')]

function moduleMarkdown(module: PlanModule, titles: ReadonlyMap<string, string>): string {
  const { position, title, why, objectives, reading, quiz, minutes, needs, state, affected } = module
  const score = quiz.score === null ? '' : `, last ${Math.round(quiz.score * 100)} %`
  const isDone = state === 'done' || state === 'mastered'
  return [
    `## ${position}. ${escapeMarkdown(title)}`,
    `${minutesInWords(minutes)} left, ${state}. ${escapeMarkdown(why)}`,
    ...(affected === null ? [] : [escapeMarkdown(affected)]),
    ...(needs.length === 0 ? [] : [`Needs: ${escapeMarkdown(needs.map((id) => titles.get(id) ?? id).join(', '))}`]),
    ...(objectives.length === 0 ? [] : [objectives.map((objective) => `- ${escapeMarkdown(objective)}`).join('\n')]),
    [
      ...reading.map(
        ({ passage, minutes: each, done }) =>
          `- [${done || isDone ? 'x' : ' '}] Read ${escapeMarkdown(placeOf(passage))} (${minutesInWords(each)})`,
      ),
      `- [${isDone ? 'x' : ' '}] Quiz: ${quiz.itemCount} questions (${minutesInWords(quiz.minutes)}${score})`,
    ].join('\n'),
  ].join('\n\n')
}
