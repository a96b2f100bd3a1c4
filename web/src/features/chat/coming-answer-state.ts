import type { AskInConversationRequest, Citation, ConversationEvent } from '@learnpath/contracts'

/** An answer on its way to this window, with what came of it so far. */
export interface ComingAnswer {
  readonly key: string
  readonly conversationId: string
  readonly request: AskInConversationRequest
  /** Null until the server has the question. */
  readonly turnId: string | null
  readonly state: 'asking' | 'stopped' | 'failed' | 'done'
  readonly text: string
  /** What a model thought before it answered. */
  readonly thoughts: string
  readonly sources: readonly Citation[]
  /** Who answers; null until it is known. */
  readonly engine: string | null
  /** Who was asked before and could not. */
  readonly fallbacks: readonly { readonly engine: string; readonly code: string; readonly message: string }[]
  readonly error: unknown
}

export type ComingStep =
  | ConversationEvent
  | { readonly type: 'stop' }
  | { readonly type: 'fail'; readonly error: unknown }

export const askedNow = (key: string, conversationId: string, request: AskInConversationRequest): ComingAnswer => ({
  key,
  conversationId,
  request,
  turnId: null,
  state: 'asking',
  text: '',
  thoughts: '',
  sources: [],
  engine: null,
  fallbacks: [],
  error: null,
})

export function nextStep(before: ComingAnswer, step: ComingStep): ComingAnswer {
  switch (step.type) {
    case 'turn-started':
      return { ...before, turnId: step.turn.id }
    case 'citation-found':
      return { ...before, sources: [...before.sources, step.citation] }
    case 'sources-found':
      return { ...before, sources: step.sources, engine: step.engine }
    case 'thinking-delta':
      return { ...before, thoughts: before.thoughts + step.text }
    case 'text-delta':
      return { ...before, text: before.text + step.text }
    case 'engine-failed': {
      const { engine, code, message } = step
      const fallbacks = [...before.fallbacks, { engine, code, message }]
      return { ...before, text: '', thoughts: '', sources: [], engine: null, fallbacks }
    }
    case 'answer-end':
      return { ...before, state: 'done', text: '' }
    case 'stop':
      return { ...before, state: 'stopped' }
    case 'fail':
      return { ...before, state: 'failed', error: step.error }
    case 'answer-failed':
      return before // Thrown by whoever reads the stream.
  }
}
