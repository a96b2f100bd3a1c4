import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { SelectField, TextField } from '../../../components/field.tsx'
import { Chip } from '../chip.tsx'
import { DayChoice } from '../day-choice.tsx'
import { addDays, todayHere } from '../plan-dates.ts'
import { usePlanWords } from '../use-plan-words.ts'
import { LevelChoice } from './level-choice.tsx'
import type { PlanForm } from './plan-form.ts'
import { ReadingSpeed } from './reading-speed.tsx'
import type { PlanFormMethods } from './use-plan-form.ts'

const SESSION_MINUTES = [20, 30, 45, 60, 90, 120]
const WEEKS_AHEAD = [2, 4, 8]

interface TimeStepProps {
  readonly form: PlanFormMethods
  readonly values: PlanForm
}

/** How much, on which days, until when, and how fast. */
export function TimeStep({ form, values }: TimeStepProps): JSX.Element {
  const t = useTranslations('plans')
  const { duration } = usePlanWords()
  const { errors } = form.formState
  const { hoursPerWeek, days, sessionMinutes } = values
  const perDay = days.length === 0 || Number.isNaN(hoursPerWeek) ? null : (hoursPerWeek * 60) / days.length
  const lengths = [...new Set([...SESSION_MINUTES, sessionMinutes])].toSorted((one, other) => one - other)
  return (
    <div className="flex flex-col gap-6">
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          {...form.register('hoursPerWeek', { valueAsNumber: true })}
          label={t('hoursPerWeek')}
          type="number"
          min={0.25}
          max={80}
          step={0.25}
          inputMode="decimal"
          hint={perDay === null ? undefined : t('perDay', { time: duration(perDay) })}
          error={errors.hoursPerWeek === undefined ? undefined : t('hoursError')}
        />
        <SelectField {...form.register('sessionMinutes', { valueAsNumber: true })} label={t('sessionMinutes')}>
          {lengths.map((minutes) => (
            <option key={minutes} value={minutes}>
              {duration(minutes)}
            </option>
          ))}
        </SelectField>
      </div>
      <DayChoice
        days={days}
        onChange={(next) => form.setValue('days', next, { shouldValidate: true, shouldDirty: true })}
      />
      <Dates form={form} values={values} />
      <LevelChoice form={form} />
      <ReadingSpeed
        value={values.wordsPerMinute}
        onChange={(words) => form.setValue('wordsPerMinute', words, { shouldValidate: true, shouldDirty: true })}
      />
    </div>
  )
}

function Dates({ form, values }: TimeStepProps): JSX.Element {
  const t = useTranslations('plans')
  const { errors } = form.formState
  const start = values.startDate === '' ? todayHere() : values.startDate
  const setDeadline = (deadline: string | null): void =>
    form.setValue('deadline', deadline, { shouldValidate: true, shouldDirty: true })
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TextField
        {...form.register('startDate')}
        label={t('startDate')}
        type="date"
        min={todayHere()}
        hint={t('startDateHint')}
        error={errors.startDate === undefined ? undefined : t('dateError')}
      />
      <div className="flex flex-col gap-2">
        <TextField
          label={t('deadline')}
          type="date"
          min={start}
          value={values.deadline ?? ''}
          onChange={({ target }) => setDeadline(target.value === '' ? null : target.value)}
          error={errors.deadline === undefined ? undefined : t('deadlineError')}
        />
        <div className="flex flex-wrap gap-1.5">
          <Chip pressed={values.deadline === null} onPress={() => setDeadline(null)}>
            {t('deadlineNone')}
          </Chip>
          {WEEKS_AHEAD.map((weeks) => {
            const date = addDays(start, weeks * 7)
            return (
              <Chip key={weeks} pressed={values.deadline === date} onPress={() => setDeadline(date)}>
                {t('inWeeks', { weeks })}
              </Chip>
            )
          })}
        </div>
      </div>
    </div>
  )
}
