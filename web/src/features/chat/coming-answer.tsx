import { ReloadIcon } from '@radix-ui/react-icons'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../../components/button.tsx'
import type { OpenPassage } from '../../components/open-passage.ts'
import { ErrorState, Skeleton } from '../../components/states.tsx'
import { ComingText } from './answer-text.tsx'
import type { useAnswering } from './use-answering.ts'

interface ComingAnswerProps {
  readonly question: string
  readonly answering: ReturnType<typeof useAnswering>
  readonly open: OpenPassage | null
  readonly onOpen: (passage: OpenPassage) => void
}

/** An answer on its way, stopped, or broken off: what has come of it stays to be read. */
export function ComingAnswer({ question, answering, open, onOpen }: ComingAnswerProps): JSX.Element | null {
  const t = useTranslations('chat')
  const { state, text, citations, error, retry } = answering
  if (state === 'idle') return null
  return (
    <article className="flex flex-col gap-4 rounded-lg border border-line bg-surface p-5 shadow-card">
      <h2 className="font-semibold text-soft">{question}</h2>
      {text !== '' && <ComingText text={text} citations={citations} open={open} onOpen={onOpen} />}
      {state === 'asking' && text === '' && <Skeleton lines={3} />}
      {state === 'stopped' && (
        <p className="flex flex-wrap items-center gap-3 text-soft">
          {t('stopped')}
          <Button size="small" icon={<ReloadIcon />} onClick={retry}>
            {t('retry')}
          </Button>
        </p>
      )}
      {state === 'failed' && <ErrorState error={error} onRetry={retry} />}
    </article>
  )
}
