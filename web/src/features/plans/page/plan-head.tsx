import type { Plan } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Card } from '../../../components/card.tsx'
import { ProgressBar } from '../../../components/progress-bar.tsx'
import { daysBetween, todayHere } from '../plan-dates.ts'
import { usePlanWords } from '../use-plan-words.ts'
import { nextSession } from './module-names.ts'
import { SessionActions } from './session-actions.tsx'
import { SessionParts } from './session-parts.tsx'

/** What comes next, and how far one is. */
export function PlanHead({ plan }: { readonly plan: Plan }): JSX.Element {
  return (
    <div className="mb-6 grid gap-4 lg:grid-cols-[1fr_20rem]">
      <NextSession plan={plan} />
      <Progress plan={plan} />
    </div>
  )
}

function NextSession({ plan }: { readonly plan: Plan }): JSX.Element {
  const t = useTranslations('plans')
  const { duration, day } = usePlanWords()
  const session = nextSession(plan)
  if (session === undefined) {
    return (
      <Card title={t('finished')}>
        <p>{t('finishedText')}</p>
      </Card>
    )
  }
  const away = daysBetween(todayHere(), session.date)
  const when = away === 0 ? t('today') : away === 1 ? t('tomorrow') : day(session.date)
  return (
    <Card title={t('nextSessionOn', { when, time: duration(session.minutes) })} className="border-l-4 border-l-accent">
      <div className="flex flex-col gap-4">
        <SessionParts plan={plan} session={session} />
        <SessionActions plan={plan} session={session} />
      </div>
    </Card>
  )
}

function Progress({ plan }: { readonly plan: Plan }): JSX.Element {
  const t = useTranslations('plans')
  const { duration, day } = usePlanWords()
  const { modules, feasibility, request } = plan
  const done = modules.filter(({ state }) => state === 'done' || state === 'mastered').length
  const { neededMinutes, missingMinutes, finishDate } = feasibility
  return (
    <Card title={t('progress')}>
      <div className="flex flex-col gap-3">
        <ProgressBar label={t('progressOf', { title: plan.title })} value={done / Math.max(1, modules.length)} />
        <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 text-sm">
          <dt className="text-soft">{t('modules')}</dt>
          <dd>{t('modulesDone', { done, count: modules.length })}</dd>
          <dt className="text-soft">{t('left')}</dt>
          <dd>{duration(neededMinutes)}</dd>
          <dt className="text-soft">{t('finish')}</dt>
          <dd>{day(finishDate)}</dd>
          {request.deadline !== null && (
            <>
              <dt className="text-soft">{t('deadline')}</dt>
              <dd>
                {day(request.deadline)}
                {missingMinutes > 0 && (
                  <span className="block font-medium text-warn">
                    {t('missing', { time: duration(missingMinutes) })}
                  </span>
                )}
              </dd>
            </>
          )}
        </dl>
      </div>
    </Card>
  )
}
