import { LearnPathError, type Extraction, type ExtractionPlan } from '@learnpath/contracts'
import type { LanguageModel } from '../../../ports/language-model.ts'
import type { GraphExtractions } from '../graph-api.ts'
import type { GraphSurroundings } from '../graph-dependencies.ts'
import { createExtractionStore, type ExtractionRow } from './extraction-store.ts'
import { createExtractionHandler, enqueueExtraction, EXTRACT_GRAPH } from './extraction.jobs.ts'
import { passageEstimator } from './passage-estimate.ts'
import { measuredMs } from './model-readings.ts'
import { readNewestChunkId, scanPassages } from './unread-passages.ts'

const DEFAULT_COLLECTION = 'library'
/** Of different collections, and mostly of different models. */
const AT_A_TIME = 2
/** Texts differ from those that an estimate was made from. */
const MARGIN = 1.05

export type ExtractionSurroundings = Pick<
  GraphSurroundings,
  'store' | 'library' | 'languageModels' | 'chunkReader' | 'jobQueue' | 'clock' | 'idSource' | 'reassembleSoon'
>

export interface RunnableExtractions extends GraphExtractions {
  start(): void
  /** Goes on with what was open when the program ended. */
  reopen(): Promise<void>
}

/** Has language models read collections for entities and relations, each within its budget. */
export function createExtractions(surroundings: ExtractionSurroundings): RunnableExtractions {
  const { store, library, languageModels, jobQueue, clock, idSource } = surroundings
  const { db } = store
  const extractions = createExtractionStore(db, clock)
  const running = new Map<string, AbortController>()

  /** @throws LP_LANGUAGE_MODEL_UNKNOWN */
  async function modelFor(wished: string | undefined): Promise<LanguageModel | null> {
    return wished === undefined ? ((await languageModels.chain())[0] ?? null) : languageModels.get(wished)
  }

  return {
    start() {
      const run = { ...surroundings, db, extractions, running }
      jobQueue.handle(EXTRACT_GRAPH, createExtractionHandler(run), { concurrency: AT_A_TIME })
    },
    async reopen() {
      const open = await extractions.open()
      await db.transaction().execute(async (transaction) => {
        for (const { id } of open) await enqueueExtraction(jobQueue, transaction, id)
      })
    },
    async planExtraction({ collection = DEFAULT_COLLECTION, model: wished }) {
      const { id: collectionId, name } = await library.collection(collection)
      const model = await modelFor(wished)
      if (model === null) return { ...NOTHING, collection: name }
      const modelId = model.description.id
      const scope = { collectionId, model: modelId, newestChunkId: await readNewestChunkId(db) }
      const { unread, read } = await scanPassages(db, scope, { estimate: await passageEstimator(model) })
      const perPassage = await measuredMs(db, modelId)
      return {
        collection: name,
        model: modelId,
        passages: unread.length,
        passagesRead: read.length,
        ...tokensFor(unread.map(({ estimate }) => estimate)),
        seconds: perPassage === null ? null : Math.ceil((unread.length * perPassage) / 1000),
      }
    },
    async extractions(collection = DEFAULT_COLLECTION) {
      const { id, name } = await library.collection(collection)
      const rows = await extractions.list(id)
      return { extractions: rows.map((row) => toExtraction(row, name)) }
    },
    async startExtraction({ collection = DEFAULT_COLLECTION, model: wished, maximumPassages, maximumTokens }) {
      const { id: collectionId, name } = await library.collection(collection)
      const model = await modelFor(wished)
      if (model === null) throw new LearnPathError('LP_EXTRACTION_NO_MODEL')
      const row: ExtractionRow = {
        ...UNSPENT,
        id: idSource.next('extraction'),
        collection_id: collectionId,
        model: model.description.id,
        maximum_passages: maximumPassages ?? null,
        maximum_tokens: maximumTokens,
        newest_chunk_id: await readNewestChunkId(db),
        started_at: clock.now(),
      }
      const inserted = await extractions.insert(row, async (transaction) => {
        await enqueueExtraction(jobQueue, transaction, row.id)
      })
      if (inserted === null) throw new LearnPathError('LP_EXTRACTION_RUNNING')
      jobQueue.wake()
      return toExtraction(inserted, name)
    },
    async cancelExtraction(id) {
      await extractions.end(id, 'cancelled')
      running.get(id)?.abort('cancelled')
      const row = await extractions.find(id)
      if (row === undefined) throw new LearnPathError('LP_EXTRACTION_NOT_FOUND', { detail: id })
      return toExtraction(row, (await library.collection(row.collection_id)).name)
    },
  }
}

const NOTHING = {
  model: null,
  passages: 0,
  passagesRead: 0,
  promptTokens: 0,
  completionTokens: 0,
  maximumTokens: 0,
  seconds: null,
}

const UNSPENT = {
  state: 'running' as const,
  passages_read: 0,
  passages_failed: 0,
  passages_left: 0,
  prompt_tokens: 0,
  completion_tokens: 0,
  reserved_tokens: 0,
  entities: 0,
  relations: 0,
  rejected: 0,
  failure: null,
  ended_at: null,
}

function tokensFor(
  estimates: readonly { readonly promptTokens: number; readonly completionTokens: number; readonly reserve: number }[],
): Pick<ExtractionPlan, 'promptTokens' | 'completionTokens' | 'maximumTokens'> {
  const promptTokens = estimates.reduce((sum, estimate) => sum + estimate.promptTokens, 0)
  const completionTokens = estimates.reduce((sum, estimate) => sum + estimate.completionTokens, 0)
  // Whichever is the last has to find its whole reserve.
  const beyond = estimates.reduce(
    (most, estimate) => Math.max(most, estimate.reserve - estimate.promptTokens - estimate.completionTokens),
    0,
  )
  const maximumTokens = Math.ceil(MARGIN * (promptTokens + completionTokens)) + beyond
  return { promptTokens, completionTokens, maximumTokens }
}

const iso = (ms: number): string => new Date(ms).toISOString()

const toExtraction = (row: ExtractionRow, collection: string): Extraction => ({
  id: row.id,
  collection,
  model: row.model,
  state: row.state,
  maximumPassages: row.maximum_passages,
  maximumTokens: row.maximum_tokens,
  passagesRead: row.passages_read,
  passagesFailed: row.passages_failed,
  passagesLeft: row.passages_left,
  promptTokens: row.prompt_tokens,
  completionTokens: row.completion_tokens,
  entities: row.entities,
  relations: row.relations,
  rejected: row.rejected,
  failure: row.failure,
  startedAt: iso(row.started_at),
  endedAt: row.ended_at === null ? null : iso(row.ended_at),
})
