import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useAnswer } from '../../api/use-answer.ts'
import { ButtonLink } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'

/** What can be made of the documents, for who has made nothing of them yet. */
export function StartLearning(): JSX.Element | null {
  const t = useTranslations('home')
  const { data: plans } = useAnswer('listPlans')
  const { data: quizzes } = useAnswer('listQuizzes')
  if (plans === undefined || quizzes === undefined) return null
  if (plans.plans.length > 0 && quizzes.quizzes.length > 0) return null
  return (
    <Card title={t('learn')}>
      <p className="mb-3 text-soft">{t('learnText')}</p>
      <div className="flex flex-wrap gap-2">
        {plans.plans.length === 0 && <ButtonLink to="/plans/new">{t('makePlan')}</ButtonLink>}
        {quizzes.quizzes.length === 0 && <ButtonLink to="/quizzes">{t('makeQuiz')}</ButtonLink>}
        <ButtonLink to="/concepts" variant="quiet">
          {t('seeConcepts')}
        </ButtonLink>
      </div>
    </Card>
  )
}
