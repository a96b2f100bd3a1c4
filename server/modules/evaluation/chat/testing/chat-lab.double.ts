import type { AskRequest, AskResponse, Citation, LearnPathError } from '@learnpath/contracts'
import { createSqlJobQueue } from '../../../../adapters/sql/job-queue.ts'
import type { LanguageModel } from '../../../../ports/language-model.ts'
import { createScriptedModel } from '../../../../ports/language-model.double.ts'
import type { AskOptions, ChatApi } from '../../../chat/index.ts'
import { createLibraryFixture } from '../../../library/library-fixture.double.ts'
import { createRuns } from '../../runs/runs.ts'
import { createChatEvaluations } from '../chat-evaluations.ts'
import { createChatRunKind } from '../chat-run-kind.ts'

/** How a model of the test answers; an error is its failure. */
export type Answering = (request: AskRequest) => string | LearnPathError

export interface LabOptions {
  readonly answers: Readonly<Record<string, Answering>>
  readonly questions?: string
}

export const QUESTIONS = `id: tides
title: Tides
language: en
questions:
  - { id: cause, tier: 1, text: What causes the tides?, topics: [[moon, gravity], sun], answerable: true,
      followUps: [{ text: How often do they come?, topics: [[twice, two times]], answerable: true }] }
  - { id: spring, tier: 2, text: What are spring tides?, topics: [strong], documents: [tides.md], answerable: true }
  - { id: mars, tier: 1, text: Who was first on Mars?, answerable: false }
`

/** The lab on the real store and job queue, with a chat that says what the test wants. */
export async function createChatLab({ answers, questions = QUESTIONS }: LabOptions) {
  const fixture = await createLibraryFixture()
  const { store, clock, idSource, eventBus, leadership, logger, library } = fixture
  const asked: AskRequest[] = []
  const signals: AbortSignal[] = []
  const events: string[] = []
  const chat: ChatApi = {
    async ask(request, { onEvent, signal }: AskOptions = {}) {
      asked.push(request)
      if (signal !== undefined) signals.push(signal)
      const said = answers[request.model ?? '']?.(request) ?? ''
      clock.advance(100)
      if (typeof said !== 'string') {
        onEvent?.({ type: 'engine-failed', engine: request.model ?? '', code: said.code, message: said.message })
        signal?.throwIfAborted()
      }
      const response = responseOf(request, typeof said === 'string' ? said : '')
      onEvent?.({ type: 'text-delta', text: response.answer })
      clock.advance(300)
      return response
    },
  }
  const models = new Map<string, LanguageModel>()
  const languageModels = {
    get(id: string): LanguageModel {
      const known = models.get(id) ?? residentModel(id, { events, onLoad: () => clock.advance(2000) })
      models.set(id, known)
      return known
    },
    list: async () => ({ models: [], sources: [], chain: [], chosenBy: 'nobody' as const }),
  }
  const deps = {
    store,
    clock,
    idSource,
    eventBus,
    leadership,
    logger,
    library,
    chat,
    languageModels,
    retrieval: {
      indexState: async () => ({ kind: 'keyword', sequence: 1, lag: 0, chunks: 0, sizeBytes: 0, trouble: null }),
    },
    machineReader: {
      process: () => ({ residentBytes: 100_000_000, heapBytes: 1, processorMs: clock.monotonicMs() / 10 }),
      machine: () => ({ processorName: 'Test', processors: 2, memoryBytes: 8e9, freeMemoryBytes: 4e9 }),
    },
    shippedQuestionSets: async () => [questions],
    version: '1.2.3',
  }
  function open() {
    const jobQueue = createSqlJobQueue({ store, clock, idSource, eventBus, logger })
    const runs = createRuns({ ...deps, jobQueue }, [createChatRunKind(deps)])
    return { jobQueue, runs, lab: createChatEvaluations(deps, runs) }
  }
  return { ...fixture, ...open(), open, asked, signals, modelEvents: events }
}

/** In memory once it was loaded. */
function residentModel(
  id: string,
  { events, onLoad }: { readonly events: string[]; readonly onLoad: () => void },
): LanguageModel {
  let loaded = false
  return {
    ...createScriptedModel(() => [], { id }),
    async load() {
      if (!loaded) onLoad()
      events.push(`load ${id}`)
      loaded = true
    },
    async unload() {
      events.push(`unload ${id}`)
      loaded = false
    },
    residency: async () => (loaded ? { sizeBytes: 2e9, vramBytes: 1e9, contextTokens: 4096, expiresAt: null } : null),
  }
}

const CITATION: Citation = {
  n: 1,
  rank: 1,
  score: 1,
  documentId: 'doc_tides',
  versionHash: 'v1',
  chunkId: 'c1',
  collection: 'library',
  path: 'notes/tides.md',
  title: 'Tides',
  headingPath: [],
  language: 'en',
  page: null,
  pageEnd: null,
  start: 0,
  end: 10,
  text: 'The moon.',
}

/** Text with [1] cites and is supported; "?" at the end of a sentence is not found in its source; '' is an abstention. */
export function responseOf(request: AskRequest, said: string): AskResponse {
  const abstained = said === ''
  const sentences = abstained
    ? []
    : said.split(/(?<=[.?])\s+/).map((text) => ({
        text,
        start: said.indexOf(text),
        end: said.indexOf(text) + text.length,
        citations: text.includes('[1]') ? [1] : [],
        support: text.endsWith('?') ? ('not-found' as const) : ('supported' as const),
        quotes: text.includes('[1]') ? [{ n: 1, start: 0, end: 10, text: 'The moon.' }] : [],
      }))
  return {
    question: request.question,
    answer: abstained ? 'Not found in your documents.' : said,
    abstained,
    confidence: 1,
    sentences,
    citations: said.includes('[1]') ? [CITATION] : [],
    nearest: [],
    engine: request.model ?? '',
    fallbacks: [],
    searchedFor: request.question,
    generation: null,
    tookMs: 1,
  }
}
