import type { Weekday } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { WEEKDAYS } from './plan-dates.ts'
import { usePlanWords } from './use-plan-words.ts'

interface DayChoiceProps {
  readonly days: readonly Weekday[]
  readonly onChange: (days: Weekday[]) => void
}

/** The days of the week on which one learns. */
export function DayChoice({ days, onChange }: DayChoiceProps): JSX.Element {
  const t = useTranslations('plans')
  const { weekday } = usePlanWords()
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-sm font-medium">{t('days')}</legend>
      <div className="flex flex-wrap gap-1.5">
        {WEEKDAYS.map((day) => (
          <label
            key={day}
            className="inline-flex min-h-10 min-w-11 items-center justify-center rounded-md border border-line-strong bg-surface px-2 has-checked:border-accent has-checked:bg-accent-soft has-checked:font-medium has-checked:text-accent-strong has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
          >
            <input
              type="checkbox"
              className="sr-only"
              aria-label={weekday(day, 'long')}
              checked={days.includes(day)}
              onChange={({ target }) =>
                onChange(WEEKDAYS.filter((own) => (own === day ? target.checked : days.includes(own))))
              }
            />
            <span aria-hidden>{weekday(day, 'short')}</span>
          </label>
        ))}
      </div>
      {days.length === 0 && <p className="mt-1 text-sm text-bad">{t('daysNone')}</p>}
    </fieldset>
  )
}
