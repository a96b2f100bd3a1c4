import type { Plan, PlanSession } from '@learnpath/contracts'
import { useQueries } from '@tanstack/react-query'
import type { JSX } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { call } from '../../api/request.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { ButtonLink } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { ProgressBar } from '../../components/progress-bar.tsx'

/** Plans beyond these are not looked into for the next session. */
const PLANS_LOOKED_AT = 5

/** The first session of all plans that is still to come. */
export function NextSession(): JSX.Element | null {
  const t = useTranslations('home')
  const format = useFormatter()
  const { data: list } = useAnswer('listPlans')
  const active = (list?.plans ?? []).filter(({ state }) => state === 'active').slice(0, PLANS_LOOKED_AT)
  const plans = useQueries({
    queries: active.map(({ id }) => ({
      queryKey: ['getPlan', { params: { id } }],
      queryFn: async ({ signal }: { signal: AbortSignal }) => await call('getPlan', { params: { id }, signal }),
    })),
  })
  const next = plans
    .flatMap(({ data }) => (data === undefined ? [] : [nextOf(data)]))
    .filter((one) => one !== null)
    .toSorted((a, b) => (a.session.date < b.session.date ? -1 : 1))[0]
  if (next === undefined) return null
  const { plan, session } = next
  const done = plan.modules.filter(({ state }) => state === 'done' || state === 'mastered').length
  const titles = [...new Set(session.parts.map(({ moduleId }) => moduleId))].flatMap((id) =>
    plan.modules.filter((module) => module.id === id).map(({ title }) => title),
  )
  return (
    <Card title={t('nextSession')}>
      <p className="font-medium">{plan.title}</p>
      <p className="text-sm text-soft">
        {t('sessionWhen', {
          // A day without a time: it is the same one everywhere.
          date: format.dateTime(new Date(`${session.date}T12:00:00Z`), {
            weekday: 'long',
            day: 'numeric',
            month: 'long',
            timeZone: 'UTC',
          }),
          minutes: Math.round(session.minutes),
        })}
      </p>
      {titles.length > 0 && <p className="mt-1 text-sm">{titles.join(' · ')}</p>}
      <div className="my-3">
        <ProgressBar label={t('planProgress')} value={done / Math.max(1, plan.modules.length)} />
      </div>
      <ButtonLink to={`/plans/${encodeURIComponent(plan.id)}`}>{t('toPlan')}</ButtonLink>
    </Card>
  )
}

function nextOf(plan: Plan): { plan: Plan; session: PlanSession } | null {
  const session = plan.sessions
    .filter(({ state }) => state === 'planned')
    .toSorted((a, b) => (a.date < b.date ? -1 : 1))[0]
  return session === undefined ? null : { plan, session }
}
