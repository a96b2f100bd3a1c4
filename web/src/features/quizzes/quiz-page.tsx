import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Page } from '../../components/page.tsx'

export function QuizPage(): JSX.Element {
  const t = useTranslations('app')
  return <Page title={t('nav.quizzes')}>{null}</Page>
}
