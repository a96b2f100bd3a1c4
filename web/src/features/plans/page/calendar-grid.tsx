import type { Plan, PlanSession } from '@learnpath/contracts'
import { useEffect, useRef, type JSX, type KeyboardEvent } from 'react'
import { useTranslations } from 'use-intl'
import { addDays, addMonths, dateOf, mondayOf, WEEKDAYS } from '../plan-dates.ts'
import { usePlanWords } from '../use-plan-words.ts'
import { CalendarDay } from './calendar-day.tsx'

interface CalendarGridProps {
  readonly plan: Plan
  readonly byDay: ReadonlyMap<string, readonly PlanSession[]>
  readonly span: 'month' | 'week'
  /** The one that is chosen, and that the arrow keys go on from. */
  readonly day: string
  readonly onDay: (day: string) => void
}

/** Weeks of days. Arrow keys go from day to day, page keys from month to month, Home and End within the week. */
export function CalendarGrid({ plan, byDay, span, day, onDay }: CalendarGridProps): JSX.Element {
  const t = useTranslations('plans')
  const { weekday } = usePlanWords()
  const table = useRef<HTMLTableElement>(null)
  const goneTo = useRef<string | null>(null)
  useEffect(() => {
    // By key to another day: the focus goes there, once it is on the page.
    if (goneTo.current === day) table.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus()
    goneTo.current = null
  }, [day])
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = dayByKey(event.key, day)
    if (next === null) return
    event.preventDefault()
    goneTo.current = next
    onDay(next)
  }
  return (
    <table
      ref={table}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- days are walked by arrow keys, as in any calendar
      role="grid"
      aria-label={t('calendar')}
      onKeyDown={onKeyDown}
      className="w-full table-fixed overflow-hidden rounded-lg border border-line bg-surface"
    >
      <thead>
        <tr>
          {WEEKDAYS.map((name) => (
            <th
              key={name}
              scope="col"
              abbr={weekday(name, 'long')}
              className="border-b border-line bg-sunken py-1.5 text-sm font-medium text-soft"
            >
              {weekday(name, 'short')}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(day, span).map((days) => (
          <tr key={days[0]}>
            {days.map((one) => (
              <CalendarDay
                key={one}
                plan={plan}
                day={one}
                sessions={byDay.get(one) ?? []}
                isChosen={one === day}
                isTall={span === 'week'}
                isOutside={span === 'month' && one.slice(0, 7) !== day.slice(0, 7)}
                onChoose={() => onDay(one)}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function dayByKey(key: string, day: string): string | null {
  switch (key) {
    case 'ArrowLeft':
      return addDays(day, -1)
    case 'ArrowRight':
      return addDays(day, 1)
    case 'ArrowUp':
      return addDays(day, -7)
    case 'ArrowDown':
      return addDays(day, 7)
    case 'PageUp':
      return addMonths(day, -1)
    case 'PageDown':
      return addMonths(day, 1)
    case 'Home':
      return mondayOf(day)
    case 'End':
      return addDays(mondayOf(day), 6)
    default:
      return null
  }
}

/** Whole weeks, from Monday: the one of the day, or those of its month. */
function weeksOf(day: string, span: 'month' | 'week'): string[][] {
  const first = mondayOf(span === 'week' ? day : `${day.slice(0, 7)}-01`)
  const date = dateOf(day)
  const last =
    span === 'week'
      ? day
      : new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).toISOString().slice(0, 10)
  const weeks: string[][] = []
  for (let monday = first; monday <= last; monday = addDays(monday, 7)) {
    weeks.push(WEEKDAYS.map((_, index) => addDays(monday, index)))
  }
  return weeks
}
