import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useSuggestedQuestions } from '../home/use-suggested-questions.ts'
import type { AskScope } from './ask-address.ts'
import { QuestionLinks } from './question-links.tsx'

const EVERYWHERE: AskScope = { collection: null, documentId: null }

/** Where to begin: questions that the documents answer. */
export function SuggestedQuestions(): JSX.Element {
  const t = useTranslations('chat')
  return <QuestionLinks title={t('suggested')} questions={useSuggestedQuestions()} scope={EVERYWHERE} />
}
