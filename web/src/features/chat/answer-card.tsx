import { CopyIcon, ReloadIcon } from '@radix-ui/react-icons'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../../components/button.tsx'
import type { OpenPassage } from '../../components/open-passage.ts'
import type { KeptAnswer } from './ask-history.ts'
import { AnswerFacts, EXTRACTIVE } from './answer-facts.tsx'
import { AnswerText } from './answer-text.tsx'
import { NotFound } from './not-found.tsx'
import { RelatedQuestions } from './related-questions.tsx'
import { SourceList } from './source-list.tsx'
import { SupportSummary } from './support-mark.tsx'
import { useCopyAnswer } from './use-copy-answer.ts'

interface AnswerCardProps {
  readonly kept: KeptAnswer
  readonly open: OpenPassage | null
  readonly onOpen: (passage: OpenPassage) => void
  readonly onRetry: () => void
  readonly onWiden: () => void
}

/** A whole answer: text, how far its sources hold it, the sources, and what can be done with it. */
export function AnswerCard({ kept, open, onOpen, onRetry, onWiden }: AnswerCardProps): JSX.Element {
  const t = useTranslations('chat')
  const { response } = kept
  const copy = useCopyAnswer()
  if (response.abstained) {
    return <NotFound kept={kept} open={open} onOpen={onOpen} onRetry={onRetry} onWiden={onWiden} />
  }
  return (
    <article className="flex flex-col gap-4 rounded-lg border border-line bg-surface p-5 shadow-card">
      <h2 className="font-semibold text-soft">{response.question}</h2>
      <AnswerText response={response} open={open} onOpen={onOpen} />
      <SupportSummary sentences={response.sentences} isVerbatim={response.engine === EXTRACTIVE} />
      <SourceList citations={response.citations} open={open} onOpen={onOpen} />
      <footer className="flex flex-wrap items-center gap-2">
        <div className="min-w-0 flex-1 basis-64">
          <AnswerFacts kept={kept} />
        </div>
        <Button size="small" icon={<CopyIcon />} onClick={() => void copy(response)}>
          {t('copy')}
        </Button>
        <Button size="small" icon={<ReloadIcon />} onClick={onRetry}>
          {t('retry')}
        </Button>
      </footer>
      <RelatedQuestions kept={kept} />
    </article>
  )
}
