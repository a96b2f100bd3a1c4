import type { AskEvent, AskRequestInput, AskResponse, Citation } from '@learnpath/contracts'
import { useCallback, useEffect, useEffectEvent, useReducer, useRef, useState } from 'react'
import { ServerProblem } from '../../api/server-problem.ts'
import { useConnection } from '../../api/use-live-updates.tsx'
import { streamAnswer } from './stream-answer.ts'

/** How far an answer is, with what came of it so far. */
export interface Answering {
  readonly state: 'idle' | 'asking' | 'stopped' | 'failed' | 'done'
  readonly text: string
  readonly citations: readonly Citation[]
  readonly error: unknown
}

type Step =
  | AskEvent
  | { readonly type: 'begin' | 'reset' | 'stop' }
  | { readonly type: 'fail'; readonly error: unknown }

const IDLE: Answering = { state: 'idle', text: '', citations: [], error: null }

function next(before: Answering, step: Step): Answering {
  switch (step.type) {
    case 'reset': {
      return IDLE
    }
    case 'begin': {
      return { ...IDLE, state: 'asking' }
    }
    case 'citation-found': {
      return { ...before, citations: [...before.citations, step.citation] }
    }
    case 'sources-found': {
      return { ...before, citations: step.sources }
    }
    case 'thinking-delta': {
      return before
    }
    case 'text-delta': {
      return { ...before, text: before.text + step.text }
    }
    case 'engine-failed': {
      return { ...IDLE, state: 'asking' }
    }
    case 'answer-end': {
      return { ...before, state: 'done' }
    }
    case 'stop': {
      return { ...before, state: 'stopped' }
    }
    case 'fail': {
      return { ...before, state: 'failed', error: step.error }
    }
    case 'answer-failed': {
      return before // Thrown by whoever reads the stream.
    }
  }
}

interface AnsweringActions extends Answering {
  readonly stop: () => void
  readonly retry: () => void
}

/**
 * Asks whenever there is another question; null asks nothing. A server that was away is asked again when it is back.
 * @param onAnswer gets the whole answer once
 */
export function useAnswering(
  request: AskRequestInput | null,
  onAnswer: (response: AskResponse) => void,
): AnsweringActions {
  const [answering, dispatch] = useReducer(next, IDLE)
  const [attempt, setAttempt] = useState(0)
  const running = useRef<AbortController | null>(null)
  const tell = useEffectEvent(onAnswer)
  const key = request === null ? null : JSON.stringify({ attempt, request })

  useEffect(() => {
    if (key === null) {
      dispatch({ type: 'reset' })
      return undefined
    }
    const controller = new AbortController()
    running.current = controller
    dispatch({ type: 'begin' })
    const run = async (): Promise<void> => {
      try {
        const asked = JSON.parse(key) as { readonly request: AskRequestInput }
        await streamAnswer(asked.request, controller.signal, (event) => {
          dispatch(event)
          if (event.type === 'answer-end') tell(event.response)
        })
      } catch (error) {
        if (!controller.signal.aborted) dispatch({ type: 'fail', error })
      }
    }
    void run()
    return () => controller.abort()
  }, [key])

  const stop = useCallback(() => {
    running.current?.abort()
    dispatch({ type: 'stop' })
  }, [])
  const retry = useCallback(() => setAttempt((count) => count + 1), [])

  const connection = useConnection()
  const isCutOff =
    answering.state === 'failed' &&
    answering.error instanceof ServerProblem &&
    answering.error.code === 'LP_SERVER_UNREACHABLE'
  const [before, setBefore] = useState(connection)
  if (connection !== before) {
    setBefore(connection)
    if (connection === 'open' && isCutOff) retry()
  }

  return { ...answering, stop, retry }
}
