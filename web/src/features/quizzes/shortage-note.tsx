import type { Quiz } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'

/** Says why there are fewer questions than wished for. */
export function ShortageNote({ quiz }: { readonly quiz: Quiz }): JSX.Element | null {
  const t = useTranslations('quizzes')
  if (quiz.shortfall === null) return null
  return (
    <p className="rounded-md bg-warn-soft px-4 py-2.5 text-sm text-warn">
      {quiz.shortage === null ? quiz.shortfall : t('shortage', { ...quiz.shortage, made: quiz.items.length })}
    </p>
  )
}
