import type { LanguageModelsApi } from '../modules/language-models/index.ts'
import type { Clock } from '../ports/clock.ts'
import type { LanguageModelSource } from '../ports/language-model.ts'
import type { Logger } from '../ports/logger.ts'
import type { Metrics } from '../ports/metrics.ts'
import type { RelationalStore } from '../ports/relational-store.ts'
import { languageModelFolders } from './language-engine.ts'
import type { RemoteService, Settings } from './settings.ts'

export interface LanguageSurroundings {
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: Metrics
  readonly store: RelationalStore
}

/** Language models of everything that the settings connect. Loads none, and asks nobody. */
export async function openLanguageModels(
  settings: Settings,
  surroundings: LanguageSurroundings,
): Promise<LanguageModelsApi> {
  const [{ createLanguageModels }, sources] = await Promise.all([
    import('../modules/language-models/index.ts'),
    openSources(settings, surroundings),
  ])
  return createLanguageModels({ ...surroundings, sources, settingsChain: settings.chat.models })
}

/** From one token to the next: even a slow model that is short of memory takes less. */
const NEXT_TOKEN_MS = 60_000

/** Their code is loaded only for what is connected. */
async function openSources(
  settings: Settings,
  { clock, metrics }: LanguageSurroundings,
): Promise<readonly LanguageModelSource[]> {
  const { chat, inferenceThreads, modelIdleSeconds, ollama, openai } = settings
  const silence = { firstMs: chat.firstTokenSeconds * 1000, nextMs: NEXT_TOKEN_MS }
  const shared = { contextTokens: chat.contextTokens, silence, clock }
  const files = async (): Promise<LanguageModelSource> => {
    const { createLlamaCppLanguageModelSource } = await import('../adapters/llama-cpp/language-model-source.ts')
    const folders = languageModelFolders(settings)
    const source = createLlamaCppLanguageModelSource({
      ...shared,
      folder: folders.files,
      enginesFolder: folders.engines,
      threads: inferenceThreads,
      idleMs: modelIdleSeconds * 1000,
    })
    metrics.gauge('learnpath_language_model_files_loaded', 'Language model files in memory.', () => {
      return source.processes().length
    })
    metrics.gauge(
      'learnpath_language_model_files_working',
      'Requests that processes of language model files work on, also for somebody who has left.',
      () => source.processes().reduce((sum, { working }) => sum + working, 0),
    )
    return source
  }
  const ofOllama = async ({ url, keepAlive }: NonNullable<Settings['ollama']>): Promise<LanguageModelSource> => {
    const { createOllamaLanguageModelSource } = await import('../adapters/ollama/ollama-language-model-source.ts')
    return createOllamaLanguageModelSource({ ...shared, url, keepAlive, key: null })
  }
  const ofOpenAi = async ({ url, key }: RemoteService): Promise<LanguageModelSource> => {
    const { createOpenAiLanguageModelSource } = await import('../adapters/openai/openai-language-model-source.ts')
    return createOpenAiLanguageModelSource({ ...shared, url, key })
  }
  return await Promise.all([
    ...(ollama === null ? [] : [ofOllama(ollama)]),
    ...(openai === null ? [] : [ofOpenAi(openai)]),
    files(),
  ])
}
