import type { ChatSubject, QuestionSetSummary } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'

interface ChatCostProps {
  readonly set: QuestionSetSummary | undefined
  readonly subjects: readonly ChatSubject[]
  readonly repetitions: number
}

/** As the server does it when nothing else is asked for. */
const LOADS = 3

/** How much work a comparison is, and how sure its result can be. */
export function ChatCost({ set, subjects, repetitions }: ChatCostProps): JSX.Element | null {
  const t = useTranslations('evaluation')
  if (set === undefined) return null
  const turns = set.questionCount + set.followUpCount
  const answers = turns * subjects.length * repetitions
  const models = subjects.filter(({ model }) => model !== 'extractive')
  const pairs = ((subjects.length * (subjects.length - 1)) / 2) * turns
  return (
    <section aria-label={t('cost')} className="rounded-lg bg-sunken px-5 py-4">
      <h2 className="font-semibold">{t('cost')}</h2>
      <ul className="mt-1 list-disc pl-5">
        <li>{t('costAnswers', { answers, turns, subjects: subjects.length, repetitions })}</li>
        {models.length > 0 && <li>{t('costLoads', { count: models.length * LOADS })}</li>}
        {pairs > 0 && <li>{t('costPairs', { count: pairs })}</li>}
      </ul>
      <p className="mt-2 text-sm text-soft">{t('costNote')}</p>
    </section>
  )
}
