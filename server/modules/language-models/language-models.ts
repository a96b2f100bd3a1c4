import { LearnPathError, type LanguageModelList } from '@learnpath/contracts'
import type { Clock } from '../../ports/clock.ts'
import type { LanguageModel, LanguageModelSource } from '../../ports/language-model.ts'
import type { Logger } from '../../ports/logger.ts'
import type { Metrics } from '../../ports/metrics.ts'
import type { RelationalStore } from '../../ports/relational-store.ts'
import { createChainChoice } from './chain-choice.ts'
import { generateObject } from './generate-object.ts'
import type { LanguageModelsApi } from './language-models-api.ts'
import { listSource } from './list-models.ts'
import { createModelFinder } from './model-finder.ts'
import { createPreloader } from './preloader.ts'

export interface LanguageModelsDependencies {
  /** What is connected; of each engine one. */
  readonly sources: readonly LanguageModelSource[]
  readonly store: Pick<RelationalStore, 'db'>
  /** Who answers when no person has chosen. */
  readonly settingsChain: readonly string[]
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: Pick<Metrics, 'languageModelEnded'>
}

/** The last of every chain: sentences of the documents, without a language model. */
const EXTRACTIVE = 'extractive'

export function createLanguageModels(dependencies: LanguageModelsDependencies): LanguageModelsApi {
  const { sources, settingsChain, logger, metrics } = dependencies
  const choice = createChainChoice(dependencies)
  const get = createModelFinder(sources, metrics)
  const preloader = createPreloader(chain, logger)

  async function chosen(): Promise<Pick<LanguageModelList, 'chain' | 'chosenBy'>> {
    const person = await choice.read()
    if (person !== null) return { chain: [...person, EXTRACTIVE], chosenBy: 'person' }
    const chosenBy = settingsChain.length === 0 ? 'nobody' : 'settings'
    return { chain: [...settingsChain, EXTRACTIVE], chosenBy }
  }

  async function chain(): Promise<readonly LanguageModel[]> {
    const { chain: ids } = await chosen()
    return ids.filter((id) => id !== EXTRACTIVE).flatMap((id) => usable(id))
  }

  /** A choice may name an engine that is not connected any more. */
  function usable(id: string): readonly LanguageModel[] {
    try {
      return [get(id)]
    } catch (failure) {
      if (!(failure instanceof LearnPathError)) throw failure
      logger.warn('a language model that was chosen cannot be used', { model: id, error: failure.message })
      return []
    }
  }

  async function list(signal?: AbortSignal): Promise<LanguageModelList> {
    const [listings, who] = await Promise.all([
      Promise.all(sources.map(async (source) => await listSource(source, signal))),
      chosen(),
    ])
    return {
      models: listings.flatMap(({ models }) => models),
      sources: listings.map(({ source }) => source),
      ...who,
    }
  }

  return {
    list,
    get,
    chain,
    async choose(ids) {
      const wanted = ids === null ? null : [...new Set(ids)].filter((id) => id !== EXTRACTIVE)
      for (const id of wanted ?? []) get(id)
      await choice.write(wanted)
      preloader.begin()
      return await list()
    },
    async load(id, signal) {
      await get(id).load(signal)
      return await list(signal)
    },
    async unload(id) {
      await get(id).unload()
      return await list()
    },
    async generateObject(request) {
      request.signal?.throwIfAborted()
      const models = request.model === undefined ? await chain() : [get(request.model)]
      const { around } = request
      return await generateObject(around === undefined ? models : models.map(around), request, logger)
    },
    start() {
      preloader.begin()
      return Promise.resolve()
    },
    async stop() {
      await preloader.stop()
      await Promise.all(sources.map(async (source) => await source.close()))
    },
  }
}
