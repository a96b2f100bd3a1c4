import type { Extraction, StartExtractionRequest } from '@learnpath/contracts'
import { createSqlJobQueue } from '../../../../adapters/sql/job-queue.ts'
import { sentences } from '../../../../kernel/text/sentences.ts'
import type { ChunkReader } from '../../../../ports/chunk-reader.ts'
import type { LanguageModelSource } from '../../../../ports/language-model.ts'
import { createRecordingMetrics } from '../../../../ports/metrics.double.ts'
import { createLanguageModels } from '../../../language-models/index.ts'
import { createLibraryFixture, publishText, type LibraryFixture } from '../../../library/library-fixture.double.ts'
import { createExtractions } from '../extractions.ts'

export interface ExtractionFixtureOptions {
  readonly sources: readonly LanguageModelSource[]
  readonly chain?: readonly string[]
  /** Of a run of the program before this one. */
  readonly library?: LibraryFixture
  /** Default: finds the ends of sentences, and nothing else. */
  readonly read?: ChunkReader['read']
}

const readSentences: ChunkReader['read'] = async (chunks) =>
  await Promise.resolve(
    chunks.map(({ text, language }) => ({
      language,
      mentions: [],
      aliases: [],
      relations: [],
      sentenceEnds: sentences(text, language).map(({ end }) => end),
    })),
  )

/** Readings by language models on the real store, queue and library. */
export async function createExtractionFixture(options: ExtractionFixtureOptions) {
  const { sources, chain, library: base, read = readSentences } = options
  const fixture = base ?? (await createLibraryFixture())
  const { store, clock, idSource, eventBus, logger, library } = fixture
  const jobQueue = createSqlJobQueue({ store, clock, idSource, eventBus, logger })
  const languageModels = createLanguageModels({
    sources,
    store,
    settingsChain: chain ?? sources.map(({ engine }) => `${engine}:reader`),
    clock,
    logger,
    metrics: createRecordingMetrics(),
  })
  let reassembled = 0
  const extractions = createExtractions({
    store,
    library,
    languageModels,
    chunkReader: { version: '1', close: async () => await Promise.resolve(), read },
    jobQueue,
    clock,
    idSource,
    reassembleSoon: () => {
      reassembled += 1
    },
  })
  const latest = async (): Promise<Extraction> => {
    const [first] = (await extractions.extractions()).extractions
    if (first === undefined) throw new Error('nothing was started')
    return first
  }
  /** Until the latest extraction is as it should be. */
  async function until(holds: (extraction: Extraction) => boolean): Promise<Extraction> {
    for (let tries = 0; tries < 2000; tries++) {
      const now = await latest()
      if (holds(now)) return now
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    throw new Error(`it stays ${JSON.stringify(await latest())}`)
  }
  return {
    ...fixture,
    jobQueue,
    extractions,
    /** How often the graph was wanted anew. */
    reassembled: () => reassembled,
    until,
    publish: async (path: string, text: string) => await publishText(library, path, text),
    async begin() {
      extractions.start()
      await jobQueue.start()
    },
    start: async (request: Partial<StartExtractionRequest> = {}) =>
      await extractions.startExtraction({ maximumTokens: 1_000_000, ...request }),
    ended: async () => await until(({ state }) => state !== 'running' && state !== 'paused'),
    readings: async () =>
      await store.db.selectFrom('graph_model_readings').selectAll().orderBy('content_hash').orderBy('model').execute(),
    /** What waits for its time is due. */
    wait(ms: number) {
      clock.advance(ms)
      jobQueue.wake()
    },
    async stop() {
      await jobQueue.stop({ graceMs: 0 })
    },
    async cleanUp() {
      await jobQueue.stop({ graceMs: 0 })
      await fixture.cleanUp()
    },
  }
}

export type ExtractionFixture = Awaited<ReturnType<typeof createExtractionFixture>>
