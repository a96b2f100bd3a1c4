import type { AskResponse } from '@learnpath/contracts'
import { useMemo, useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useSearchParams } from 'wouter'
import { useAnswer } from '../../api/use-answer.ts'
import { ButtonLink } from '../../components/button.tsx'
import { classNames } from '../../components/class-names.ts'
import { Page } from '../../components/page.tsx'
import type { OpenPassage } from '../../components/open-passage.ts'
import { EmptyState } from '../../components/states.tsx'
import { useIsWide } from '../../components/use-media.ts'
import { AnswerCard } from './answer-card.tsx'
import { readAsk, requestOf, writeAsk, type AskChoice } from './ask-address.ts'
import { askHistory, useAskHistory, type KeptAnswer } from './ask-history.ts'
import { ComingAnswer } from './coming-answer.tsx'
import { QuestionField } from './question-field.tsx'
import { QuestionHistory } from './question-history.tsx'
import { ScopeBar } from './scope-bar.tsx'
import { SourceView } from './source-view.tsx'
import { SuggestedQuestions } from './suggested-questions.tsx'
import { useAnswering } from './use-answering.ts'

/** Questions to the documents. An answer cites what it rests on; a citation opens beside it. */
export function AskPage(): JSX.Element {
  const t = useTranslations('chat')
  const [params, setParams] = useSearchParams()
  const choice = useMemo(() => readAsk(params), [params])
  const isWide = useIsWide()
  const { kept, keep } = useKeptAnswer(choice.answerId)
  const change = (next: Partial<AskChoice>, replace = false): void => {
    setParams(writeAsk({ ...choice, ...next }), { replace })
  }

  const request = kept === null && choice.question !== '' ? requestOf(choice) : null
  const answering = useAnswering(request, (response) => {
    const answer = keep(response, choice)
    change({ answerId: answer.id }, true)
  })
  const ask = (question: string): void => {
    if (question === choice.question && kept === null) answering.retry()
    else change({ question, answerId: null, open: null })
  }
  const onOpen = ({ documentId, start, end, page }: OpenPassage): void => {
    change({ open: { documentId, start, end, page } }, choice.open !== null)
  }
  const { open } = choice
  const beside = isWide && open !== null
  return (
    <Page title={t('title')} lead={t('lead')} width={beside ? 'full' : 'prose'}>
      <div className={classNames('grid gap-6', beside && 'grid-cols-[minmax(0,30rem)_minmax(0,1fr)]')}>
        <div className="flex min-w-0 flex-col gap-5">
          <div className="flex flex-col gap-2">
            <QuestionField
              asked={choice.question}
              isAsking={answering.state === 'asking'}
              onAsk={ask}
              onStop={answering.stop}
            />
            <ScopeBar scope={choice} onChange={(scope) => change({ ...scope, answerId: null, open: null })} />
          </div>
          <Announcement answer={kept?.response.answer ?? null} isAsking={answering.state === 'asking'} />
          <div className="empty:hidden">
            {kept === null ? (
              <ComingAnswer question={choice.question} answering={answering} open={open} onOpen={onOpen} />
            ) : (
              <AnswerCard
                kept={kept}
                open={open}
                onOpen={onOpen}
                onRetry={() => change({ answerId: null, open: null }, true)}
                onWiden={() => change({ collection: null, documentId: null, answerId: null, open: null })}
              />
            )}
          </div>
          <Beginning isAsked={choice.question !== ''} />
          <QuestionHistory currentId={kept?.id ?? null} />
        </div>
        {open !== null && <SourceView open={open} beside={beside} onClose={() => change({ open: null })} />}
      </div>
    </Page>
  )
}

/** For those who hear the page: the answer alone, without everything around it. */
function Announcement({
  answer,
  isAsking,
}: {
  readonly answer: string | null
  readonly isAsking: boolean
}): JSX.Element {
  const t = useTranslations('chat')
  return (
    <p role="status" className="sr-only">
      {answer ?? (isAsking ? t('asking') : '')}
    </p>
  )
}

/** The answer of the address, and how to keep another one. What is shown stays when the history is cleared. */
function useKeptAnswer(id: string | null): {
  kept: KeptAnswer | null
  keep: (response: AskResponse, scope: AskChoice) => KeptAnswer
} {
  const history = useAskHistory()
  const [shown, setShown] = useState<KeptAnswer | null>(null)
  const found = history.find((one) => one.id === id)
  if (found !== undefined && found.id !== shown?.id) setShown(found)
  const kept = found ?? (shown?.id === id ? shown : null)
  return {
    kept,
    keep(response, { collection, documentId }) {
      const askedAt = new Date().toISOString()
      const answer = { id: crypto.randomUUID(), scope: { collection, documentId }, askedAt, response }
      setShown(answer)
      askHistory.add(answer)
      return answer
    },
  }
}

/** Where there is nothing to ask yet, what to do; where nothing has been asked yet, what could be. */
function Beginning({ isAsked }: { readonly isAsked: boolean }): JSX.Element | null {
  const t = useTranslations('chat')
  const status = useAnswer('status').data
  if (status?.documents.searchable !== 0) return isAsked ? null : <SuggestedQuestions />
  return (
    <EmptyState
      title={t('emptyLibrary')}
      actions={
        <ButtonLink to="/library" variant="primary">
          {t('addDocuments')}
        </ButtonLink>
      }
    >
      <p>{t('emptyLibraryText')}</p>
    </EmptyState>
  )
}
