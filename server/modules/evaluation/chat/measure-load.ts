import { LearnPathError } from '@learnpath/contracts'
import type { Clock } from '../../../ports/clock.ts'
import type { LanguageModelsApi } from '../../language-models/index.ts'
import type { StoredLoad } from './stored-chat-run.ts'

interface LoadingDependencies {
  readonly languageModels: Pick<LanguageModelsApi, 'get'>
  readonly clock: Clock
}

/**
 * Takes a model out of memory and brings it back. An engine that does not tell what is in memory may have it there all the time: then the
 * time says nothing and is not kept.
 */
export async function measureLoad(
  { languageModels, clock }: LoadingDependencies,
  id: string,
  signal: AbortSignal,
): Promise<StoredLoad> {
  try {
    const model = languageModels.get(id)
    await model.unload()
    const left = await model.residency(signal)
    const startedAt = clock.monotonicMs()
    await model.load(signal)
    const loadMs = clock.monotonicMs() - startedAt
    const residency = await model.residency(signal)
    return {
      model: id,
      loadMs: left === null && residency !== null ? loadMs : null,
      modelBytes: residency?.sizeBytes ?? null,
      vramBytes: residency?.vramBytes ?? null,
      failure: null,
    }
  } catch (failure) {
    signal.throwIfAborted()
    if (!(failure instanceof LearnPathError)) throw failure
    const { code, message } = failure
    return { model: id, loadMs: null, modelBytes: null, vramBytes: null, failure: { code, message } }
  }
}
