import {
  LearnPathError,
  type AskEvent,
  type AskRequest,
  type AskResponse,
  type ChatSubject,
  type EarlierTurn,
} from '@learnpath/contracts'
import type { Clock } from '../../../ports/clock.ts'
import type { LanguageModel, ModelResidency } from '../../../ports/language-model.ts'
import type { MachineReader } from '../../../ports/machine-reader.ts'
import type { ChatApi } from '../../chat/index.ts'
import type { LanguageModelsApi } from '../../language-models/index.ts'
import { NOTHING_MEASURED, type MeasuredWork } from './measure-answer.ts'
import { EXTRACTIVE, type ChatRunConfig } from './stored-chat-run.ts'

export interface AskingDependencies {
  readonly chat: Pick<ChatApi, 'ask'>
  readonly languageModels: Pick<LanguageModelsApi, 'get'>
  readonly clock: Clock
  readonly machineReader: Pick<MachineReader, 'process'>
}

export interface SubjectQuestion {
  readonly question: string
  readonly history: readonly EarlierTurn[]
  readonly repetition: number
  readonly subject: ChatSubject
  readonly request: Pick<ChatRunConfig['request'], 'filters' | 'cold' | 'seed'>
  readonly signal: AbortSignal
}

export interface MadeAnswer {
  readonly response: AskResponse | null
  readonly failure: { readonly code: string; readonly message: string } | null
  readonly work: MeasuredWork
}

const MAXIMUM_SENTENCES = 4

/**
 * Asks one subject, with the clock in hand. Its model is in memory before the question, or out of it when the start is to be cold.
 * When the model fails nobody else answers in its place. @throws the reason of the signal, and what is no failure of a model
 */
export async function askSubject(deps: AskingDependencies, asked: SubjectQuestion): Promise<MadeAnswer> {
  const { subject, request, signal } = asked
  try {
    const model = subject.model === EXTRACTIVE ? null : deps.languageModels.get(subject.model)
    if (model !== null) await (request.cold ? model.unload() : model.load(signal))
    signal.throwIfAborted()
    return await timed(deps, asked, model)
  } catch (failure) {
    signal.throwIfAborted()
    if (!(failure instanceof LearnPathError) || !isOfModel(failure)) throw failure
    return { response: null, failure: { code: failure.code, message: failure.message }, work: NOTHING_MEASURED }
  }
}

/** Whatever else goes wrong is no result but ends the run. */
const isOfModel = ({ code }: LearnPathError): boolean =>
  code.startsWith('LP_LANGUAGE_MODEL_') || code === 'LP_PROMPT_TOO_LONG'

async function timed(
  { chat, clock, machineReader }: AskingDependencies,
  asked: SubjectQuestion,
  model: LanguageModel | null,
): Promise<MadeAnswer> {
  const giveUp = new AbortController()
  const signal = AbortSignal.any([asked.signal, giveUp.signal])
  let failure: MadeAnswer['failure'] = null
  let firstTextAt: number | null = null
  const before = machineReader.process()
  const startedAt = clock.monotonicMs()
  const onEvent = (event: AskEvent): void => {
    if (event.type === 'text-delta' && event.text !== '') firstTextAt ??= clock.monotonicMs()
    if (event.type !== 'engine-failed') return
    failure = { code: event.code, message: event.message }
    giveUp.abort()
  }
  try {
    const response = await chat.ask(requestOf(asked), { onEvent, signal })
    const times = {
      firstTextMs: firstTextAt === null ? null : firstTextAt - startedAt,
      totalMs: clock.monotonicMs() - startedAt,
    }
    const { processorMs, residentBytes } = machineReader.process()
    const residency = (await model?.residency(asked.signal)) ?? null
    const own = { ...times, processorMs: processorMs - before.processorMs, residentBytes }
    return { response, failure, work: { ...own, ...ofEngine(response, residency, asked.request.cold) } }
  } catch (error) {
    asked.signal.throwIfAborted()
    if (failure === null) throw error
    return { response: null, failure, work: NOTHING_MEASURED }
  }
}

/** What only the engine can tell. */
function ofEngine(
  { generation }: AskResponse,
  residency: ModelResidency | null,
  cold: boolean,
): Pick<MeasuredWork, 'tokensPerSecond' | 'generatedTokens' | 'loadMs' | 'modelBytes' | 'vramBytes'> {
  return {
    tokensPerSecond: generation?.tokensPerSecond ?? null,
    generatedTokens: generation?.generatedTokens ?? null,
    loadMs: cold ? (generation?.loadMs ?? null) : null,
    modelBytes: residency?.sizeBytes ?? null,
    vramBytes: residency?.vramBytes ?? null,
  }
}

function requestOf({ question, history, repetition, subject, request }: SubjectQuestion): AskRequest {
  const { filters, seed } = request
  const settings = subject.settings ?? {}
  return {
    question,
    maxSentences: MAXIMUM_SENTENCES,
    model: subject.model,
    // The same words again and again would be no repetition.
    settings: { ...settings, seed: (settings.seed ?? seed) + repetition - 1 },
    ...(history.length > 0 && { history: [...history] }),
    ...(filters !== undefined && { filters }),
  }
}
