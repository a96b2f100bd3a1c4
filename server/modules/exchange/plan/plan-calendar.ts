import type { Plan, PlanSession } from '@learnpath/contracts'
import { partTitles, sessionTitle } from './plan-words.ts'
import { contentLine, localTime, nextDay, utcTime } from './ics-lines.ts'

export interface CalendarOptions {
  /** Time of the export, milliseconds. */
  readonly at: number
  /** `HH:MM` in whatever zone the calendar is in; without it a session is an event of the whole day. */
  readonly startsAt: string | undefined
  readonly href: string | null
}

/**
 * A plan's sessions as a calendar (RFC 5545). The n-th session keeps its uid in every export and the sequence grows with the plan, so that a
 * calendar moves an event it has instead of adding another.
 */
export function planCalendar(plan: Plan, options: CalendarOptions): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//LearnPath//Plans//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    contentLine('X-WR-CALNAME', plan.title),
    ...numberedSessions(plan).flatMap(({ session, number, startMinute }) =>
      eventLines(plan, session, { ...options, number, startMinute }),
    ),
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${line}\r\n`).join('')
}

interface NumberedSession {
  readonly session: PlanSession
  readonly number: number
  /** Minutes of the sessions before it on its day. */
  readonly startMinute: number
}

/** By date. What is past never changes, so the numbers of past sessions stay. */
function numberedSessions({ sessions }: Plan): NumberedSession[] {
  const busy = new Map<string, number>()
  const byDate = sessions.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
  return byDate.map((session, index) => {
    const startMinute = busy.get(session.date) ?? 0
    busy.set(session.date, startMinute + session.minutes)
    return { session, number: index + 1, startMinute }
  })
}

interface EventOptions extends CalendarOptions {
  readonly number: number
  readonly startMinute: number
}

function eventLines(plan: Plan, session: PlanSession, options: EventOptions): string[] {
  const { at, number, href } = options
  const titleOf = partTitles(plan)
  const parts = session.parts.map((part) => `${WORD[part.kind]}: ${titleOf(part)} (${Math.round(part.minutes)} min)`)
  const state = session.state === 'planned' ? [] : [session.state === 'done' ? 'Done.' : 'Missed; laid anew.']
  return [
    'BEGIN:VEVENT',
    contentLine('UID', `${plan.id}-session-${number}@learnpath`),
    `SEQUENCE:${plan.revision}`,
    `DTSTAMP:${utcTime(at)}`,
    `LAST-MODIFIED:${utcTime(Date.parse(plan.changedAt))}`,
    ...timeLines(session, options),
    contentLine('SUMMARY', `${sessionTitle(session, titleOf) || plan.title} (${Math.round(session.minutes)} min)`),
    contentLine('DESCRIPTION', [...state, ...parts, plan.title].join('\n')),
    ...(href === null ? [] : [`URL:${href}`]),
    'STATUS:CONFIRMED',
    'END:VEVENT',
  ]
}

const WORD = { read: 'Read', quiz: 'Quiz', review: 'Review' } as const

const compact = (date: string): string => date.replaceAll('-', '')

function timeLines({ date, minutes }: PlanSession, { startsAt, startMinute }: EventOptions): string[] {
  if (startsAt === undefined) {
    return [`DTSTART;VALUE=DATE:${compact(date)}`, `DTEND;VALUE=DATE:${compact(nextDay(date))}`, 'TRANSP:TRANSPARENT']
  }
  const [hour = 0, minute = 0] = startsAt.split(':').map(Number)
  const start = hour * 60 + minute + startMinute
  return [`DTSTART:${localTime(date, start)}`, `DTEND:${localTime(date, start + Math.max(1, Math.round(minutes)))}`]
}
