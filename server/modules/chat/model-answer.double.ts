import type { AskEvent, AskRequest, AskResponse } from '@learnpath/contracts'
import { createManualClock } from '../../ports/clock.double.ts'
import type { LanguageModel } from '../../ports/language-model.ts'
import { createRecordingMetrics, type RecordedMetric } from '../../ports/metrics.double.ts'
import type { AskOptions } from './chat-api.ts'
import { createChat } from './chat.ts'
import { createSmallLibrary, type SmallDocument } from './small-library.double.ts'

export interface Asked {
  readonly response: AskResponse
  readonly events: readonly AskEvent[]
  readonly metrics: readonly RecordedMetric[]
}

/** Asks a small library by a chain of models, and keeps what was told on the way. */
export async function askModels(
  models: readonly LanguageModel[],
  request: Omit<AskRequest, 'maxSentences'>,
  { documents, ...options }: { readonly documents: readonly SmallDocument[] } & Omit<AskOptions, 'onEvent'>,
): Promise<Asked> {
  const events: AskEvent[] = []
  const metrics = createRecordingMetrics()
  const chat = createChat({
    retrieval: createSmallLibrary(documents),
    clock: createManualClock(),
    metrics,
    languageModels: {
      chain: async () => await Promise.resolve(models),
      get: (id) => models.find(({ description }) => description.id === id) ?? neverAsked(id),
    },
  })
  const onEvent = (event: AskEvent): void => void events.push(event)
  const response = await chat.ask({ maxSentences: 4, ...request }, { ...options, onEvent })
  return { response, events, metrics: metrics.records }
}

function neverAsked(id: string): never {
  throw new RangeError(`no model ${id} in this test`)
}
