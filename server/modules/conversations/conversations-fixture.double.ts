import { createClient, LearnPathError, type AskRequest, type AskResponse, type Citation } from '@learnpath/contracts'
import { createEdge } from '../../http/edge.ts'
import { createSoleLeadership } from '../../adapters/system/sole-leadership.ts'
import { createRecordingMetrics } from '../../ports/metrics.double.ts'
import type { ChatApi } from '../chat/index.ts'
import { createLibraryFixture, publishText } from '../library/library-fixture.double.ts'
import type { LanguageModelsApi } from '../language-models/index.ts'
import { mountConversationsRoutes } from './conversations.routes.ts'
import { createConversations } from './conversations.ts'

type Ask = ChatApi['ask']

/** What is answered in place of "Answer to …", per question. */
export type Answers = Map<string, Ask>

/** Conversations on a real store, with an answerer that says what the test wants. */
export async function createConversationsFixture() {
  const library = await createLibraryFixture()
  const asked: AskRequest[] = []
  const answers: Answers = new Map()
  const chat: ChatApi = {
    async ask(request, options = {}) {
      asked.push(request)
      const own = answers.get(request.question)
      if (own !== undefined) return await own(request, options)
      const response = answerTo(request)
      options.onEvent?.({ type: 'text-delta', text: response.answer })
      options.onEvent?.({ type: 'answer-end', response })
      return response
    },
  }
  const languageModels: Pick<LanguageModelsApi, 'get'> = {
    get(id) {
      throw new LearnPathError('LP_LANGUAGE_MODEL_UNKNOWN', { detail: id })
    },
  }
  let processes = 0
  /** As the next process has them. */
  const make = () =>
    createConversations({
      ...library,
      leadership: createSoleLeadership(`run_${(processes += 1)}`),
      chat,
      languageModels,
    })
  const conversations = make()
  const edge = createEdge({
    ...library,
    metrics: createRecordingMetrics(),
    requestTimeoutMs: 10_000,
    maxConcurrentRequests: 20,
  })
  mountConversationsRoutes(edge, { conversations })
  const client = createClient({ baseUrl: 'http://127.0.0.1', fetch: async (request) => await edge.fetch(request) })
  await conversations.start()
  return {
    ...library,
    asked,
    answers,
    conversations,
    /** The same, as another process would open it. */
    make,
    edge,
    client,
    publish: async (path: string, text: string) => await publishText(library.library, path, text),
    async cleanUp() {
      await conversations.stop()
      await library.cleanUp()
    },
  }
}

export type ConversationsFixture = Awaited<ReturnType<typeof createConversationsFixture>>

export function answerTo({ question }: Pick<AskRequest, 'question'>, more: Partial<AskResponse> = {}): AskResponse {
  return {
    question,
    answer: `Answer to ${question} [1]`,
    abstained: false,
    confidence: 0.9,
    sentences: [],
    citations: [],
    nearest: [],
    engine: 'extractive',
    fallbacks: [],
    searchedFor: question,
    generation: null,
    tookMs: 1,
    ...more,
  }
}

export const citationOf = (documentId: string, text: string, more: Partial<Citation> = {}): Citation => ({
  n: 1,
  rank: 1,
  score: 1,
  documentId,
  versionHash: 'v1',
  chunkId: '1',
  collection: 'library',
  path: 'a.md',
  title: 'A',
  headingPath: [],
  language: 'en',
  page: null,
  pageEnd: null,
  start: 0,
  end: text.length,
  text,
  ...more,
})

/** Answers so far, and no further until the signal ends it. */
export const halfAnswer =
  (partial: AskResponse | null, onStart: () => void): Ask =>
  async (_, { onEvent, onPartial, signal } = {}) => {
    onEvent?.({ type: 'text-delta', text: partial?.answer ?? '' })
    const ended = new Promise((resolve) => signal?.addEventListener('abort', resolve))
    onStart()
    await ended
    if (partial !== null) onPartial?.(partial)
    signal?.throwIfAborted()
    throw new Error('not reached')
  }
