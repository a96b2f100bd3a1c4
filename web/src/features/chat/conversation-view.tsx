import type { Conversation, UpdateConversationRequest } from '@learnpath/contracts'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo, type JSX, type ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { useLocation, useSearchParams } from 'wouter'
import { useCommand } from '../../api/use-answer.ts'
import { ButtonLink } from '../../components/button.tsx'
import { classNames } from '../../components/class-names.ts'
import type { OpenPassage } from '../../components/open-passage.ts'
import { Page } from '../../components/page.tsx'
import { ErrorState, Skeleton } from '../../components/states.tsx'
import { useFailureToast } from '../../components/use-failure-toast.ts'
import { useIsWide, useMedia } from '../../components/use-media.ts'
import { conversationAddress, readPlace, type ConversationPlace } from './ask-address.ts'
import { filtersOf } from './ask-scope.ts'
import { comingAnswers, useComingAnswers } from './coming-answers.ts'
import { ConversationActions } from './conversation-actions.tsx'
import { useConversation } from './conversation-query.ts'
import { QuestionField } from './question-field.tsx'
import { ScopeBar } from './scope-bar.tsx'
import { SourceView } from './source-view.tsx'
import { TurnCard, WaitingTurn } from './turn-card.tsx'
import { branchTo, shownBranch } from './turn-branches.ts'
import { useAskAgain } from './use-ask-again.ts'
import { WhoAnswers } from './who-answers.tsx'

interface ConversationViewProps {
  readonly id: string
  /** Of the page around it. */
  readonly actions: ReactNode
}

/** A conversation: its turns one below the other, a source beside them, and the field for the next question. */
export function ConversationView({ id, actions }: ConversationViewProps): JSX.Element {
  const t = useTranslations('chat')
  const { data, error, refetch } = useConversation(id)
  if (data !== undefined) return <Turns conversation={data} actions={actions} />
  return (
    <Page title={t('title')} width="prose" actions={actions}>
      {error === null ? (
        <Skeleton lines={6} />
      ) : (
        <div className="flex flex-col items-start gap-3">
          <div className="w-full">
            <ErrorState error={error} onRetry={() => void refetch()} />
          </div>
          <ButtonLink to="/ask">{t('newConversation')}</ButtonLink>
        </div>
      )}
    </Page>
  )
}

interface TurnsProps {
  readonly conversation: Conversation
  readonly actions: ReactNode
}

function Turns({ conversation, actions }: TurnsProps): JSX.Element {
  const t = useTranslations('chat')
  const { id, title } = conversation
  const { place, go } = usePlace(id)
  const { branch, waiting, coming, isAsking } = useShown(conversation, place.turnId)
  const client = useQueryClient()
  const failed = useFailureToast()
  const { mutate: update } = useCommand('updateConversation', {
    changes: ['getConversation', 'listConversations'],
    onError: failed,
  })
  const ask = (question: string, parentId: string | null): void => {
    comingAnswers.ask(client, id, { question, parentId })
    // The newest branch is the one that is shown.
    if (place.turnId !== null) go({ turnId: null })
  }
  useAskAgain(coming, ask)
  const isWide = useIsWide()
  const { open } = place
  const beside = isWide && open !== null
  const last = branch.at(-1)
  const onOpen = ({ documentId, start, end, page }: OpenPassage): void =>
    go({ open: { documentId, start, end, page } }, open !== null)
  return (
    <Page
      title={title === '' ? t('untitled') : title}
      width={beside ? 'full' : 'prose'}
      actions={
        <>
          {actions}
          <ConversationActions conversation={conversation} leafId={last?.id ?? null} />
        </>
      }
    >
      <div className={classNames('grid gap-6', beside && 'grid-cols-[minmax(0,30rem)_minmax(0,1fr)]')}>
        <div className="flex min-w-0 flex-col gap-5">
          <ol className="flex flex-col gap-5">
            {branch.map((turn, index) => (
              <TurnCard
                key={turn.id}
                conversation={conversation}
                turn={turn}
                isLast={index === branch.length - 1 && waiting === null}
                coming={coming.find(({ turnId }) => turnId === turn.id) ?? null}
                open={open}
                onOpen={onOpen}
                onAsk={ask}
                onShow={(turnId) => go({ turnId }, true)}
                onWiden={() =>
                  update(
                    { params: { id }, body: { filters: {} } },
                    { onSuccess: () => ask(turn.question, turn.parentId) },
                  )
                }
              />
            ))}
            {waiting !== null && (
              <WaitingTurn
                key={waiting.key}
                coming={waiting}
                onRetry={() => ask(waiting.request.question, waiting.request.parentId ?? null)}
              />
            )}
          </ol>
          <Announcement answer={last?.response?.answer ?? null} isAsking={isAsking} />
          <NextQuestion
            conversation={conversation}
            isAsking={isAsking}
            onAsk={(question) => ask(question, last?.id ?? null)}
            onStop={() => {
              for (const one of coming) if (one.state === 'asking') comingAnswers.stop(one)
            }}
            onChange={(body) => update({ params: { id }, body })}
          />
        </div>
        {open !== null && <SourceView open={open} beside={beside} onClose={() => go({ open: null })} />}
      </div>
    </Page>
  )
}

interface NextQuestionProps {
  readonly conversation: Conversation
  readonly isAsking: boolean
  readonly onAsk: (question: string) => void
  readonly onStop: () => void
  readonly onChange: (change: UpdateConversationRequest) => void
}

/** The field for the next question, always in reach, with where to look and who answers. */
function NextQuestion({ conversation, isAsking, onAsk, onStop, onChange }: NextQuestionProps): JSX.Element {
  const t = useTranslations('chat')
  const { filters, model, turns } = conversation
  // Where fingers type, the keyboard would cover the answer.
  const hasPointer = useMedia('(pointer: fine)')
  return (
    <div className="sticky bottom-16 z-20 -mx-2 flex flex-col gap-2 bg-ground px-2 pt-1 pb-3 md:bottom-0">
      <QuestionField
        takesFocus={hasPointer}
        placeholder={turns.length === 0 ? t('placeholder') : t('followUp')}
        isAsking={isAsking}
        onAsk={onAsk}
        onStop={onStop}
      />
      <div className="flex flex-wrap items-center gap-2 empty:hidden">
        <ScopeBar filters={filters} onChange={(scope) => onChange({ filters: filtersOf(scope) })} />
        <WhoAnswers model={model} onChange={(next) => onChange({ model: next })} />
      </div>
    </div>
  )
}

/** What of the conversation is shown, as the address has it. */
function usePlace(id: string): {
  place: ConversationPlace
  go: (next: Partial<ConversationPlace>, replace?: boolean) => void
} {
  const [params] = useSearchParams()
  const [, navigate] = useLocation()
  const place = useMemo(() => readPlace(params), [params])
  return {
    place,
    go: (next, replace = false) => navigate(conversationAddress(id, { ...place, ...next }), { replace }),
  }
}

/** The branch that is shown, and what comes to it. */
function useShown({ id, turns }: Conversation, turnId: string | null) {
  const coming = useComingAnswers(id)
  /** Asked, and not yet stored by the server. */
  const waiting = coming.findLast((one) => one.turnId === null) ?? null
  const branch = useMemo(
    () => (waiting === null ? shownBranch(turns, turnId) : branchTo(turns, waiting.request.parentId ?? null)),
    [turns, turnId, waiting],
  )
  const here = coming.filter((one) => one === waiting || branch.some((turn) => turn.id === one.turnId))
  return { branch, waiting, coming: here, isAsking: here.some(({ state }) => state === 'asking') }
}

interface AnnouncementProps {
  readonly answer: string | null
  readonly isAsking: boolean
}

/** For those who hear the page: the answer alone, without everything around it. */
function Announcement({ answer, isAsking }: AnnouncementProps): JSX.Element {
  const t = useTranslations('chat')
  return (
    <p role="status" className="sr-only">
      {isAsking ? t('asking') : (answer ?? '')}
    </p>
  )
}
