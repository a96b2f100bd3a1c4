// A server that speaks as Ollama does (docs/api.md, docs/api/errors.mdx, server/routes.go of ollama/ollama, 2026), without a model.
import { setTimeout as wait } from 'node:timers/promises'
import type { ModelMessage } from '../../../ports/language-model.ts'
import { serveEngine, type AnswerProtocol, type Exchange } from '../../../ports/engine-server.double.ts'
import { promptTokensOf, type EngineScript, type ImitatedEngine } from '../../../ports/language-engine.double.ts'

export interface ImitatedOllamaModel {
  readonly name: string
  /** Default: 2 GB. */
  readonly sizeBytes?: number
  /** Whether it can think before it answers, and does unless it is told not to. Thoughts of others are in their text. */
  readonly thinks?: boolean
  /** Refuses `think: false` as well, as versions before October 2025 did. */
  readonly refusesThinkFalse?: boolean
  /** What it was made for. Default 8192. */
  readonly contextTokens?: number
  /** Loading takes so long. */
  readonly loadMs?: number
}

export interface ImitatedOllamaOptions {
  readonly models: readonly ImitatedOllamaModel[]
  readonly script: EngineScript
}

interface Loaded {
  readonly contextTokens: number
  readonly expiresAt: string
}

const GIGABYTE = 1e9
const DEFAULT_CONTEXT = 4096
const NS_PER_MS = 1e6

export async function startImitatedOllama({ models, script }: ImitatedOllamaOptions): Promise<ImitatedEngine> {
  const loaded = new Map<string, Loaded>()
  const find = (name: unknown) => models.find((model) => model.name === name || model.name === `${String(name)}:latest`)

  /** @returns milliseconds it took */
  async function load(model: ImitatedOllamaModel, { body }: Exchange['request']): Promise<number> {
    const contextTokens = optionOf(body, 'num_ctx') ?? DEFAULT_CONTEXT
    const isThere = loaded.get(model.name)?.contextTokens === contextTokens
    if (!isThere) await wait(model.loadMs ?? 0)
    loaded.set(model.name, { contextTokens, expiresAt: expiryAfter(body['keep_alive']) })
    return isThere ? 0 : (model.loadMs ?? 0)
  }

  async function chat({ request, reply, answer }: Exchange, model: ImitatedOllamaModel): Promise<void> {
    const { body } = request
    const messages = body['messages'] as readonly ModelMessage[]
    const { think } = body
    if (model.thinks !== true && (think === true || (think === false && model.refusesThinkFalse === true))) {
      return reply(400, { error: `"${model.name}" does not support thinking` })
    }
    const loadMs = await load(model, request)
    const maximum = optionOf(body, 'num_ctx') ?? DEFAULT_CONTEXT
    if (body['truncate'] === false && promptTokensOf(messages) > maximum) {
      return reply(400, { error: 'the input length exceeds the context length' })
    }
    const asked = { model: model.name, messages, maximumTokens: optionOf(body, 'num_predict'), body }
    await answer(asked, protocolOf(model, { loadMs, showsThoughts: think !== false }))
  }

  async function generate({ request, reply }: Exchange, model: ImitatedOllamaModel): Promise<void> {
    const done = { model: model.name, created_at: new Date().toISOString(), response: '', done: true }
    if (request.body['keep_alive'] === 0) {
      loaded.delete(model.name)
      return reply(200, { ...done, done_reason: 'unload' })
    }
    await load(model, request)
    reply(200, { ...done, done_reason: 'load' })
  }

  return await serveEngine(script, async (exchange) => {
    const { request, reply } = exchange
    if (request.path === '/api/tags') return reply(200, { models: models.map(tagOf) })
    if (request.path === '/api/ps') {
      const running = models.filter(({ name }) => loaded.has(name))
      return reply(200, { models: running.map((model) => ({ ...tagOf(model), ...runningOf(model, loaded) })) })
    }
    if (!['/api/chat', '/api/generate', '/api/show'].includes(request.path)) return reply(404, '404 page not found')
    const model = find(request.body['model'])
    const keepAlive = request.body['keep_alive']
    if (typeof keepAlive === 'string' && !/^(?:0|-?\d+(?:s|m|h))$/u.test(keepAlive)) {
      return reply(400, { error: `time: missing unit in duration "${keepAlive}"` })
    }
    if (model === undefined) return reply(404, { error: `model '${String(request.body['model'])}' not found` })
    if (request.path === '/api/chat') return await chat(exchange, model)
    if (request.path === '/api/generate') return await generate(exchange, model)
    const capabilities = ['completion', ...(model.thinks === true ? ['thinking'] : [])]
    reply(200, {
      details: detailsOf(),
      model_info: { 'llama.context_length': model.contextTokens ?? 8192 },
      capabilities,
    })
  })
}

function protocolOf(
  model: ImitatedOllamaModel,
  { loadMs, showsThoughts }: { readonly loadMs: number; readonly showsThoughts: boolean },
): AnswerProtocol {
  const line = (rest: object) =>
    `${JSON.stringify({ model: model.name, created_at: new Date().toISOString(), ...rest })}\n`
  const message = (rest: object) => ({ message: { role: 'assistant', content: '', ...rest }, done: false })
  return {
    contentType: 'application/x-ndjson',
    refusalBody: (_, words) => ({ error: words }),
    writer(write) {
      let isInTags = false
      const tag = async (name: '<think>' | '</think>') => {
        isInTags = name === '<think>'
        await write(line(message({ content: name })))
      }
      return {
        beginsAtOnce: false,
        begin: async () => await Promise.resolve(),
        async thought(token) {
          if (model.thinks === true && showsThoughts) return await write(line(message({ thinking: token })))
          if (model.thinks === true) return
          if (!isInTags) await tag('<think>')
          await write(line(message({ content: token })))
        },
        async token(token) {
          if (isInTags) await tag('</think>')
          await write(line(message({ content: token })))
        },
        error: async (words) => await write(`${JSON.stringify({ error: words })}\n`),
        async end({ reason, promptTokens, generatedTokens, beforeFirstMs, generatingMs }) {
          const measured = {
            total_duration: nanoseconds(loadMs + beforeFirstMs + generatingMs),
            load_duration: nanoseconds(loadMs + 1),
            prompt_eval_count: promptTokens,
            prompt_eval_duration: nanoseconds(beforeFirstMs + 1),
            eval_count: generatedTokens,
            eval_duration: nanoseconds(generatingMs + 1),
          }
          await write(line({ ...message({}), done: true, done_reason: reason, ...measured }))
        },
      }
    },
  }
}

const nanoseconds = (ms: number): number => Math.round(ms * NS_PER_MS)

function optionOf(body: Exchange['request']['body'], name: string): number | null {
  const options = body['options']
  const value: unknown =
    typeof options === 'object' && options !== null ? Object.entries(options).find(([key]) => key === name)?.[1] : null
  return typeof value === 'number' ? value : null
}

const detailsOf = () => ({
  parent_model: '',
  format: 'gguf',
  family: 'llama',
  families: ['llama'],
  parameter_size: '3.2B',
  quantization_level: 'Q4_K_M',
})

const tagOf = ({ name, sizeBytes = 2 * GIGABYTE }: ImitatedOllamaModel) => ({
  name,
  model: name,
  modified_at: '2026-05-04T17:37:44.706015396-07:00',
  size: sizeBytes,
  digest: 'a80c4f17acd55265feec403c7aef86be0c25983ab279d83f3bcd3abbcb5b8b72',
  details: detailsOf(),
})

function runningOf({ name, sizeBytes = 2 * GIGABYTE }: ImitatedOllamaModel, loaded: ReadonlyMap<string, Loaded>) {
  const { contextTokens, expiresAt } = loaded.get(name) ?? { contextTokens: 0, expiresAt: '' }
  return { size: sizeBytes * 1.4, size_vram: sizeBytes, expires_at: expiresAt, context_length: contextTokens }
}

/** As Go writes durations: "30m", "-1"; numbers are seconds. Default 5 minutes; what is negative stays for ever. */
function expiryAfter(keepAlive: unknown): string {
  const written = typeof keepAlive === 'string' ? keepAlive : typeof keepAlive === 'number' ? `${keepAlive}s` : '5m'
  const [, amount, unit = 's'] = /^(-?\d+)([smh])?$/u.exec(written) ?? []
  const seconds = Number(amount) * ({ s: 1, m: 60, h: 3600 }[unit] ?? 1)
  return seconds < 0 ? '2318-12-01T00:00:00.000Z' : new Date(Date.now() + seconds * 1000).toISOString()
}
