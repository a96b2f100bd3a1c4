import type { CardDetail, ReviewQueue, ReviewRating } from '@learnpath/contracts'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { call } from '../../api/request.ts'
import { forget, useAnswer } from '../../api/use-answer.ts'
import { useFailureToast } from '../../components/use-failure-toast.ts'
import { useToast } from '../../components/toast.tsx'

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
  const tellFailure = useFailureToast()
  const request = { query: { limit: AHEAD, ...(deck === null ? {} : { deck }) } }
  const queue = useAnswer('reviewQueue', request, { staleMs: 0 })
  const [currentId, setCurrentId] = useState<string | null>(null)
  /** On their way to the server: not shown again before it has answered. */
  const [sent, setSent] = useState<readonly CardDetail[]>([])
  const work = useRef(Promise.resolve())
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
  /** One thing after another, and the queue as it is then. */
  const inOrder = (step: () => Promise<void>): void => {
    const run = async (): Promise<void> => {
      try {
        await step()
      } catch (failure) {
        tellFailure(failure)
      }
    }
    work.current = work.current.then(run)
  }
  const letGo = (gone: CardDetail, step: () => Promise<unknown>): void => {
    setSent((before) => [...before, gone])
    setCurrentId(upcoming[0]?.id ?? null)
    inOrder(async () => {
      try {
        await step()
        await queue.refetch()
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
    await queue.refetch()
    putFirst(back)
  }

  return {
    card,
    upcoming,
    due: Math.max(0, (queue.data?.due ?? 0) - sent.filter(({ state }) => state !== 'new').length),
    fresh: Math.max(0, (queue.data?.new ?? 0) - sent.filter(({ state }) => state === 'new').length),
    overLimit: queue.data?.overLimit ?? 0,
    nextDueAt: queue.data?.nextDueAt ?? null,
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
        await queue.refetch()
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
