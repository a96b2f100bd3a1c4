import type { AskEvent, AskRequest, AskResponse, Citation, LanguageModelList } from '@learnpath/contracts'
import { createEdge } from '../../http/edge.ts'
import { listen } from '../../http/listen.ts'
import { createManualClock } from '../../ports/clock.double.ts'
import { createCountingIdSource } from '../../ports/id-source.double.ts'
import { createRecordingLogger } from '../../ports/logger.double.ts'
import { createRecordingMetrics } from '../../ports/metrics.double.ts'
import type { ChatApi } from '../chat/index.ts'
import { createCompletions } from './completions.ts'
import { mountCompletionRoutes } from './completions.routes.ts'

/** What a test lets the chat do; it ends with the answer. */
export type Answering = (
  request: AskRequest,
  tell: (event: AskEvent) => void,
  more: { readonly signal: AbortSignal; readonly tellChecked: (text: string) => void },
) => Promise<AskResponse> | AskResponse

export interface CompletionsFixture {
  readonly url: string
  /** What the chat was asked, in order. */
  readonly asked: readonly AskRequest[]
  answerWith(answering: Answering): void
  stop(): Promise<void>
}

export const citation = (n: number, more: Partial<Citation> = {}): Citation => ({
  n,
  rank: n,
  score: 1,
  documentId: `doc_${n}`,
  versionHash: 'v1',
  chunkId: `chunk_${n}`,
  collection: 'physics',
  path: `tides-${n}.pdf`,
  title: `Tides ${n}`,
  headingPath: [],
  language: 'en',
  page: n,
  pageEnd: n,
  start: 100 * n,
  end: 100 * n + 21,
  text: 'The moon makes tides.',
  ...more,
})

/** An answer of a language model that has been checked; each sentence is supported by the markers in it. */
export function modelAnswer(
  answer: string,
  citations: readonly Citation[],
  more: Partial<AskResponse> = {},
): AskResponse {
  const sentences = [...answer.matchAll(/[^.]+\.(?:\s*\[\d+\])*/gu)].map((match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
    citations: [...match[0].matchAll(/\[(\d+)\]/gu)].map(([, n]) => Number(n)),
    support: 'supported' as const,
    quotes: [],
  }))
  return {
    question: 'What makes tides?',
    answer,
    abstained: false,
    confidence: 0.9,
    sentences,
    citations: [...citations],
    nearest: [],
    engine: 'ollama:llama3.2:3b',
    fallbacks: [],
    searchedFor: 'What makes tides?',
    generation: {
      loadMs: 1,
      firstTextMs: 2,
      firstTokenMs: 2,
      totalMs: 10,
      promptTokens: 120,
      generatedTokens: 14,
      tokensPerSecond: 1400,
      passages: 2,
      ended: 'complete',
      repairs: { moved: 0, dropped: 0 },
    },
    tookMs: 12,
    ...more,
  }
}

const MODELS: LanguageModelList = {
  models: [
    {
      id: 'ollama:llama3.2:3b',
      engine: 'ollama',
      name: 'llama3.2:3b',
      sizeBytes: null,
      parameters: null,
      quantization: null,
      digest: null,
      loaded: null,
    },
  ],
  sources: [],
  chain: [],
  chosenBy: 'nobody',
}

/** The routes over a socket, on a chat that does what the test says. */
export async function startCompletions(): Promise<CompletionsFixture> {
  const asked: AskRequest[] = []
  let answering: Answering = () => modelAnswer('The moon makes tides. [1]', [citation(1)])
  const chat: ChatApi = {
    async ask(request, { onEvent = () => undefined, onChecked, signal = new AbortController().signal } = {}) {
      asked.push(request)
      const tellChecked = onChecked ?? (() => undefined)
      const response = await answering(request, onEvent, { signal, tellChecked })
      onEvent({ type: 'answer-end', response })
      return response
    },
  }
  const clock = createManualClock()
  const idSource = createCountingIdSource()
  const edge = createEdge({
    clock,
    idSource,
    logger: createRecordingLogger(),
    metrics: createRecordingMetrics(),
    requestTimeoutMs: 60_000,
    maxConcurrentRequests: 64,
  })
  const library = {
    listCollections: async () =>
      await Promise.resolve([
        {
          id: 'col_1',
          name: 'physics',
          documentCount: 2,
          createdAt: '2026-01-01T00:00:00.000Z',
          visibility: 'shared' as const,
        },
      ]),
  }
  const languageModels = { list: async () => await Promise.resolve(MODELS) }
  const completions = createCompletions({ chat, languageModels, library, clock, idSource })
  mountCompletionRoutes(edge, { completions })
  const server = await listen(
    { host: '127.0.0.1', port: 0 },
    async (request, incoming) => await edge.fetch(request, incoming),
  )
  return {
    url: server.url,
    asked,
    answerWith: (next) => {
      answering = next
    },
    stop: async () => await server.stop(0),
  }
}
