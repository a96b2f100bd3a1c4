import { LearnPathError, type ErrorCode } from '@learnpath/contracts'
import { generateWith } from './generate-with.ts'
import type { EngineAnswer, EngineMessage, EngineReply } from './llama-cpp-messages.ts'
import { openModel, type OpenModel } from './open-model.ts'

/** The process of one model. Native code may bring it down or keep it for ever: whoever started it ends it then. */
const running = new Map<number, AbortController>()
let open: OpenModel | null = null
/** Generations run one after the other, in the order in which they were asked for. */
let last: Promise<unknown> = Promise.resolve()

process.on('disconnect', () => process.exit(0))
process.on('message', (message: EngineMessage) => {
  if (message.kind === 'cancel') running.get(message.id)?.abort()
  else void reply(message)
})

const send = (said: EngineReply): void => void process.send?.(said)

async function reply(message: Exclude<EngineMessage, { kind: 'cancel' }>): Promise<void> {
  const { id } = message
  const controller = new AbortController()
  running.set(id, controller)
  const answer = await answerTo(message, controller.signal).catch(failed)
  running.delete(id)
  send({ id, ...answer })
}

async function answerTo(
  message: Exclude<EngineMessage, { kind: 'cancel' }>,
  signal: AbortSignal,
): Promise<EngineAnswer> {
  if (message.kind === 'load') {
    open ??= await openModel(message.launch)
    return { kind: 'loaded' }
  }
  const model = open
  if (model === null) return { kind: 'failed', code: 'LP_INTERNAL', detail: 'the model is not loaded' }
  switch (message.kind) {
    case 'generate':
      return await inTurn(async () => {
        signal.throwIfAborted()
        const onPiece = (piece: { kind: 'text' | 'thinking'; text: string }) => send({ id: message.id, ...piece })
        return await generateWith(model, message.request, { onPiece, signal })
      })
    case 'count':
      return { kind: 'counted', counts: message.texts.map((text) => model.model.tokenize(text).length) }
    case 'memory':
      return memory(model)
  }
}

async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  const turn = last.then(work, work)
  last = turn.catch(() => undefined) // Whoever asked is told; the next one begins either way.
  return await turn
}

/** What the system says this process takes: the file is mapped, so that the engine's own figure counts pages never read. */
function memory({ model, context, contextTokens }: OpenModel): EngineAnswer {
  const vramBytes = model.memoryUsage.vram + context.memoryUsage.vram
  return { kind: 'memory', sizeBytes: process.memoryUsage.rss() + vramBytes, vramBytes, contextTokens }
}

/** Names of node-llama-cpp's errors. */
const CODES: Readonly<Record<string, ErrorCode>> = {
  NoBinaryFoundError: 'LP_LANGUAGE_MODEL_ENGINE_MISSING',
}

function failed(failure: unknown): EngineAnswer {
  if (failure instanceof LearnPathError) {
    return { kind: 'failed', code: failure.code, detail: failure.context.detail ?? '' }
  }
  if (!(failure instanceof Error)) return { kind: 'failed', code: 'LP_LANGUAGE_MODEL_FAILED', detail: String(failure) }
  const code = CODES[failure.constructor.name] ?? 'LP_LANGUAGE_MODEL_FAILED'
  return { kind: 'failed', code, detail: failure.message }
}
