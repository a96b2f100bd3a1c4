import { LearnPathError } from '@learnpath/contracts'
import { watchSilence, type SilenceLimits } from '../../kernel/streams/silence-watch.ts'
import type { Clock } from '../../ports/clock.ts'
import type {
  Generation,
  GenerationRequest,
  LanguageModel,
  LanguageModelDescription,
  ModelResidency,
} from '../../ports/language-model.ts'
import type { Answered, AskOptions, EngineProcess } from './engine-process.ts'
import type { EngineQuestion } from './llama-cpp-messages.ts'
import type { ModelResidence } from './model-residence.ts'

export interface LlamaCppLanguageModelDependencies {
  readonly description: LanguageModelDescription
  readonly residence: ModelResidence
  readonly silence: SilenceLimits
  readonly clock: Clock
}

/** Generations that may wait for the one that runs. */
const MOST_WAITING = 64
const RETRY_SECONDS = 5

/** A GGUF file as a language model. One generation runs at a time; others wait in the order in which they came. */
export function createLlamaCppLanguageModel({
  description,
  residence,
  silence,
  clock,
}: LlamaCppLanguageModelDependencies): LanguageModel {
  let waiting = 0

  async function generate(request: GenerationRequest): Promise<Generation> {
    const { onText, onThinking, signal, ...sent } = request
    signal?.throwIfAborted()
    if (waiting > MOST_WAITING) {
      const detail = `${waiting} answers of ${description.id} are asked for`
      throw new LearnPathError('LP_LANGUAGE_MODEL_BUSY', { detail, retryAfterSeconds: RETRY_SECONDS })
    }
    const startedMs = clock.monotonicMs()
    const since = () => clock.monotonicMs() - startedMs
    let firstTokenMs: number | null = null
    let firstTextMs: number | null = null
    const watch = watchSilence(silence, signal)
    const onPiece: AskOptions['onPiece'] = ({ kind, text }) => {
      watch.heard()
      firstTokenMs ??= since()
      if (kind === 'thinking') return onThinking?.(text)
      firstTextMs ??= since()
      onText?.(text)
    }
    waiting++
    try {
      return await residence.use(watch.signal, async (process, loadMs) => {
        const answer = await ask(
          process,
          'generated',
          { kind: 'generate', request: sent },
          { onPiece, signal: watch.signal },
        )
        const { text, ended, promptTokens, generatedTokens, tokensPerSecond } = answer
        return {
          text,
          ended,
          measure: {
            loadMs,
            firstTextMs,
            firstTokenMs,
            totalMs: since(),
            promptTokens,
            generatedTokens,
            tokensPerSecond,
          },
        }
      })
    } catch (failure) {
      throw watch.silence() === null ? failure : tooSilent(description.id, since())
    } finally {
      watch.end()
      waiting--
    }
  }

  return {
    description,
    generate,
    countTokens: async (texts) =>
      await residence.use(
        undefined,
        async (process) => (await ask(process, 'counted', { kind: 'count', texts })).counts,
      ),
    load: async (signal) => await residence.use(signal, async () => await Promise.resolve()),
    unload: async () => await residence.unload(),
    async residency(signal): Promise<ModelResidency | null> {
      const process = residence.loaded
      if (process === null) return null
      const { sizeBytes, vramBytes, contextTokens } = await ask(process, 'memory', { kind: 'memory' }, { signal })
      return { sizeBytes, vramBytes, contextTokens, expiresAt: new Date(residence.idleUntil).toISOString() }
    },
  }
}

const tooSilent = (id: string, ms: number): LearnPathError =>
  new LearnPathError('LP_LANGUAGE_MODEL_FAILED', {
    detail: `${id} made no token for too long and was stopped after ${Math.round(ms / 1000)} seconds`,
  })

async function ask<Kind extends Answered['kind']>(
  process: EngineProcess,
  kind: Kind,
  question: EngineQuestion,
  options?: AskOptions,
): Promise<Extract<Answered, { kind: Kind }>> {
  const answer = await process.ask(question, options)
  if (!isOf(answer, kind)) throw new LearnPathError('LP_INTERNAL', { detail: `answer "${answer.kind}"` })
  return answer
}

const isOf = <Kind extends Answered['kind']>(
  answer: Answered,
  kind: Kind,
): answer is Extract<Answered, { kind: Kind }> => answer.kind === kind
