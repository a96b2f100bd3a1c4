import type { Plan } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Checkbox, TextField } from '../../../components/field.tsx'
import { DayChoice } from '../day-choice.tsx'
import { todayHere } from '../plan-dates.ts'
import { usePlanWords } from '../use-plan-words.ts'
import type { PlanWishes } from './plan-wishes.ts'

interface ReplanFieldsProps {
  readonly plan: Plan
  readonly wishes: PlanWishes
  readonly onChange: (wishes: PlanWishes) => void
}

const NUMBERS = [
  { name: 'hoursPerWeek', min: 0.25, max: 80, step: 0.25 },
  { name: 'sessionMinutes', min: 10, max: 240, step: 5 },
  { name: 'wordsPerMinute', min: 60, max: 600, step: 10 },
] as const

/** Hours, days, deadline, pace, and modules to drop. */
export function ReplanFields({ plan, wishes, onChange }: ReplanFieldsProps): JSX.Element {
  const t = useTranslations('plans')
  const { duration } = usePlanWords()
  const open = plan.modules.filter(({ minutes }) => minutes > 0)
  const { dropModuleIds } = wishes
  return (
    <div className="flex flex-col gap-4">
      <div className="grid gap-3 sm:grid-cols-2">
        {NUMBERS.map(({ name, min, max, step }) => (
          <TextField
            key={name}
            label={t(name === 'sessionMinutes' ? 'sessionMinutesNumber' : name)}
            type="number"
            min={min}
            max={max}
            step={step}
            value={Number.isNaN(wishes[name]) ? '' : wishes[name]}
            onChange={({ target }) => onChange({ ...wishes, [name]: target.valueAsNumber })}
          />
        ))}
        <TextField
          label={t('deadline')}
          type="date"
          min={todayHere()}
          value={wishes.deadline ?? ''}
          onChange={({ target }) => onChange({ ...wishes, deadline: target.value === '' ? null : target.value })}
        />
      </div>
      <DayChoice days={wishes.days} onChange={(days) => onChange({ ...wishes, days })} />
      <details>
        <summary className="font-medium">{t('dropModules', { count: dropModuleIds.length })}</summary>
        <ul className="mt-1 max-h-64 overflow-y-auto">
          {open.map(({ id, position, title, minutes }) => (
            <li key={id}>
              <Checkbox
                checked={dropModuleIds.includes(id)}
                onChange={({ target }) =>
                  onChange({
                    ...wishes,
                    dropModuleIds: target.checked
                      ? [...dropModuleIds, id]
                      : dropModuleIds.filter((other) => other !== id),
                  })
                }
                label={
                  <>
                    {position}. {title} <span className="text-sm text-soft">{duration(minutes)}</span>
                  </>
                }
              />
            </li>
          ))}
        </ul>
      </details>
    </div>
  )
}
