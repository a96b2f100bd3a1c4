import type { AskInConversationRequest, Conversation, ConversationTurn } from '@learnpath/contracts'
import type { QueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { forget } from '../../api/use-answer.ts'
import { askedNow, nextStep, type ComingAnswer, type ComingStep } from './coming-answer-state.ts'
import { streamTurn } from './stream-turn.ts'

const NOTHING: readonly ComingAnswer[] = []
const listeners = new Set<() => void>()
const controllers = new Map<string, AbortController>()
let coming: ReadonlyMap<string, readonly ComingAnswer[]> = new Map()
let lastKey = 0

function change(conversationId: string, to: (before: readonly ComingAnswer[]) => readonly ComingAnswer[]): void {
  coming = new Map([...coming, [conversationId, to(coming.get(conversationId) ?? NOTHING)]])
  for (const listener of listeners) listener()
}

const take = (conversationId: string, key: string, step: ComingStep): void =>
  change(conversationId, (before) => before.map((one) => (one.key === key ? nextStep(one, step) : one)))

async function follow(client: QueryClient, answer: ComingAnswer, signal: AbortSignal): Promise<void> {
  const { key, conversationId, request } = answer
  let turnId: string | null = null
  try {
    await streamTurn(conversationId, request, signal, (event) => {
      if (event.type === 'turn-started') {
        turnId = event.turn.id
        keepTurn(client, conversationId, { title: event.title, turn: event.turn })
      }
      if (event.type === 'answer-end') {
        const { response } = event
        changeTurn(client, conversationId, turnId, (turn) => ({ ...turn, state: 'complete', response }))
      }
      take(conversationId, key, event)
    })
  } catch (error) {
    if (!signal.aborted) take(conversationId, key, { type: 'fail', error })
  } finally {
    controllers.delete(key)
    forget(client, ['listConversations', 'getConversation'])
  }
}

/** Answers that come to this window. They go on coming while other pages are looked at. */
export const comingAnswers = {
  ask(client: QueryClient, conversationId: string, request: AskInConversationRequest): void {
    lastKey += 1
    const answer = askedNow(String(lastKey), conversationId, request)
    const controller = new AbortController()
    controllers.set(answer.key, controller)
    change(conversationId, (before) => [...before.filter(({ turnId }) => turnId !== null), answer])
    void follow(client, answer, controller.signal)
  },
  /** What there is of it until then is kept by the server. */
  stop({ key, conversationId }: ComingAnswer): void {
    controllers.get(key)?.abort()
    take(conversationId, key, { type: 'stop' })
  },
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** In the order in which they were asked. */
export const useComingAnswers = (conversationId: string): readonly ComingAnswer[] =>
  useSyncExternalStore(subscribe, () => coming.get(conversationId) ?? NOTHING)

function keepTurn(
  client: QueryClient,
  conversationId: string,
  { title, turn }: { readonly title: string; readonly turn: ConversationTurn },
): void {
  changeConversation(client, conversationId, (before) => ({
    ...before,
    title,
    turns: [...before.turns.filter(({ id }) => id !== turn.id), turn],
  }))
}

function changeTurn(
  client: QueryClient,
  conversationId: string,
  turnId: string | null,
  to: (turn: ConversationTurn) => ConversationTurn,
): void {
  changeConversation(client, conversationId, (before) => ({
    ...before,
    turns: before.turns.map((turn) => (turn.id === turnId ? to(turn) : turn)),
  }))
}

function changeConversation(client: QueryClient, id: string, to: (before: Conversation) => Conversation): void {
  const key = ['getConversation', { params: { id } }]
  if (client.getQueryData(key) === undefined) return
  // An answer that was asked for before would bring back what it was.
  void client.cancelQueries({ queryKey: key })
  client.setQueryData<Conversation>(key, (before) => before && to(before))
}
