import type { Conversation, ConversationTurn, ErrorCode } from '@learnpath/contracts'
import { ReloadIcon } from '@radix-ui/react-icons'
import { useMemo, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { ServerProblem } from '../../api/server-problem.ts'
import { Button } from '../../components/button.tsx'
import type { OpenPassage } from '../../components/open-passage.ts'
import { ErrorState } from '../../components/states.tsx'
import { AnswerBody } from './answer-body.tsx'
import { isNarrow } from './ask-scope.ts'
import type { ComingAnswer } from './coming-answer-state.ts'
import { ComingBody } from './coming-body.tsx'
import { NotFound } from './not-found.tsx'
import { Thoughts } from './thoughts.tsx'

interface TurnAnswerProps {
  readonly conversation: Conversation
  readonly turn: ConversationTurn
  readonly coming: ComingAnswer | null
  readonly isLast: boolean
  readonly open: OpenPassage | null
  readonly onOpen: (passage: OpenPassage) => void
  readonly onRetry: () => void
  readonly onWiden: () => void
  /** Null where a question would not follow this answer. */
  readonly onFollowUp: ((question: string) => void) | null
}

/** What became of a question: an answer, none, or one on its way. */
export function TurnAnswer({ conversation, ...rest }: TurnAnswerProps): JSX.Element {
  const { turn, coming } = rest
  const { response } = turn
  if (response === null) return <NoAnswerYet {...rest} />
  if (response.abstained) {
    return <NotFound response={response} askedAt={turn.createdAt} isNarrow={isNarrow(conversation.filters)} {...rest} />
  }
  return (
    <>
      <Thoughts text={coming?.thoughts ?? ''} isThinking={false} />
      <AnswerBody response={response} askedAt={turn.createdAt} {...rest} />
      {turn.state === 'stopped' && <Note text="stoppedHere" />}
    </>
  )
}

function NoAnswerYet({ turn, coming, onRetry, ...opening }: Omit<TurnAnswerProps, 'conversation'>): JSX.Element {
  const failure = useFailure(turn, coming)
  const isStopped = turn.state === 'stopped' || coming?.state === 'stopped'
  if (turn.state === 'withdrawn') return <Note text="withdrawn" onRetry={onRetry} />
  return (
    <>
      {coming !== null && <ComingBody coming={coming} {...opening} />}
      {failure !== null && <ErrorState error={failure} onRetry={onRetry} />}
      {failure === null && isStopped && <Note text="stopped" onRetry={onRetry} />}
      {failure === null && turn.state === 'answering' && coming === null && <Note text="answeredElsewhere" />}
    </>
  )
}

/** As the server keeps it, or as it came to this window. */
function useFailure({ failure }: ConversationTurn, coming: ComingAnswer | null): unknown {
  const kept = useMemo(
    () => (failure === null ? null : new ServerProblem(failure.code as ErrorCode, { detail: failure.message })),
    [failure],
  )
  return kept ?? (coming?.state === 'failed' ? coming.error : null)
}

interface NoteProps {
  readonly text: 'stopped' | 'stoppedHere' | 'withdrawn' | 'answeredElsewhere'
  readonly onRetry?: () => void
}

function Note({ text, onRetry }: NoteProps): JSX.Element {
  const t = useTranslations('chat')
  return (
    <p className="flex flex-wrap items-center gap-3 text-soft">
      {t(text)}
      {onRetry !== undefined && (
        <Button size="small" icon={<ReloadIcon />} onClick={onRetry}>
          {t('retry')}
        </Button>
      )}
    </p>
  )
}
