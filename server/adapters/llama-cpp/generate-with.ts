import { LearnPathError } from '@learnpath/contracts'
import type { ModelMessage } from '../../ports/language-model.ts'
import { grammarSchema } from './grammar-schema.ts'
import type { EngineAnswer, EnginePiece, SentRequest } from './llama-cpp-messages.ts'
import type { ChatItem, ChatWrapper, ResponseChunk, Token } from './node-llama-cpp.ts'
import type { OpenModel } from './open-model.ts'

type Generated = Extract<EngineAnswer, { kind: 'generated' }>

export interface GenerationListener {
  readonly onPiece: (piece: EnginePiece) => void
  readonly signal: AbortSignal
}

/** A prompt that leaves less room than this is too long: an answer of some words helps nobody. */
const LEAST_ROOM_TOKENS = 64
/** Tokens of the prompt that are read in one go. Between two of them the work can be cancelled. */
const SLICE_ON_CPU = 64
const SLICE_ON_GPU = 512
/** As Ollama has them, so that the same model is the same here. They count for a temperature above 0 only. */
const TOP_K = 40
const TOP_P = 0.9
const MS = 1000

/** @throws LP_PROMPT_TOO_LONG, the reason of the signal */
export async function generateWith(
  open: OpenModel,
  request: SentRequest,
  { onPiece, signal }: GenerationListener,
): Promise<Generated> {
  const { contextTokens, sequence } = open
  const wrapper = open.wrapper(request.think)
  const history = historyOf(request.messages)
  const tokens = promptTokens(open, wrapper, history)
  const room = contextTokens - tokens.length
  if (room < Math.min(request.maximumTokens, LEAST_ROOM_TOKENS)) throw tooLong(tokens.length, contextTokens)
  const counter = createCounter(Math.min(request.maximumTokens, room), onPiece)
  const before = sequence.tokenMeter.usedOutputTokens
  const chat = new open.engine.LlamaChat({ contextSequence: sequence, chatWrapper: wrapper })
  const ending = AbortSignal.any([signal, counter.full])
  try {
    await readPrompt(open, tokens, signal)
    const grammar = await grammarOf(open, request.schema)
    const { response, metadata } = await chat.generateResponse(history, {
      ...budget(wrapper, { room, maximumTokens: counter.maximum, think: request.think }),
      temperature: request.temperature,
      topK: TOP_K,
      topP: TOP_P,
      seed: request.seed,
      // Answers that quote repeat words on purpose.
      repeatPenalty: false,
      signal: ending,
      stopOnAbortSignal: true,
      ...(grammar === null ? {} : { grammar }),
      onResponseChunk: (chunk) => counter.take(chunk),
    })
    signal.throwIfAborted()
    const cut = metadata.stopReason === 'maxTokens' || metadata.stopReason === 'abort'
    return {
      kind: 'generated',
      text: response,
      ended: cut ? 'length' : 'stop',
      promptTokens: tokens.length,
      generatedTokens: sequence.tokenMeter.usedOutputTokens - before,
      tokensPerSecond: counter.tokensPerSecond(),
    }
  } catch (failure) {
    signal.throwIfAborted()
    await sequence.clearHistory()
    throw failure
  } finally {
    chat.dispose()
  }
}

const tooLong = (prompt: number, context: number): LearnPathError =>
  new LearnPathError('LP_PROMPT_TOO_LONG', { detail: `${prompt} tokens, and the context of the model has ${context}` })

/** What is said by the system comes first: most forms of conversation know one such message only. */
function historyOf(messages: readonly ModelMessage[]): readonly ChatItem[] {
  const system = messages.filter(({ role }) => role === 'system').map(({ content }) => content)
  const turns = messages
    .filter(({ role }) => role !== 'system')
    .map(({ role, content }): ChatItem =>
      role === 'assistant' ? { type: 'model', response: [content] } : { type: 'user', text: content },
    )
  return [
    ...(system.length === 0 ? [] : [{ type: 'system', text: system.join('\n\n') } as const]),
    ...turns,
    { type: 'model', response: [] },
  ]
}

/** As the engine itself makes them of a history: other tokens would make it read the prompt again. */
const promptTokens = ({ model }: OpenModel, wrapper: ChatWrapper, chatHistory: readonly ChatItem[]): readonly Token[] =>
  wrapper.generateContextState({ chatHistory }).contextText.tokenize(model.tokenizer)

/** Up to the last token, which the generation itself begins with. What the sequence has in common with the one before is kept. */
async function readPrompt(
  { sequence, llama }: OpenModel,
  tokens: readonly Token[],
  signal: AbortSignal,
): Promise<void> {
  const size = llama.gpu === false ? SLICE_ON_CPU : SLICE_ON_GPU
  signal.throwIfAborted()
  await sequence.adaptStateToTokens([...tokens], false)
  for (let start = sequence.nextTokenIndex; start < tokens.length - 1; start += size) {
    await sequence.evaluateWithoutGeneratingNewTokens(tokens.slice(start, Math.min(start + size, tokens.length - 1)))
    signal.throwIfAborted()
  }
}

/** Without one the answer is free: the prompt tells the form, and whoever asked checks it. */
async function grammarOf({ llama }: OpenModel, schema: SentRequest['schema']): Promise<unknown> {
  return schema === undefined ? null : await llama.createGrammarForJsonSchema(grammarSchema(schema))
}

interface Room {
  readonly room: number
  readonly maximumTokens: number
  readonly think: boolean | undefined
}

/** Thoughts have their own share: half of the room, or what the answer leaves of it. */
function budget(wrapper: ChatWrapper, { room, maximumTokens, think }: Room) {
  if (wrapper.settings.segments?.thought === undefined) {
    return { maxTokens: maximumTokens, budgets: { thoughtTokens: 0 } }
  }
  const thoughtTokens = think === false ? 0 : Math.max(Math.floor(room / 2), room - maximumTokens)
  return { maxTokens: room, budgets: { thoughtTokens } }
}

/** Passes pieces on, counts those of the answer, and says when there are enough of them. */
function createCounter(maximum: number, onPiece: (piece: EnginePiece) => void) {
  const full = new AbortController()
  let answered = 0
  let made = 0
  let firstAt = 0
  let lastAt = 0
  return {
    maximum,
    full: full.signal,
    take({ type, text, tokens }: ResponseChunk): void {
      lastAt = performance.now()
      if (made === 0) firstAt = lastAt
      made += tokens.length
      if (text !== '') onPiece({ kind: type === undefined ? 'text' : 'thinking', text })
      if (type !== undefined) return
      answered += tokens.length
      if (answered >= maximum) full.abort()
    },
    tokensPerSecond: (): number | null =>
      made > 1 && lastAt > firstAt ? ((made - 1) * MS) / (lastAt - firstAt) : null,
  }
}
