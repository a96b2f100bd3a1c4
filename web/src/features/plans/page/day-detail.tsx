import type { Plan, PlanSession } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { usePlanWords } from '../use-plan-words.ts'
import { SessionCard } from './session-card.tsx'

interface DayDetailProps {
  readonly plan: Plan
  readonly day: string
  readonly sessions: readonly PlanSession[]
}

/** The sessions of the chosen day, with what can be done about them. */
export function DayDetail({ plan, day, sessions }: DayDetailProps): JSX.Element {
  const t = useTranslations('plans')
  const words = usePlanWords()
  return (
    <section aria-live="polite" className="flex flex-col gap-3 rounded-lg border border-line bg-surface p-4">
      <h3 className="font-semibold">{words.day(day)}</h3>
      {sessions.length === 0 && <p className="text-soft">{t('noSession')}</p>}
      {sessions.map((session) => (
        <SessionCard key={session.id} plan={plan} session={session} />
      ))}
    </section>
  )
}
