import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useMemo, useRef, useState, type JSX, type ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { useLocation, useSearchParams } from 'wouter'
import { IfMay } from '../../api/if-may.tsx'
import { call } from '../../api/request.ts'
import { ServerProblem } from '../../api/server-problem.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { useConnection } from '../../api/use-live-updates.tsx'
import { ButtonLink } from '../../components/button.tsx'
import { Page } from '../../components/page.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../components/states.tsx'
import { useSuggestedQuestions } from '../home/use-suggested-questions.ts'
import { conversationAddress, firstQuestionAddress, readFirstQuestion, type FirstQuestion } from './ask-address.ts'
import { filtersOf } from './ask-scope.ts'
import { comingAnswers } from './coming-answers.ts'
import { QuestionButtons } from './question-buttons.tsx'
import { QuestionField } from './question-field.tsx'
import { ScopeBar } from './scope-bar.tsx'
import { WhoAnswers } from './who-answers.tsx'

/** The first question of a conversation, by hand or by the address. */
export function NewConversation({ actions }: { readonly actions: ReactNode }): JSX.Element {
  const t = useTranslations('chat')
  const [params, setParams] = useSearchParams()
  const first = useMemo(() => readFirstQuestion(params), [params])
  const [, navigate] = useLocation()
  const [model, setModel] = useState<string | null>(null)
  const { begin, question, error } = useBeginning(first, model)
  return (
    <Page title={t('title')} lead={t('lead')} width="prose" actions={actions}>
      <div className="flex flex-col gap-5">
        <div className="flex flex-col gap-2">
          <QuestionField
            asked={question ?? ''}
            isAsking={question !== null && error === null}
            onAsk={(typed) => begin({ ...first, question: typed })}
            onStop={null}
          />
          <div className="flex flex-wrap items-center gap-2">
            <ScopeBar
              filters={filtersOf(first)}
              onChange={(scope) => navigate(firstQuestionAddress({ ...scope, question: '' }), { replace: true })}
            />
            <WhoAnswers model={model} onChange={setModel} />
          </div>
        </div>
        {question !== null && (
          <article aria-label={question} className="rounded-lg border border-line bg-surface p-5 shadow-card">
            <h2 className="mb-4 font-semibold text-soft">{question}</h2>
            {error === null ? (
              <Skeleton lines={3} />
            ) : (
              <ErrorState error={error} onRetry={() => begin({ ...first, question })} />
            )}
          </article>
        )}
        <Beginning
          isAsked={question !== null}
          onAsk={(suggested) => {
            setParams(new URLSearchParams(), { replace: true })
            begin({ question: suggested, collection: null, documentId: null })
          }}
        />
      </div>
    </Page>
  )
}

interface Beginning {
  readonly begin: (first: FirstQuestion) => void
  /** What is asked now. */
  readonly question: string | null
  readonly error: unknown
}

/** Makes the conversation, asks in it and goes there. A server that was away is asked again when it is back. */
function useBeginning(first: FirstQuestion, model: string | null): Beginning {
  const client = useQueryClient()
  const [, navigate] = useLocation()
  const { mutate, variables, error } = useMutation({
    mutationFn: async (wanted: FirstQuestion) => {
      const conversation = await call('createConversation', { body: { filters: filtersOf(wanted), model } })
      client.setQueryData(['getConversation', { params: { id: conversation.id } }], conversation)
      comingAnswers.ask(client, conversation.id, { question: wanted.question, parentId: null })
      return conversation.id
    },
  })
  const begin = (wanted: FirstQuestion): void =>
    mutate(wanted, {
      // Not for who has gone elsewhere meanwhile; the list has it.
      onSuccess: (id) => navigate(conversationAddress(id), { replace: true }),
    })

  const begun = useRef('')
  const beginByAddress = useEffectEvent((question: string) => {
    if (question === '' || question === begun.current) return
    begun.current = question
    begin({ ...first, question })
  })
  useEffect(() => beginByAddress(first.question), [first.question])

  const connection = useConnection()
  const beginAgain = useEffectEvent(() => {
    const isCutOff = error instanceof ServerProblem && error.code === 'LP_SERVER_UNREACHABLE'
    if (isCutOff && variables !== undefined) begin(variables)
  })
  useEffect(() => {
    if (connection === 'open') beginAgain()
  }, [connection])
  return { begin, question: variables?.question ?? null, error }
}

interface BeginningProps {
  readonly isAsked: boolean
  readonly onAsk: (question: string) => void
}

/** Where there is nothing to ask yet, what to do; where nothing has been asked yet, what could be. */
function Beginning({ isAsked, onAsk }: BeginningProps): JSX.Element | null {
  const t = useTranslations('chat')
  const status = useAnswer('status').data
  const suggested = useSuggestedQuestions()
  if (status?.documents.searchable !== 0) {
    return isAsked ? null : <QuestionButtons title={t('suggested')} questions={suggested} onAsk={onAsk} />
  }
  return (
    <EmptyState
      title={t('emptyLibrary')}
      actions={
        <IfMay use="addDocuments">
          <ButtonLink to="/library" variant="primary">
            {t('addDocuments')}
          </ButtonLink>
        </IfMay>
      }
    >
      <IfMay use="addDocuments">
        <p>{t('emptyLibraryText')}</p>
      </IfMay>
    </EmptyState>
  )
}
