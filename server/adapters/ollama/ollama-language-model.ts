import { createTokenEstimate } from '../../kernel/text/token-estimate.ts'
import type { Generation, GenerationRequest, LanguageModel } from '../../ports/language-model.ts'
import { chat } from './ollama-chat.ts'
import { asLearnPathError, refusal, refusesThinking } from './ollama-errors.ts'
import { factsIn, residencyIn, type ModelFacts } from './ollama-facts.ts'
import type { OllamaContext } from './ollama-options.ts'

interface Ask {
  readonly path: string
  readonly body?: unknown
  readonly signal?: AbortSignal | undefined
  readonly withinMs?: number
}

/** One model of an Ollama server. */
export function createOllamaLanguageModel(name: string, context: OllamaContext): LanguageModel {
  const { http, silence, now } = context
  const keepAlive = durationOf(context.keepAlive)
  const estimate = createTokenEstimate()
  let facts: ModelFacts | null = null
  let mayBeToldToThink = true
  const room = () => roomFor(context, facts)

  async function ask({ withinMs = context.timeoutMs, ...question }: Ask): Promise<unknown> {
    const reply = await http.ask({ ...question, withinMs })
    if (!reply.ok) throw refusal(http.place, name, reply)
    return reply.body
  }

  const askFacts = async (signal: AbortSignal | undefined): Promise<ModelFacts> =>
    factsIn(await ask({ path: '/api/show', body: { model: name }, signal }))

  async function generate(request: GenerationRequest): Promise<Generation> {
    request.signal?.throwIfAborted()
    facts ??= await askFacts(request.signal)
    const leavesRoom = facts.thinks && request.think !== false && request.limitsThoughts !== true
    const { contextTokens, thinkingTokens } = room()
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

  /** Without a prompt Ollama only loads. The context has to be the same as later: with another one it would load again. */
  async function load(signal: AbortSignal | undefined): Promise<void> {
    facts ??= await askFacts(signal)
    if (keepAlive === 0) return // It would mean to unload.
    const body = { model: name, keep_alive: keepAlive, stream: false, options: { num_ctx: room().contextTokens } }
    await ask({ path: '/api/generate', body, signal, withinMs: silence.firstMs })
  }

  return {
    get description() {
      const { contextTokens, thinkingTokens } = room()
      return { id: `ollama:${name}`, engine: 'ollama' as const, name, contextTokens: contextTokens - thinkingTokens }
    },
    generate: async (request) => await withCodes(generate(request)),
    countTokens: async (texts) => await Promise.resolve(texts.map((text) => estimate.count(text))),
    load: async (signal) => await withCodes(load(signal)),
    async unload() {
      await withCodes(ask({ path: '/api/generate', body: { model: name, keep_alive: 0, stream: false } }))
    },
    residency: async (signal) => residencyIn(await withCodes(ask({ path: '/api/ps', signal })), name, http.place),
  }
}

async function withCodes<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work
  } catch (failure) {
    throw asLearnPathError(failure)
  }
}

/** Ollama takes numbers, of seconds, or texts with a unit: "-1" in quotes would be refused. */
const durationOf = (keepAlive: string): string | number => (/^-?\d+$/u.test(keepAlive) ? Number(keepAlive) : keepAlive)

/**
 * The context that Ollama is to hold: for prompt and answer, and for thoughts where there are some, but no more than the model was made
 * for.
 */
function roomFor({ contextTokens: wished, thinkingTokens }: OllamaContext, facts: ModelFacts | null) {
  const thoughts = facts?.thinks === true ? thinkingTokens : 0
  const contextTokens = Math.min(wished + thoughts, facts?.contextTokens ?? Infinity)
  return { contextTokens, thinkingTokens: Math.min(thoughts, Math.floor(contextTokens / 2)) }
}
