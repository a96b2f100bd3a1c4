import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createLocalVectorIndexStore } from '../../server/adapters/vector-index/vector-index-store.ts'
import { escapeQuery } from '../../server/kernel/text/query-syntax.ts'
import type { RetrievalApi, SearchModels } from '../../server/modules/retrieval/index.ts'
import type { Embedder } from '../../server/ports/embedder.ts'
import { createRecordingLogger } from '../../server/ports/logger.double.ts'
import type { VectorEntry, VectorIndex } from '../../server/ports/vector-index.ts'
import type { Benchmark, Measurement } from '../benchmark.ts'
import { percentile } from '../environment.ts'
import { keywordCorpus } from './keyword-corpus.ts'
import { openSearchLibrary, type SearchLibrary } from './search-library.ts'
import { clusteredData, type VectorData } from './vector-search-data.ts'

const CHUNKS = 100_000
const DIMENSIONS = 384
const DOCUMENTS_PER_BATCH = 100

/** Gives every chunk of the library a vector, in the order of the documents. */
async function fillIndex(index: VectorIndex, { library }: SearchLibrary, data: VectorData): Promise<void> {
  const rows = data.rows()[Symbol.iterator]()
  let after: string | null = null
  let sequence = 0
  for (;;) {
    const documents = await library.indexableDocuments(after, DOCUMENTS_PER_BATCH)
    for (const { documentId, workspaceId, collectionId, chunks } of documents) {
      const entries = chunks.map((chunk): VectorEntry => {
        const { value } = rows.next() as { value: Float32Array }
        return { chunkId: chunk.id, documentId, workspaceId, collectionId, vector: value }
      })
      await index.replaceDocument(++sequence, documentId, entries)
      after = documentId
    }
    if (documents.length < DOCUMENTS_PER_BATCH) return await index.flush()
  }
}

/** The vector of a query is there already, so that embedding takes no time. */
function readyEmbedder({ queries, dimensions }: VectorData): Embedder {
  let next = 0
  return {
    description: { modelId: 'ready', key: 'ready', dimensions, maximumTokens: 512, languages: ['multi'] },
    embed: async ({ texts }) =>
      await Promise.resolve(texts.map(() => queries[next++ % queries.length] ?? new Float32Array())),
    countTokens: async (texts) => await Promise.resolve(texts.map(() => 1)),
  }
}

interface Taken {
  readonly elapsed: number[]
  /** Of all threads of this process: hardly depends on what else the machine does. */
  readonly processor: number[]
  readonly stages: Record<string, number[]>
}

async function times(retrieval: RetrievalApi, questions: readonly string[]): Promise<Taken> {
  const taken: Taken = { elapsed: [], processor: [], stages: {} }
  for (const query of questions) {
    const started = performance.now()
    const before = process.cpuUsage()
    const { semantic, stages } = await retrieval.search({ query, mode: 'auto' })
    const { user, system } = process.cpuUsage(before)
    taken.elapsed.push(performance.now() - started)
    taken.processor.push((user + system) / 1000)
    for (const [stage, milliseconds] of Object.entries(stages)) (taken.stages[stage] ??= []).push(milliseconds)
    if (!semantic.used && semantic.reason !== 'no model serves') throw new Error(`${semantic.reason}`)
  }
  return taken
}

const percentiles = (name: string, values: readonly number[]): Measurement[] => [
  { name: `${name} p50`, value: percentile(values, 0.5), unit: 'ms' },
  { name: `${name} p95`, value: percentile(values, 0.95), unit: 'ms' },
]

function figures(name: string, { elapsed, processor, stages }: Taken, target?: Measurement['target']): Measurement[] {
  const [p50, p95] = percentiles(name, elapsed)
  return [
    ...(p50 === undefined ? [] : [p50]),
    ...(p95 === undefined ? [] : [{ ...p95, ...(target && { target }) }]),
    ...percentiles(`${name}, processor time`, processor),
    ...Object.entries(stages).flatMap(([stage, values]) => percentiles(`${name}, stage ${stage}`, values)),
  ]
}

export const benchmark: Benchmark = {
  name: 'hybrid-search',
  description: `the whole search by keywords and meaning, ${CHUNKS / 1000}k chunks x ${DIMENSIONS}, vectors of queries ready, nothing remembered`,
  async run(context) {
    const corpus = await keywordCorpus(context.dataFolder, CHUNKS)
    const folder = join(context.scratchFolder, 'library')
    await mkdir(folder)
    context.log('building')
    const library = await openSearchLibrary(corpus.chunks.slice(0, CHUNKS), folder)
    const questions = corpus.questions.map(escapeQuery)
    const data = clusteredData({ count: CHUNKS, dimensions: DIMENSIONS, queryCount: questions.length })
    const store = createLocalVectorIndexStore({ folder: join(folder, 'vectors'), logger: createRecordingLogger() })
    const index = await store.open('bench', DIMENSIONS)
    await fillIndex(index, library, data)
    const generation = { id: 'bench', model: 'ready', precision: 'int8', dimensions: DIMENSIONS } as const
    const models = (): SearchModels => {
      const serving = { generation, embedder: readyEmbedder(data), index }
      return { serving: () => serving, notServingReason: () => null, reranker: () => null }
    }
    // Another instance every time: what one remembers would answer the next.
    await times(library.open(models()), questions)
    const hybrid = await times(library.open(models()), questions)
    const keyword = await times(library.open(), questions)
    await library.close()
    await index.close()
    return [...figures('hybrid', hybrid, { operator: '<', value: 20 }), ...figures('keywords alone', keyword)]
  },
}
