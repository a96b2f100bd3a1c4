import type { Conversation, ConversationTurn } from '@learnpath/contracts'
import { ChevronLeftIcon, ChevronRightIcon, Pencil1Icon } from '@radix-ui/react-icons'
import { useEffect, useRef, useState, type JSX, type ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { IconButton } from '../../components/button.tsx'
import type { OpenPassage } from '../../components/open-passage.ts'
import { ErrorState, Skeleton } from '../../components/states.tsx'
import type { ComingAnswer } from './coming-answer-state.ts'
import { QuestionEditor } from './question-editor.tsx'
import { TurnAnswer } from './turn-answer.tsx'
import { versionsOf } from './turn-branches.ts'

interface TurnCardProps {
  readonly conversation: Conversation
  readonly turn: ConversationTurn
  readonly isLast: boolean
  /** Its answer, where it comes to this window. */
  readonly coming: ComingAnswer | null
  readonly open: OpenPassage | null
  readonly onOpen: (passage: OpenPassage) => void
  readonly onAsk: (question: string, parentId: string | null) => void
  /** Shows the branch of another turn. */
  readonly onShow: (turnId: string) => void
  readonly onWiden: () => void
}

/** A question with its answer; the question can be changed, and its other versions be looked at. */
export function TurnCard({ onShow, onAsk, ...rest }: TurnCardProps): JSX.Element {
  const t = useTranslations('chat')
  const { conversation, turn, isLast, coming } = rest
  const [isEditing, setIsEditing] = useState(false)
  const editButton = useRef<HTMLButtonElement>(null)
  const close = (): void => {
    setIsEditing(false)
    requestAnimationFrame(() => editButton.current?.focus())
  }
  const isAsking = turn.state === 'answering' && coming?.state === 'asking'
  return (
    <Frame question={turn.question} isNew={isAsking}>
      {isEditing ? (
        <>
          <h2 className="sr-only">{turn.question}</h2>
          <QuestionEditor
            question={turn.question}
            onCancel={close}
            onAsk={(question) => {
              setIsEditing(false)
              onAsk(question, turn.parentId)
            }}
          />
        </>
      ) : (
        <header className="flex flex-wrap items-start justify-end gap-x-2 gap-y-1">
          <h2 className="min-w-0 flex-1 basis-56 font-semibold whitespace-pre-line text-soft">{turn.question}</h2>
          <Versions versions={versionsOf(conversation.turns, turn)} turn={turn} onShow={onShow} />
          <IconButton
            ref={editButton}
            label={t('edit')}
            icon={<Pencil1Icon />}
            className="-my-1"
            onClick={() => setIsEditing(true)}
          />
        </header>
      )}
      <TurnAnswer
        {...rest}
        onRetry={() => onAsk(turn.question, turn.parentId)}
        onFollowUp={isLast ? (question) => onAsk(question, turn.id) : null}
      />
    </Frame>
  )
}

interface WaitingTurnProps {
  readonly coming: ComingAnswer
  readonly onRetry: () => void
}

/** A question that the server does not have yet, or could not be given. */
export function WaitingTurn({ coming, onRetry }: WaitingTurnProps): JSX.Element {
  const { question } = coming.request
  return (
    <Frame question={question} isNew>
      <h2 className="font-semibold whitespace-pre-line text-soft">{question}</h2>
      {coming.state === 'failed' ? <ErrorState error={coming.error} onRetry={onRetry} /> : <Skeleton lines={3} />}
    </Frame>
  )
}

interface FrameProps {
  readonly question: string
  /** Comes into view. */
  readonly isNew: boolean
  readonly children: ReactNode
}

function Frame({ question, isNew, children }: FrameProps): JSX.Element {
  const item = useRef<HTMLLIElement>(null)
  const wasNew = useRef(isNew)
  useEffect(() => {
    if (wasNew.current) item.current?.scrollIntoView({ block: 'start' })
  }, [])
  return (
    <li ref={item} className="scroll-mt-4">
      <article
        aria-label={question}
        className="flex flex-col gap-4 rounded-lg border border-line bg-surface p-5 shadow-card"
      >
        {children}
      </article>
    </li>
  )
}

interface VersionsProps {
  /** The same question again, and others in its place. */
  readonly versions: readonly ConversationTurn[]
  readonly turn: ConversationTurn
  readonly onShow: (turnId: string) => void
}

/** "2 of 3", with the way to the others. */
function Versions({ versions, turn, onShow }: VersionsProps): JSX.Element | null {
  const t = useTranslations('chat')
  const at = versions.findIndex(({ id }) => id === turn.id)
  if (versions.length < 2) return null
  const before = versions[at - 1]
  const after = versions[at + 1]
  return (
    <div role="group" aria-label={t('versions')} className="-my-1 flex items-center text-sm text-soft">
      <IconButton
        label={t('versionBefore')}
        icon={<ChevronLeftIcon />}
        disabled={before === undefined}
        onClick={() => before !== undefined && onShow(before.id)}
      />
      <span className="whitespace-nowrap">{t('version', { number: at + 1, count: versions.length })}</span>
      <IconButton
        label={t('versionAfter')}
        icon={<ChevronRightIcon />}
        disabled={after === undefined}
        onClick={() => after !== undefined && onShow(after.id)}
      />
    </div>
  )
}
