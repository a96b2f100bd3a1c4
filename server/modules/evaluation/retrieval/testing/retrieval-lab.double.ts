import { LearnPathError, type Model, type Precision } from '@learnpath/contracts'
import { createSqlJobQueue } from '../../../../adapters/sql/job-queue.ts'
import { createLibraryFixture, publishText } from '../../../library/library-fixture.double.ts'
import { createRetrieval, createTrials, NO_MODELS, type TrialsApi } from '../../../retrieval/index.ts'
import { createMemoryVectorIndexStore } from '../../../retrieval/generations/testing/memory-vector-index.ts'
import { createMemoryKeywordIndexStore } from '../../../retrieval/testing/memory-keyword-index-store.ts'
import { createMeaningEmbedder, type MeaningEmbedder } from '../../../retrieval/testing/memory-models.ts'
import type { QuizzesApi, WrittenQuestion } from '../../../quizzes/index.ts'
import { createSuites } from '../../gate/suites.ts'
import { createRuns } from '../../runs/runs.ts'
import { createLabelSets } from '../labels/label-sets.ts'
import { createRetrievalKind } from '../retrieval-kind.ts'
import { createRetrievalLab } from '../retrieval-lab.ts'

const SIZES: Readonly<Record<Precision, number>> = { none: 400, fp16: 200, int8: 100, int4: 50 }

/** Of an embedder that knows a few synonyms, in every precision. */
function modelOf(id: string): Model {
  const installed = Object.entries(SIZES).map(([precision, sizeBytes]) => ({
    precision: precision as Precision,
    sizeBytes,
    card: null,
  }))
  return { manifest: { id, task: 'embed', maximumTokens: 512 }, installed } as unknown as Model
}

export interface RetrievalLabOptions {
  /** Wraps what searches, to make it better or worse. */
  readonly trials?: (trials: TrialsApi) => TrialsApi
}

/** The retrieval half of the lab on a real store, with a keyword index and vectors in memory. Documents by path; a paragraph is a passage. */
export async function createRetrievalLabRig(
  documents: Readonly<Record<string, string>>,
  options: RetrievalLabOptions = {},
) {
  const fixture = await createLibraryFixture()
  const { library, store, clock, logger, idSource, eventBus, leadership } = fixture
  const ids = new Map<string, string>()
  for (const [path, text] of Object.entries(documents)) ids.set(path, await publishText(library, path, text))
  const indexStore = createMemoryKeywordIndexStore()
  const ignore = (): void => undefined
  const metrics = { cacheLookedUp: ignore, searched: ignore, searchStageEnded: ignore }
  const retrieval = createRetrieval({ library, indexStore, generations: NO_MODELS, eventBus, clock, logger, metrics })
  await retrieval.rebuild()
  const trialIndexStore = createMemoryVectorIndexStore()
  const plain = createTrials({ store, library, indexStore, clock, logger, trialIndexStore })
  const trials = options.trials?.(plain) ?? plain
  const embedders = new Map<string, MeaningEmbedder>()
  const models = {
    defaultPrecision: 'int8' as const,
    get: async (id: string) => await Promise.resolve(modelOf(id)),
    async embedder(id: string, precision: Precision = 'int8') {
      if (id !== 'meaning') throw new LearnPathError('LP_MODEL_UNKNOWN', { detail: id })
      const key = `${id} ${precision}`
      const embedder = embedders.get(key) ?? createMeaningEmbedder(key)
      embedders.set(key, embedder)
      return await Promise.resolve(embedder)
    },
    reranker: async (id: string) => await Promise.reject(new LearnPathError('LP_MODEL_UNKNOWN', { detail: id })),
  }
  /** What the writer of questions gives; for a test to fill. */
  const written: WrittenQuestion[] = []
  const quizzes: Pick<QuizzesApi, 'write' | 'check'> = {
    write: async () => await Promise.resolve({ questions: written, written: written.length, dropped: {} }),
    check: async (_, drafts) => await Promise.resolve(drafts.map(() => null)),
  }
  const labels = createLabelSets({ store, clock, idSource, library, quizzes })
  const deps = {
    library,
    models,
    trials,
    labels,
    clock,
    logger,
    quizzes,
    store,
    idSource,
    eventBus,
    leadership,
    version: 'test',
    machine: 'test',
    freeBytes: async () => await Promise.resolve(1_000_000_000),
    chat: { ask: async () => await Promise.reject(new LearnPathError('LP_INTERNAL')) },
  }
  /** As after a restart: on the same store. */
  function open() {
    const jobQueue = createSqlJobQueue({ store, clock, idSource, eventBus, logger })
    const runs = createRuns({ ...deps, jobQueue }, [createRetrievalKind(deps)])
    return { jobQueue, runs, lab: createRetrievalLab(deps, runs) }
  }
  return { ...fixture, ...open(), open, ids, labels, written, embedders, trialIndexStore, suites: createSuites(deps) }
}
