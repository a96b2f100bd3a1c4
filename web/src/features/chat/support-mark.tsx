import { CheckCircledIcon, CrossCircledIcon, ExclamationTriangleIcon } from '@radix-ui/react-icons'
import type { AnswerSentence, SentenceSupport } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'

const MARKS = {
  supported: { icon: CheckCircledIcon, colour: 'text-good' },
  partly: { icon: ExclamationTriangleIcon, colour: 'text-warn' },
  'not-found': { icon: CrossCircledIcon, colour: 'text-bad' },
} as const

/** How far the sources hold the sentence before it. */
export function SupportMark({ support }: { readonly support: SentenceSupport }): JSX.Element {
  const t = useTranslations('chat')
  const { icon: Icon, colour } = MARKS[support]
  return (
    <span
      role="img"
      aria-label={t(`support.${support}`)}
      title={t(`support.${support}`)}
      className={`mx-0.5 inline-block align-middle ${colour}`}
    >
      <Icon />
    </span>
  )
}

const ORDER: readonly SentenceSupport[] = ['supported', 'partly', 'not-found']

interface SupportSummaryProps {
  readonly sentences: readonly AnswerSentence[]
  /** Every sentence is a quote. */
  readonly isVerbatim: boolean
}

/** How many sentences the sources hold, in words. */
export function SupportSummary({ sentences, isVerbatim }: SupportSummaryProps): JSX.Element | null {
  const t = useTranslations('chat')
  if (sentences.length === 0) return null
  if (sentences.every(({ support }) => support === 'supported')) {
    return (
      <p className="flex items-center gap-1.5 text-sm text-good">
        <CheckCircledIcon aria-hidden />
        {t(isVerbatim ? 'allVerbatim' : 'allSupported', { count: sentences.length })}
      </p>
    )
  }
  return (
    <ul aria-label={t('supportOfAll')} className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
      {ORDER.map((support) => {
        const count = sentences.filter((sentence) => sentence.support === support).length
        const { icon: Icon, colour } = MARKS[support]
        return (
          count > 0 && (
            <li key={support} className={`flex items-center gap-1.5 ${colour}`}>
              <Icon aria-hidden />
              {t(`supportCount.${support}`, { count })}
            </li>
          )
        )
      })}
    </ul>
  )
}
