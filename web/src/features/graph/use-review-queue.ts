import type { MergeReview } from '@learnpath/contracts'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useAnswer, useCommand } from '../../api/use-answer.ts'
import { useFailureToast } from '../../components/use-failure-toast.ts'
import { GRAPH_ANSWERS } from './use-graph.ts'

export type Decision = 'same' | 'different'

export interface ReviewQueue {
  /** Null while they are asked for. */
  readonly left: number | null
  /** Null when none is left, or only those put off. */
  readonly current: MergeReview | null
  readonly putOff: number
  readonly error: Error | null
  readonly retry: () => void
  /** What was said last, in words. */
  readonly said: string
  readonly decide: (decision: Decision) => void
  readonly later: () => void
  /** Null when there is nothing to take back. */
  readonly undo: (() => void) | null
  readonly lookAtPutOff: () => void
}

/** So many are fetched besides those that were put off. */
const AHEAD = 10
const MOST = 100

/** Pairs of names one after the other, with the last decision to take back. */
export function useReviewQueue(collection: string | null): ReviewQueue {
  const t = useTranslations('graph')
  const onError = useFailureToast()
  const [putOff, setPutOff] = useState<readonly string[]>([])
  const [decided, setDecided] = useState<readonly MergeReview[]>([])
  /** Shown first: what was just taken back. */
  const [again, setAgain] = useState<MergeReview | null>(null)
  const [said, setSaid] = useState('')
  const limit = Math.min(MOST, AHEAD + putOff.length)
  const { data, error, refetch } = useAnswer(
    'listMergeReviews',
    { query: { collection: collection ?? '', limit } },
    { enabled: collection !== null, keepBefore: true },
  )
  const command = useCommand('decideMergeReview', { changes: GRAPH_ANSWERS })
  const settled = new Set(decided.map(({ id }) => id))
  const open = (data?.reviews ?? []).filter(({ id }) => !settled.has(id))
  const current = again ?? open.find(({ id }) => !putOff.includes(id)) ?? null
  const stillListed = (data?.reviews ?? []).length - open.length
  const last = decided.at(-1)

  return {
    left: data === undefined ? null : Math.max(data.total - stillListed, current === null ? 0 : 1),
    current,
    putOff: open.filter(({ id }) => putOff.includes(id)).length,
    error,
    retry: () => void refetch(),
    said,
    decide(decision) {
      if (current === null || command.isPending) return
      setAgain(null)
      setDecided((before) => [...before, current])
      setSaid(t(`decided.${decision}`, namesOf(current)))
      command.mutate(
        { params: { id: current.id }, body: { decision } },
        {
          onError: (failure) => {
            setDecided((before) => before.filter(({ id }) => id !== current.id))
            setSaid('')
            onError(failure)
          },
        },
      )
    },
    later() {
      if (current === null) return
      setAgain(null)
      setPutOff((before) => [...before.filter((id) => id !== current.id), current.id])
    },
    undo:
      last === undefined
        ? null
        : () => {
            const onSuccess = (): void => {
              setDecided((before) => before.filter(({ id }) => id !== last.id))
              setAgain(last)
              setSaid(t('takenBack', namesOf(last)))
            }
            command.mutate({ params: { id: last.id }, body: { decision: 'undecided' } }, { onSuccess, onError })
          },
    lookAtPutOff: () => setPutOff([]),
  }
}

const namesOf = ({ names: [first, second] }: MergeReview): { first: string; second: string } => ({ first, second })
