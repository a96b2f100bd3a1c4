import { join } from 'node:path'
import type { LanguageModelsApi } from '../modules/language-models/index.ts'
import type { Clock } from '../ports/clock.ts'
import type { LanguageModelSource } from '../ports/language-model.ts'
import type { Logger } from '../ports/logger.ts'
import type { Metrics } from '../ports/metrics.ts'
import type { RelationalStore } from '../ports/relational-store.ts'
import type { Settings } from './settings.ts'

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
  const { models, firstTokenSeconds } = settings.chat
  return createLanguageModels({
    ...surroundings,
    sources,
    settingsChain: models,
    patienceMs: firstTokenSeconds * 1000,
  })
}

async function openSources(
  settings: Settings,
  { clock }: LanguageSurroundings,
): Promise<readonly LanguageModelSource[]> {
  const { createLlamaCppLanguageModelSource } = await import('../adapters/llama-cpp/language-model-source.ts')
  const { chat, home, modelsFolder, inferenceThreads, modelIdleSeconds } = settings
  const files = createLlamaCppLanguageModelSource({
    folder: join(modelsFolder, 'gguf'),
    enginesFolder: join(home, 'engines'),
    contextTokens: chat.contextTokens,
    threads: inferenceThreads,
    idleMs: modelIdleSeconds * 1000,
    clock,
  })
  return [files]
}
