import { createTokenEstimate } from '../../kernel/text/token-estimate.ts'
import type { Generation, GenerationRequest, LanguageModel } from '../../ports/language-model.ts'
import { Running, Shown } from './ollama-answers.ts'
import { chat } from './ollama-chat.ts'
import { asLearnPathError, nonsense, refusal, refusesThinking } from './ollama-errors.ts'
import type { OllamaContext } from './ollama-language-model-source.ts'

interface Ask {
  readonly path: string
  readonly body?: unknown
  readonly signal?: AbortSignal | undefined
  readonly withinMs?: number
}

/** One model of an Ollama server. */
export function createOllamaLanguageModel(name: string, context: OllamaContext): LanguageModel {
  const { http, keepAlive, contextTokens, thinkingTokens, silence, now } = context
  const estimate = createTokenEstimate()
  /** Whether it thinks before it answers unless it is told not to; asked once. */
  let thinks: boolean | null = null
  let mayBeToldToThink = true

  async function ask({ withinMs = context.timeoutMs, ...question }: Ask): Promise<unknown> {
    const reply = await http.ask({ ...question, withinMs })
    if (!reply.ok) throw refusal(http.place, name, reply)
    return reply.body
  }

  async function askWhetherItThinks(signal: AbortSignal | undefined): Promise<boolean> {
    const shown = Shown.safeParse(await ask({ path: '/api/show', body: { model: name }, signal }))
    return shown.data?.capabilities?.includes('thinking') ?? false
  }

  async function generate(request: GenerationRequest): Promise<Generation> {
    request.signal?.throwIfAborted()
    thinks ??= await askWhetherItThinks(request.signal)
    const leavesRoom = thinks && request.think !== false
    const body = {
      model: name,
      messages: request.messages,
      stream: true,
      keep_alive: keepAlive,
      // A prompt that is too long is an error, and a context that is full ends the answer: else Ollama forgets sources silently.
      truncate: false,
      shift: false,
      ...(request.schema === undefined ? {} : { format: request.schema }),
      options: {
        num_ctx: contextTokens,
        num_predict: request.maximumTokens + (leavesRoom ? thinkingTokens : 0),
        temperature: request.temperature,
        seed: request.seed,
      },
    }
    const call = { http, request, limitsText: leavesRoom, silence, now }
    const toldToThink = request.think !== undefined && mayBeToldToThink
    let outcome = await chat({ ...call, body: toldToThink ? { ...body, think: request.think } : body })
    if ('status' in outcome && toldToThink && refusesThinking(outcome)) {
      mayBeToldToThink = false
      outcome = await chat({ ...call, body })
    }
    if ('status' in outcome) throw refusal(http.place, name, outcome)
    estimate.learn(
      request.messages.map(({ content }) => content),
      outcome.measure.promptTokens,
    )
    return outcome
  }

  async function residency(signal?: AbortSignal) {
    const running = Running.safeParse(await ask({ path: '/api/ps', signal }))
    if (!running.success) throw nonsense(http.place, 'no list of models in memory')
    const found = (running.data.models ?? []).find((model) => model.name === name || model.name === `${name}:latest`)
    if (found === undefined) return null
    return {
      sizeBytes: found.size,
      vramBytes: found.size_vram ?? null,
      contextTokens: found.context_length ?? null,
      expiresAt: expiryOf(found.expires_at),
    }
  }

  /** Without a prompt Ollama only loads. The context has to be the same as later: with another one it would load again. */
  const loading = { model: name, keep_alive: keepAlive, stream: false, options: { num_ctx: contextTokens } }
  return {
    description: { id: `ollama:${name}`, engine: 'ollama', name, contextTokens },
    generate: async (request) => await withCodes(generate(request)),
    countTokens: async (texts) => await Promise.resolve(texts.map((text) => estimate.count(text))),
    async load(signal) {
      await withCodes(ask({ path: '/api/generate', body: loading, signal, withinMs: silence.firstMs }))
    },
    async unload() {
      await withCodes(ask({ path: '/api/generate', body: { model: name, keep_alive: 0, stream: false } }))
    },
    residency: async (signal) => await withCodes(residency(signal)),
  }
}

async function withCodes<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work
  } catch (failure) {
    throw asLearnPathError(failure)
  }
}

/** What stays for ever is given a time centuries away. */
function expiryOf(expiresAt: string | undefined): string | null {
  const date = new Date(expiresAt ?? Number.NaN)
  const isNear = Number.isFinite(date.getTime()) && date.getUTCFullYear() < 2200
  return isNear ? date.toISOString() : null
}
