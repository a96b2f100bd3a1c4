import type { PlanSummary } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Link } from 'wouter'
import { Badge } from '../../components/badge.tsx'
import { ProgressBar } from '../../components/progress-bar.tsx'
import { usePlanWords } from './use-plan-words.ts'

/** A plan among others: how far it is, when it ends, what comes next. */
export function PlanCard({ plan }: { readonly plan: PlanSummary }): JSX.Element {
  const t = useTranslations('plans')
  const { duration, day } = usePlanWords()
  const { id, title, collection, modules, modulesDone, state, feasible, deadline, nextSession } = plan
  return (
    <li className="relative flex flex-col gap-3 rounded-lg border border-line bg-surface p-5 shadow-card focus-within:border-accent hover:border-line-strong">
      <div className="flex flex-wrap items-start gap-2">
        <h2 className="min-w-0 flex-1 text-lg">
          <Link href={`/plans/${id}`} className="text-ink no-underline after:absolute after:inset-0 hover:underline">
            {title}
          </Link>
        </h2>
        {state === 'finished' ? (
          <Badge kind="good">{t('finished')}</Badge>
        ) : (
          deadline !== null && (
            <Badge kind={feasible ? 'good' : 'warn'}>
              {feasible ? t('fits') : t('missing', { time: duration(plan.missingMinutes) })}
            </Badge>
          )
        )}
      </div>
      <ProgressBar label={t('progressOf', { title })} value={modules === 0 ? 0 : modulesDone / modules} />
      <p className="text-sm text-soft">
        {t('modulesDone', { done: modulesDone, count: modules })}
        {state === 'active' && ` · ${t('timeLeft', { time: duration(plan.neededMinutes) })}`}
        {` · ${collection}`}
      </p>
      {state === 'active' && (
        <dl className="grid grid-cols-[auto_1fr] gap-x-3 text-sm">
          {nextSession !== null && (
            <>
              <dt className="text-soft">{t('nextSession')}</dt>
              <dd>
                {day(nextSession.date)}, {duration(nextSession.minutes)}
              </dd>
            </>
          )}
          <dt className="text-soft">{t('finish')}</dt>
          <dd>{day(plan.finishDate)}</dd>
        </dl>
      )}
    </li>
  )
}
