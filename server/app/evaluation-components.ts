import { readdir, readFile, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { EvaluationApi } from '../modules/evaluation/index.ts'
import type { ChatApi } from '../modules/chat/index.ts'
import type { LanguageModelsApi } from '../modules/language-models/index.ts'
import type { LibraryApi } from '../modules/library/index.ts'
import type { ModelsApi } from '../modules/models/index.ts'
import type { QuizzesApi } from '../modules/quizzes/index.ts'
import type { RetrievalApi } from '../modules/retrieval/index.ts'
import type { Clock } from '../ports/clock.ts'
import type { EventBus } from '../ports/event-bus.ts'
import type { IdSource } from '../ports/id-source.ts'
import type { JobQueue } from '../ports/job-queue.ts'
import type { KeywordIndexStore } from '../ports/keyword-index-store.ts'
import type { Leadership } from '../ports/leadership.ts'
import type { Logger } from '../ports/logger.ts'
import type { RelationalStore } from '../ports/relational-store.ts'
import { findInstallation } from './installation.ts'
import { machineName } from './machine-name.ts'
import type { Settings } from './settings.ts'

export interface EvaluationSurroundings {
  readonly clock: Clock
  readonly idSource: IdSource
  readonly logger: Logger
  readonly eventBus: EventBus
  readonly leadership: Leadership
  readonly store: RelationalStore
  readonly jobQueue: JobQueue
  readonly library: LibraryApi
  readonly models: ModelsApi
  readonly quizzes: QuizzesApi
  readonly retrieval: RetrievalApi
  readonly chat: ChatApi
  readonly languageModels: LanguageModelsApi
  readonly indexStore: KeywordIndexStore
  /** Of LearnPath. */
  readonly version: string
}

/** The evaluation lab. Does nothing before it is asked to. */
export async function openEvaluation(settings: Settings, surroundings: EvaluationSurroundings): Promise<EvaluationApi> {
  const code = await import('./library-code.ts')
  const { logger } = surroundings
  const folder = join(settings.home, 'evaluation-vectors')
  const trialIndexStore = code.createLocalVectorIndexStore({ folder, logger })
  return code.createEvaluation({
    ...surroundings,
    trials: code.createTrials({ ...surroundings, trialIndexStore }),
    machine: machineName(),
    machineReader: code.createSystemMachineReader(settings),
    shippedQuestionSets: readShippedQuestionSets,
    freeBytes: async () => {
      const { bavail, bsize } = await statfs(settings.home)
      return bavail * bsize
    },
  })
}

/** They lie beside the sample documents, which may have been left out of an installation. */
async function readShippedQuestionSets(): Promise<string[]> {
  const folder = join(findInstallation().folder, 'samples/question-sets')
  const files = await readdir(folder).catch((failure: NodeJS.ErrnoException) => {
    if (failure.code === 'ENOENT') return []
    throw failure
  })
  const sets = files.filter((file) => file.endsWith('.yaml')).toSorted()
  return await Promise.all(sets.map(async (file) => await readFile(join(folder, file), 'utf8')))
}
