import { CopyIcon, ReloadIcon } from '@radix-ui/react-icons'
import type { AskResponse } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../../components/button.tsx'
import type { OpenPassage } from '../../components/open-passage.ts'
import { EXTRACTIVE } from './answer-engine.ts'
import { AnswerFacts } from './answer-facts.tsx'
import { AnswerText } from './answer-text.tsx'
import { FallbackNotes } from './fallback-notes.tsx'
import { RelatedQuestions } from './related-questions.tsx'
import { SourceList } from './source-list.tsx'
import { SupportSummary } from './support-mark.tsx'
import { useCopyAnswer } from './use-copy-answer.ts'

interface AnswerBodyProps {
  readonly response: AskResponse
  /** ISO 8601. */
  readonly askedAt: string
  readonly open: OpenPassage | null
  readonly onOpen: (passage: OpenPassage) => void
  readonly onRetry: () => void
  /** Null where a question would not follow this answer. */
  readonly onFollowUp: ((question: string) => void) | null
}

/** A whole answer: text, how far its sources hold it, the sources, and what can be done with it. */
export function AnswerBody({ response, askedAt, open, onOpen, onRetry, onFollowUp }: AnswerBodyProps): JSX.Element {
  const t = useTranslations('chat')
  const copy = useCopyAnswer()
  return (
    <>
      <FallbackNotes fallbacks={response.fallbacks} next={response.engine} />
      <AnswerText response={response} open={open} onOpen={onOpen} />
      <SupportSummary sentences={response.sentences} isVerbatim={response.engine === EXTRACTIVE} />
      {response.citations.length > 0 && <SourceList citations={response.citations} open={open} onOpen={onOpen} />}
      <AnswerFacts response={response} askedAt={askedAt} />
      <footer className="flex flex-wrap items-center gap-2">
        <Button size="small" icon={<CopyIcon />} onClick={() => void copy(response)}>
          {t('copy')}
        </Button>
        <Button size="small" icon={<ReloadIcon />} onClick={onRetry}>
          {t('retry')}
        </Button>
      </footer>
      {onFollowUp !== null && <RelatedQuestions response={response} onAsk={onFollowUp} />}
    </>
  )
}
