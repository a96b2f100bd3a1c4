import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { ServerProblem } from '../../../api/server-problem.ts'
import { Card } from '../../../components/card.tsx'
import { Spinner } from '../../../components/spinner.tsx'
import { ErrorState, Skeleton } from '../../../components/states.tsx'
import { useProblemText } from '../../../i18n/problem-text.ts'
import { FitNotice } from '../fit-notice.tsx'
import { usePlanWords } from '../use-plan-words.ts'
import type { PlanForm } from './plan-form.ts'
import type { PlanFormMethods } from './use-plan-form.ts'
import type { Preview } from './use-preview.ts'

interface OutlookCardProps {
  readonly form: PlanFormMethods
  readonly values: PlanForm
  readonly preview: Preview
  /** Whether the wishes are such that there can be a plan. */
  readonly isAsked: boolean
}

/** What the wishes come to, at any step: size, end, and whether it fits. */
export function OutlookCard({ form, values, preview, isAsked }: OutlookCardProps): JSX.Element {
  const t = useTranslations('plans')
  const { plan, isBehind, error } = preview
  return (
    <Card title={t('outlook')} actions={isBehind && isAsked && <Spinner />}>
      <div aria-live="polite" aria-busy={isBehind}>
        {error !== null && isAsked ? (
          <NoPreview error={error} />
        ) : plan === null ? (
          isAsked ? (
            <Skeleton lines={4} />
          ) : (
            <p className="text-soft">{t('notAsked')}</p>
          )
        ) : (
          <div className="flex flex-col gap-4">
            <Figures plan={plan} />
            <FitNotice
              feasibility={plan.feasibility}
              deadline={values.deadline}
              remedies={{
                hoursPerWeek: values.hoursPerWeek,
                onHours: (hours) => form.setValue('hoursPerWeek', hours, { shouldValidate: true, shouldDirty: true }),
                onDeadline: (date) => form.setValue('deadline', date, { shouldValidate: true, shouldDirty: true }),
                onDrop: (modules) => form.setValue('dropped', [...values.dropped, ...modules], { shouldDirty: true }),
              }}
            />
          </div>
        )}
      </div>
    </Card>
  )
}

/** A goal that is half typed often means nothing to the documents yet: that is no alarm. */
function NoPreview({ error }: { readonly error: unknown }): JSX.Element {
  const textOf = useProblemText()
  if (!(error instanceof ServerProblem && error.code === 'LP_PLAN_EMPTY')) return <ErrorState error={error} />
  const { title, advice } = textOf(error)
  return (
    <div className="flex flex-col gap-1">
      <p className="font-medium">{title}</p>
      <p className="text-soft">{advice}</p>
    </div>
  )
}

function Figures({ plan }: { readonly plan: NonNullable<Preview['plan']> }): JSX.Element {
  const t = useTranslations('plans')
  const { duration } = usePlanWords()
  const figures = [
    [t('figureModules'), String(plan.modules.length)],
    [t('figureTime'), duration(plan.feasibility.neededMinutes)],
    [t('figureSessions'), String(plan.sessions.length)],
  ] as const
  return (
    <dl className="grid grid-cols-3 gap-2">
      {figures.map(([name, value]) => (
        <div key={name} className="flex flex-col">
          <dt className="order-2 text-xs text-soft">{name}</dt>
          <dd className="text-lg font-semibold tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
