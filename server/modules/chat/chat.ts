import { LearnPathError, type AskRequest, type AskResponse } from '@learnpath/contracts'
import type { Clock } from '../../ports/clock.ts'
import type { LanguageModel } from '../../ports/language-model.ts'
import type { Metrics } from '../../ports/metrics.ts'
import type { LanguageModelsApi } from '../language-models/index.ts'
import type { RetrievalApi } from '../retrieval/index.ts'
import { answerByModel } from './answer-by-model.ts'
import type { AskOptions, ChatApi, UntimedResponse } from './chat-api.ts'
import { createQuotedAnswers, EXTRACTIVE, tellQuotes } from './extractive-answer.ts'
import type { PassageSources } from './find-passages.ts'
import { standaloneByRules } from './follow-up.ts'

export interface ChatDependencies {
  readonly retrieval: Pick<RetrievalApi, 'search' | 'queryTerms' | 'pages' | 'indexState'>
  readonly clock: Clock
  readonly metrics: Pick<Metrics, 'answered' | 'answerGenerated'>
  /** Left out: answers are extractive. */
  readonly languageModels?: Pick<LanguageModelsApi, 'chain' | 'get'>
  readonly graphSearch?: PassageSources['graphSearch']
}

/** A document may change between the search and the quote; the second look sees the new one. */
const MAX_ATTEMPTS = 3

/** Answers from the documents: by the first language model that can, else with their sentences word for word. */
export function createChat(dependencies: ChatDependencies): ChatApi {
  const { retrieval, clock, metrics, languageModels, graphSearch } = dependencies
  const answerWithQuotes = createQuotedAnswers()

  async function modelsFor({ model }: AskRequest): Promise<readonly LanguageModel[]> {
    if (model === EXTRACTIVE) return []
    if (languageModels !== undefined && model === undefined) return await languageModels.chain()
    if (languageModels !== undefined && model !== undefined) return [languageModels.get(model)]
    if (model === undefined) return []
    throw new LearnPathError('LP_LANGUAGE_MODEL_UNKNOWN', { detail: model })
  }

  async function answer(request: AskRequest, options: AskOptions, startedMs: number): Promise<AskResponse> {
    const { onEvent, signal } = options
    const timed = (made: UntimedResponse): AskResponse => ({ ...made, tookMs: clock.monotonicMs() - startedMs })
    const fallbacks: AskResponse['fallbacks'] = []
    for (const model of await modelsFor(request)) {
      const onPartial = options.onPartial
      const asked = {
        request,
        onEvent: onEvent ?? (() => {}),
        onPartial: (partial: UntimedResponse) => onPartial?.(timed({ ...partial, fallbacks })),
        onChecked: options.onChecked,
        signal,
      }
      try {
        const made = await onSteadyGround(
          async () => await answerByModel({ model, retrieval, graphSearch, clock }, asked),
        )
        const response = timed({ ...made, fallbacks })
        if (response.generation !== null) metrics.answerGenerated(response.engine, response.generation)
        onEvent?.({ type: 'answer-end', response })
        return response
      } catch (failure) {
        signal?.throwIfAborted()
        if (!isModelFailure(failure)) throw failure
        const failed = { engine: model.description.id, code: failure.code, message: failure.message }
        fallbacks.push(failed)
        onEvent?.({ type: 'engine-failed', ...failed })
      }
    }
    const searchedFor = standaloneByRules(request.question, request.history ?? [])
    const made = await onSteadyGround(
      async () => await answerWithQuotes({ retrieval, graphSearch, searchedFor }, request, signal),
    )
    const response = timed({ ...made, fallbacks })
    if (onEvent !== undefined) tellQuotes(response, onEvent, signal)
    return response
  }

  return {
    async ask(request: AskRequest, options: AskOptions = {}): Promise<AskResponse> {
      options.signal?.throwIfAborted()
      const response = await answer(request, options, clock.monotonicMs())
      metrics.answered(response.engine, response.tookMs / 1000)
      return response
    },
  }
}

async function onSteadyGround<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt >= MAX_ATTEMPTS || !isMovedDocument(error)) throw error
    }
  }
}

/** The next one in the chain may do better; anything else would fail again. */
function isModelFailure(error: unknown): error is LearnPathError {
  return (
    error instanceof LearnPathError &&
    (error.code.startsWith('LP_LANGUAGE_MODEL_') || error.code === 'LP_PROMPT_TOO_LONG')
  )
}

function isMovedDocument(error: unknown): boolean {
  return (
    error instanceof LearnPathError &&
    (error.code === 'LP_DOCUMENT_NOT_READY' || error.code === 'LP_DOCUMENT_NOT_FOUND')
  )
}
