import {
  LearnPathError,
  type LanguageModel as ListedModel,
  type LanguageModelSource as ListedSource,
} from '@learnpath/contracts'
import type { LanguageModelSource, ModelResidency, OfferedModel } from '../../ports/language-model.ts'

interface SourceListing {
  readonly source: ListedSource
  readonly models: readonly ListedModel[]
}

/** What a source has, and what of it is in memory. One that cannot be asked is listed with the reason. */
export async function listSource(source: LanguageModelSource, signal?: AbortSignal): Promise<SourceListing> {
  const { engine, place } = source
  try {
    const offered = await source.models(signal)
    const models = await Promise.all(offered.map(async (model) => await describe(source, model, signal)))
    return { source: { engine, place, failure: null }, models }
  } catch (failure) {
    signal?.throwIfAborted()
    if (!(failure instanceof LearnPathError)) throw failure
    const { code, message, advice } = failure
    return { source: { engine, place, failure: { code, message, advice } }, models: [] }
  }
}

async function describe(
  source: LanguageModelSource,
  offered: OfferedModel,
  signal?: AbortSignal,
): Promise<ListedModel> {
  const { engine } = source
  const loaded = await residency(source, offered.name, signal)
  return { id: `${engine}:${offered.name}`, engine, ...offered, loaded }
}

/** That an engine does not tell is no reason not to list what it has. */
async function residency(
  source: LanguageModelSource,
  name: string,
  signal?: AbortSignal,
): Promise<ModelResidency | null> {
  try {
    return await source.model(name).residency(signal)
  } catch (failure) {
    signal?.throwIfAborted()
    if (failure instanceof LearnPathError) return null
    throw failure
  }
}
