import { CheckCircledIcon, CrossCircledIcon, ExclamationTriangleIcon } from '@radix-ui/react-icons'
import type { AnswerSentence, SentenceSupport } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { isSamePassage, type OpenPassage } from '../../components/open-passage.ts'
import { Tooltip } from '../../components/tooltip.tsx'

const MARKS = {
  supported: { icon: CheckCircledIcon, colour: 'text-good' },
  partly: { icon: ExclamationTriangleIcon, colour: 'text-warn' },
  'not-found': { icon: CrossCircledIcon, colour: 'text-bad' },
} as const

interface SupportMarkProps {
  readonly support: SentenceSupport
  /** The words that bear the sentence, where they stand; null where there are none. */
  readonly quote: (OpenPassage & { readonly text: string }) | null
  readonly open: OpenPassage | null
  readonly onOpen: (passage: OpenPassage) => void
}

const LONGEST_QUOTE = 240

/** How far the sources hold the sentence before it; opens the words that bear it. */
export function SupportMark({ support, quote, open, onOpen }: SupportMarkProps): JSX.Element {
  const t = useTranslations('chat')
  const { icon: Icon, colour } = MARKS[support]
  if (quote === null) {
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
  const words = quote.text.replaceAll(/\s+/g, ' ').trim()
  const shown = words.length > LONGEST_QUOTE ? `${words.slice(0, LONGEST_QUOTE).trimEnd()} …` : words
  return (
    <Tooltip text={t('supportedBy', { support: t(`support.${support}`), quote: shown })}>
      <button
        type="button"
        aria-label={t('openQuote', { support: t(`support.${support}`) })}
        aria-pressed={isSamePassage(open, quote)}
        onClick={() => onOpen(quote)}
        className={`mx-0.5 inline-flex size-6 items-center justify-center rounded-full align-middle hover:bg-sunken aria-pressed:bg-accent-soft ${colour}`}
      >
        <Icon />
      </button>
    </Tooltip>
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
