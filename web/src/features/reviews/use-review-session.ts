import type { CardDetail, ReviewQueue, ReviewRating } from '@learnpath/contracts'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { call } from '../../api/request.ts'
import { forget, useAnswer } from '../../api/use-answer.ts'
import { useToast } from '../../components/toast.tsx'
import { useStepsInOrder } from './use-steps-in-order.ts'

/** Cards that are fetched ahead: enough to never wait for one. */
const AHEAD = 20

export interface ReviewSession {
  /** Null when there is none, see `isLoading` and `error`. */
  readonly card: CardDetail | null
  /** Shown soon: what they need is to be fetched before. */
  readonly upcoming: readonly CardDetail[]
  readonly due: number
  readonly fresh: number
  readonly overLimit: number
  readonly nextDueAt: string | null
  readonly isLoading: boolean
  readonly error: unknown
  readonly reload: () => void
  readonly rate: (rating: ReviewRating, durationMs: number) => void
  readonly undo: () => void
  readonly suspend: () => void
  /** After it was edited. */
  readonly replace: (card: CardDetail) => void
}

/**
 * The cards of today, one after another. The next one is there at once: what is said about a card is sent behind it, in order, and
 * the queue asked for again meanwhile.
 */
export function useReviewSession(deck: string | null): ReviewSession {
  const t = useTranslations('reviews')
  const client = useQueryClient()
  const toast = useToast()
  const inOrder = useStepsInOrder()
  const request = { query: { limit: AHEAD, ...(deck === null ? {} : { deck }) } }
  const queue = useAnswer('reviewQueue', request, { staleMs: 0 })
  const [currentId, setCurrentId] = useState<string | null>(null)
  /** On their way to the server: not shown again before it has answered. */
  const [sent, setSent] = useState<readonly CardDetail[]>([])
  useEffect(
    () => () => forget(client, ['listCards', 'listDecks', 'progress', 'reviewForecast', 'reviewQueue']),
    [client],
  )

  const cards = queue.data?.cards.filter(({ id }) => !sent.some((one) => one.id === id)) ?? []
  const card = cards.find(({ id }) => id === currentId) ?? cards[0] ?? null
  const upcoming = cards.filter(({ id }) => id !== card?.id)

  const change = (edit: (before: ReviewQueue) => ReviewQueue): void => {
    client.setQueryData<ReviewQueue>(['reviewQueue', request], (before) =>
      before === undefined ? before : edit(before),
    )
  }
  const reread = async (): Promise<void> => {
    forget(client, ['listDecks', 'reviewForecast'])
    await queue.refetch()
  }
  const letGo = (gone: CardDetail, step: () => Promise<unknown>): void => {
    setSent((before) => [...before, gone])
    setCurrentId(upcoming[0]?.id ?? null)
    inOrder(async () => {
      try {
        await step()
        await reread()
      } finally {
        setSent((before) => before.toSpliced(before.indexOf(gone), 1))
      }
    })
  }
  const putFirst = (back: CardDetail): void => {
    change((before) => ({ ...before, cards: [back, ...before.cards.filter(({ id }) => id !== back.id)] }))
    setCurrentId(back.id)
  }
  const resume = async (id: string): Promise<void> => {
    const back = await call('updateCard', { params: { id }, body: { suspended: false } })
    await reread()
    putFirst(back)
  }

  return {
    card,
    upcoming,
    ...remaining(queue.data, sent),
    isLoading: queue.isPending || (card === null && (sent.length > 0 || queue.isFetching)),
    error: queue.error,
    reload: () => void queue.refetch(),
    rate(rating, durationMs) {
      if (card === null) return
      const { id } = card
      letGo(card, async () => await call('reviewCard', { params: { id }, body: { rating, durationMs } }))
    },
    undo: () =>
      inOrder(async () => {
        const back = await call('undoReview')
        await reread()
        putFirst(back)
      }),
    suspend() {
      if (card === null) return
      const { id } = card
      letGo(card, async () => await call('updateCard', { params: { id }, body: { suspended: true } }))
      toast({
        text: t('suspendedOne'),
        action: { label: t('resume'), run: () => inOrder(async () => await resume(id)) },
      })
    },
    replace: (changed) =>
      change((before) => ({ ...before, cards: before.cards.map((one) => (one.id === changed.id ? changed : one)) })),
  }
}

/** What is left for today without those that are on their way. */
function remaining(
  queue: ReviewQueue | undefined,
  sent: readonly CardDetail[],
): Pick<ReviewSession, 'due' | 'fresh' | 'overLimit' | 'nextDueAt'> {
  if (queue === undefined) return { due: 0, fresh: 0, overLimit: 0, nextDueAt: null }
  const unseen = sent.filter(({ state }) => state === 'new').length
  return {
    due: Math.max(0, queue.due - (sent.length - unseen)),
    fresh: Math.max(0, queue.new - unseen),
    overLimit: queue.overLimit,
    nextDueAt: queue.nextDueAt,
  }
}
