import type { AnswerResult, ItemResult, Quiz, QuizAnswer, QuizItem, QuizSolution } from '@learnpath/contracts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { call } from '../../api/request.ts'
import { forget, useCommand } from '../../api/use-answer.ts'
import { useFailureToast } from '../../components/use-failure-toast.ts'

/** What is shown once an item was answered, or its answer looked at. */
export interface Shown {
  readonly solution: QuizSolution
  /** Null when the answer was looked at without having answered. */
  readonly result: AnswerResult | null
}

interface Round {
  readonly itemIds: readonly string[]
  /** Wrong ones that are asked again count no more: only the first answer to an item does. */
  readonly counts: boolean
}

export interface QuizRun {
  /** Null when the round is over. */
  readonly item: QuizItem | null
  readonly shown: Shown | null
  readonly counts: boolean
  /** Place of the item, from 1, and how many there are. */
  readonly place: number
  readonly total: number
  readonly isBusy: boolean
  readonly answer: (answer: QuizAnswer, durationMs: number) => void
  readonly reveal: () => void
  readonly assess: (correct: boolean) => void
  readonly next: () => void
  /** Asks these once more. */
  readonly repeat: (itemIds: readonly string[], counts: boolean) => void
  /** After an item was removed. */
  readonly leaveOut: (item: QuizItem) => void
  /** After it was brought back: it is asked at the end. */
  readonly takeBackIn: (item: QuizItem) => void
}

/** Those still to be asked, in their order. */
export const openItems = ({ items, answeredItemIds }: Quiz): string[] =>
  items.filter(({ id, state }) => state === 'active' && !answeredItemIds.includes(id)).map(({ id }) => id)

/** Takes a person through a quiz, item by item. The answers are kept by the server and in the cache of the quiz. */
export function useQuizRun(quiz: Quiz): QuizRun {
  const client = useQueryClient()
  const tellFailure = useFailureToast()
  const [round, setRound] = useState<Round>(() => ({ itemIds: openItems(quiz), counts: true }))
  const [at, setAt] = useState(0)
  const [shown, setShown] = useState<Shown | null>(null)
  const itemId = round.itemIds[at]
  const item = quiz.items.find(({ id }) => id === itemId) ?? null
  useEffect(() => () => forget(client, ['listQuizzes', 'progress', 'listConcepts', 'getConcept']), [client])

  const key = ['getQuiz', { params: { id: quiz.id } }]
  const keep = (change: (before: Quiz) => Quiz): void => {
    client.setQueryData<Quiz>(key, (before) => (before === undefined ? before : change(before)))
  }
  const replaceItem = (changed: QuizItem): void =>
    keep((before) => ({ ...before, items: before.items.map((one) => (one.id === changed.id ? changed : one)) }))
  const settle = (result: AnswerResult): void => {
    setShown({ result, solution: result.solution })
    if (round.counts) keep((before) => withResult(before, result))
  }
  const answering = useCommand('answerItem', { onSuccess: settle })
  const assessing = useCommand('overrideAnswer', { onSuccess: settle })
  const looking = useMutation({
    mutationFn: async (id: string) => await call('getQuizItem', { params: { id } }),
    onSuccess: ({ solution }) => setShown({ result: null, solution }),
    onError: tellFailure,
  })
  const places = quiz.items.length - round.itemIds.length

  return {
    item,
    shown,
    counts: round.counts,
    place: (round.counts ? places : 0) + at + 1,
    total: round.counts ? quiz.items.length : round.itemIds.length,
    isBusy: answering.isPending || assessing.isPending || looking.isPending,
    answer(answer, durationMs) {
      if (item === null) return
      answering.mutate(
        { params: { id: quiz.id }, body: { itemId: item.id, answer, durationMs } },
        { onError: tellFailure },
      )
    },
    reveal() {
      if (item === null) return
      looking.mutate(item.id)
    },
    assess(correct) {
      const result = shown?.result
      if (result === null || result === undefined) return
      if (round.counts) assessing.mutate({ params: { id: result.id }, body: { correct } }, { onError: tellFailure })
      else setShown({ solution: result.solution, result: assessed(result, correct) })
    },
    next() {
      setShown(null)
      setAt(at + 1)
    },
    repeat(itemIds, counts) {
      setRound({ itemIds, counts })
      setAt(0)
      setShown(null)
    },
    leaveOut(removed) {
      replaceItem(removed)
      if (removed.id === itemId) {
        setShown(null)
        setAt(at + 1)
      }
    },
    takeBackIn(back) {
      replaceItem(back)
      const now = client.getQueryData<Quiz>(key)
      if (now?.answeredItemIds.includes(back.id) === true) return
      // It was passed when it was removed; now it is the last one.
      setRound((before) => ({ ...before, itemIds: [...before.itemIds.filter((id) => id !== back.id), back.id] }))
      setAt((before) => before - 1)
    },
  }
}

const assessed = (result: AnswerResult, correct: boolean): AnswerResult => ({
  ...result,
  correct,
  score: correct ? 1 : 0,
  reason: correct ? 'counts-right' : 'counts-wrong',
})

function withResult(quiz: Quiz, { id, itemId, band, score, correct }: AnswerResult): Quiz {
  const result: ItemResult = { itemId, answerId: id, band, score, correct }
  const known = new Map([...quiz.results, result].map((one) => [one.itemId, one]))
  const results = quiz.items.flatMap((item) => known.get(item.id) ?? [])
  return {
    ...quiz,
    results,
    answeredItemIds: results.map((one) => one.itemId),
    answered: results.filter((one) => one.correct !== null).length,
    correct: results.filter((one) => one.correct === true).length,
  }
}
