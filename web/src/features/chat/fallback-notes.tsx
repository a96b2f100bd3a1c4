import type { AskResponse, ErrorCode } from '@learnpath/contracts'
import { ExclamationTriangleIcon } from '@radix-ui/react-icons'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { ServerProblem } from '../../api/server-problem.ts'
import { useProblemText } from '../../i18n/problem-text.ts'
import { EXTRACTIVE } from './answer-engine.ts'

interface FallbackNotesProps {
  readonly fallbacks: readonly AskResponse['fallbacks'][number][]
  /** Who answered instead; null while that is not known. */
  readonly next: string | null
}

/** Who should have answered and could not, why, and who did. */
export function FallbackNotes({ fallbacks, next }: FallbackNotesProps): JSX.Element | null {
  const t = useTranslations('chat')
  const textOf = useProblemText()
  if (fallbacks.length === 0) return null
  return (
    <ul className="flex flex-col gap-1 rounded-md bg-warn-soft px-3 py-2 text-sm text-warn">
      {fallbacks.map(({ engine, code, message }) => {
        const problem = textOf(new ServerProblem(code as ErrorCode, { detail: message }))
        return (
          <li key={engine} className="flex items-start gap-2">
            <ExclamationTriangleIcon aria-hidden className="mt-1 shrink-0" />
            <span>{t('fallback', { name: engine, reason: problem.title })}</span>
          </li>
        )
      })}
      {next !== null && (
        <li className="pl-6">{next === EXTRACTIVE ? t('fellBackToQuotes') : t('fellBackTo', { name: next })}</li>
      )}
    </ul>
  )
}
