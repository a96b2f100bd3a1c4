import type { Plan, PlanSession } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useLocation } from 'wouter'
import { useCommand } from '../../../api/use-answer.ts'
import { Button, ButtonLink } from '../../../components/button.tsx'
import { readerAddress } from '../../../components/passage.tsx'
import { useFailureToast } from '../../../components/use-failure-toast.ts'
import { firstReading, nextSession } from './module-names.ts'
import { useTellPlan } from './use-tell-plan.ts'

interface SessionActionsProps {
  readonly plan: Plan
  readonly session: PlanSession
  /** One of several: only the session that is next stands out. */
  readonly isOneOfMany?: boolean
}

/** Starts a session where it begins, or says that it was done or missed. */
export function SessionActions({ plan, session, isOneOfMany = false }: SessionActionsProps): JSX.Element {
  const t = useTranslations('plans')
  const { tell, isTelling } = useTellPlan(plan.id)
  const passage = firstReading(plan, session)
  const size = isOneOfMany ? 'small' : 'medium'
  const variant = isOneOfMany && nextSession(plan)?.id !== session.id ? 'secondary' : 'primary'
  const quizOf = session.parts.find(({ kind }) => kind === 'quiz')?.moduleId
  return (
    <div className="flex flex-wrap gap-2">
      {passage !== null ? (
        <ButtonLink to={readerAddress(passage)} variant={variant} size={size}>
          {t('start')}
        </ButtonLink>
      ) : quizOf !== undefined && quizOf !== null ? (
        <QuizButton plan={plan} moduleId={quizOf} variant={variant} size={size} label={t('startQuiz')} />
      ) : (
        <ButtonLink to="/review" variant={variant} size={size}>
          {t('startReview')}
        </ButtonLink>
      )}
      <Button size={size} disabled={isTelling} onClick={() => tell({ kind: 'session-done', sessionId: session.id })}>
        {t('markDone')}
      </Button>
      <Button
        size={size}
        disabled={isTelling}
        variant="quiet"
        onClick={() => tell({ kind: 'session-missed', sessionId: session.id })}
      >
        {t('markMissed')}
      </Button>
    </div>
  )
}

interface QuizButtonProps {
  readonly plan: Pick<Plan, 'id'>
  readonly moduleId: string
  readonly label: string
  readonly variant?: 'primary' | 'secondary'
  readonly size?: 'small' | 'medium'
}

/** Opens the quiz of a module, which is made when it is first asked for. */
export function QuizButton({
  plan,
  moduleId,
  label,
  variant = 'secondary',
  size = 'medium',
}: QuizButtonProps): JSX.Element {
  const failed = useFailureToast()
  const [, navigate] = useLocation()
  const { mutate, isPending } = useCommand('startModuleQuiz', {
    changes: ['getPlan', 'listQuizzes'],
    onSuccess: ({ id }) => navigate(`/quizzes/${id}`),
  })
  return (
    <Button
      variant={variant}
      size={size}
      busy={isPending}
      onClick={() => mutate({ params: { id: plan.id, moduleId } }, { onError: failed })}
    >
      {label}
    </Button>
  )
}
