import type { ModelLaunch } from './llama-cpp-messages.ts'
import type { ChatWrapper, ContextSequence, EngineContext, EngineModel, Llama, NodeLlamaCpp } from './node-llama-cpp.ts'

/** A model in memory, with room for one conversation. */
export interface OpenModel {
  readonly engine: NodeLlamaCpp
  readonly llama: Llama
  readonly model: EngineModel
  readonly context: EngineContext
  readonly sequence: ContextSequence
  /** Of prompt and answer. The engine rounds the size of its context up. */
  readonly contextTokens: number
  /** How messages are written for this model; without its thoughts where it can do without. */
  wrapper(think: boolean | undefined): ChatWrapper
}

/** How the forms of conversation that know thoughts are told to go without. */
const WITHOUT_THOUGHTS = {
  qwen: { thoughts: 'discourage' },
  gemma4: { reasoning: false },
  harmony: { reasoningEffort: 'low' },
  seed: { thinkingBudget: 0 },
  jinjaTemplate: { additionalRenderParameters: { enable_thinking: false } },
}

/** Brings the model of this process into memory. Names of thrown errors tell what is wrong. */
export async function openModel({ engineUrl, file, threads, ...wanted }: ModelLaunch): Promise<OpenModel> {
  const engine = (await import(engineUrl)) as NodeLlamaCpp
  const llama = await engine.getLlama({
    build: 'never',
    gpu: 'auto',
    logLevel: 'error',
    maxThreads: threads,
    skipDownload: true,
  })
  const model = await llama.loadModel({ modelPath: file })
  const contextTokens = Math.min(wanted.contextTokens, model.trainContextSize)
  // One sequence: each more would take the memory of another context. Who comes meanwhile waits.
  const context = await model.createContext({ contextSize: contextTokens, threads, sequences: 1 })
  // Trying which form of conversation the template is takes most of a second: not while a question waits.
  const usual = makeWrapper(engine, model, {})
  const knowsThoughts = usual.settings.segments?.thought !== undefined
  let calm: ChatWrapper | null = null
  return {
    engine,
    llama,
    model,
    context,
    sequence: context.getSequence(),
    contextTokens,
    wrapper: (think) =>
      think === false && knowsThoughts ? (calm ??= makeWrapper(engine, model, WITHOUT_THOUGHTS)) : usual,
  }
}

type WrapperSettings = Readonly<Record<string, Readonly<Record<string, unknown>>>>

function makeWrapper(engine: NodeLlamaCpp, model: EngineModel, customWrapperSettings: WrapperSettings): ChatWrapper {
  const wrapper = engine.resolveChatWrapper(model, { warningLogs: false, customWrapperSettings })
  const hasTemplate = (model.fileInfo.metadata?.tokenizer?.chat_template ?? '').trim() !== ''
  // A model that was not made for conversations gets plain text instead of invented headings.
  return wrapper instanceof engine.GeneralChatWrapper && !hasTemplate ? new engine.EmptyChatWrapper() : wrapper
}
