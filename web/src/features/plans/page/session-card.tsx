import type { Plan, PlanSession } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Badge } from '../../../components/badge.tsx'
import { usePlanWords } from '../use-plan-words.ts'
import { SessionActions } from './session-actions.tsx'
import { SessionParts } from './session-parts.tsx'

const KINDS = { planned: 'accent', done: 'good', missed: 'bad' } as const

interface SessionCardProps {
  readonly plan: Plan
  readonly session: PlanSession
}

/** A session with what it holds; one that is planned can be started, done or missed. */
export function SessionCard({ plan, session }: SessionCardProps): JSX.Element {
  const t = useTranslations('plans')
  const { duration } = usePlanWords()
  return (
    <div className="flex flex-col gap-3">
      <p className="flex flex-wrap items-center gap-2">
        <Badge kind={KINDS[session.state]}>{t(`sessionState.${session.state}`)}</Badge>
        <span className="text-sm text-soft">{duration(session.minutes)}</span>
      </p>
      <SessionParts plan={plan} session={session} />
      {session.state === 'planned' && <SessionActions plan={plan} session={session} isOneOfMany />}
    </div>
  )
}
