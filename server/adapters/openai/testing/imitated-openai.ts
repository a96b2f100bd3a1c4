// Servers of the OpenAI interface without a model, each with the habits of one of them: OpenAI's API reference and error guide,
// tools/server/README.md and server sources of llama.cpp, documentation of vLLM, issues of LM Studio (2026).
import type { ModelMessage } from '../../../ports/language-model.ts'
import { serveEngine, type AnswerProtocol, type Exchange } from '../../../ports/engine-server.double.ts'
import { promptTokensOf, type EngineScript, type ImitatedEngine } from '../../../ports/language-engine.double.ts'

export type OpenAiKind = 'openai' | 'llama.cpp' | 'vllm' | 'lm-studio'

export interface ImitatedOpenAiOptions {
  readonly models: readonly string[]
  readonly script: EngineScript
  /** Default: llama.cpp. */
  readonly kind?: OpenAiKind
  /** Default 4096. */
  readonly contextTokens?: number
  /** Requests without it are refused. */
  readonly key?: string
  /** Refuses these parameters, in the form of its kind. */
  readonly refuses?: readonly string[]
  /** Refuses types of `response_format`. */
  readonly refusesFormats?: readonly string[]
  /** Counts of tokens at the end. Default: when asked for. */
  readonly usage?: 'when-asked' | 'never'
}

type Fault = {
  readonly status: number
  readonly message: string
  readonly type: string
  readonly param?: string
  readonly code?: string
}

export async function startImitatedOpenAi(options: ImitatedOpenAiOptions): Promise<ImitatedEngine> {
  const { models, script, kind = 'llama.cpp', contextTokens = 4096, key } = options

  return await serveEngine(script, async ({ request, reply, answer }) => {
    const fail = (fault: Fault) => reply(fault.status, bodyOf(kind, fault))
    if (key !== undefined && request.headers.authorization !== `Bearer ${key}`) {
      return fail({
        status: 401,
        message: 'Incorrect API key provided: sk-ab***yz.',
        type: 'invalid_request_error',
        code: 'invalid_api_key',
      })
    }
    if (request.path === '/v1/models') {
      return reply(200, { object: 'list', data: models.map((id) => entryOf(kind, id)) })
    }
    if (request.path !== '/v1/chat/completions') {
      return fail({ status: 404, message: 'File Not Found', type: 'not_found_error' })
    }
    const { body } = request
    const model = String(body['model'])
    if (!models.includes(model)) return fail(lacking(kind, model))
    const fault = faultIn(body, options)
    if (fault !== null) return fail(fault)
    const messages = body['messages'] as readonly ModelMessage[]
    const promptTokens = promptTokensOf(messages)
    if (promptTokens > contextTokens) return fail(tooLong(kind, promptTokens, contextTokens))
    const limit = body['max_tokens'] ?? body['max_completion_tokens']
    const maximumTokens = typeof limit === 'number' ? limit : null
    await answer({ model, messages, maximumTokens, body }, protocolOf({ kind, model, body, usage: options.usage }))
  })
}

const entryOf = (kind: OpenAiKind, id: string) => ({
  id,
  object: 'model',
  created: 1_700_000_000,
  owned_by: kind === 'llama.cpp' ? 'llamacpp' : kind,
  ...(kind === 'vllm' ? { max_model_len: 4096 } : {}),
})

/** LM Studio tells some failures as a text alone. */
const bodyOf = (kind: OpenAiKind, { status, message, type, param, code }: Fault) =>
  kind === 'lm-studio' && status === 400
    ? { error: message }
    : { error: { message, type, param: param ?? null, code: code ?? (kind === 'openai' ? null : status) } }

const lacking = (kind: OpenAiKind, model: string): Fault => ({
  status: 404,
  message:
    kind === 'openai'
      ? `The model \`${model}\` does not exist or you do not have access to it.`
      : `The model \`${model}\` does not exist.`,
  type: kind === 'vllm' ? 'NotFoundError' : 'invalid_request_error',
  code: 'model_not_found',
})

function tooLong(kind: OpenAiKind, given: number, allowed: number): Fault {
  if (kind === 'llama.cpp') {
    const message = `request (${given} tokens) exceeds the available context size (${allowed} tokens), try increasing it`
    return { status: 400, message, type: 'exceed_context_size_error' }
  }
  const message = `This model's maximum context length is ${allowed} tokens. However, your messages resulted in ${given} tokens.`
  return { status: 400, message, type: 'invalid_request_error', param: 'messages', code: 'context_length_exceeded' }
}

function faultIn(
  body: Exchange['request']['body'],
  { kind, refuses = [], refusesFormats = [] }: ImitatedOpenAiOptions,
): Fault | null {
  const param = refuses.find((name) => name in body)
  if (param !== undefined) {
    const instead = param === 'max_tokens' ? " Use 'max_completion_tokens' instead." : ''
    const message = `Unsupported parameter: '${param}' is not supported with this model.${instead}`
    return { status: 400, message, type: 'invalid_request_error', param, code: 'unsupported_parameter' }
  }
  const format = body['response_format']
  const type = typeof format === 'object' && format !== null && 'type' in format ? format.type : null
  if (typeof type !== 'string' || !refusesFormats.includes(type)) return null
  const message =
    kind === 'lm-studio'
      ? "'response_format.type' must be 'text'"
      : `Invalid parameter: 'response_format' of type '${type}' is not supported with this model.`
  return { status: 400, message, type: 'invalid_request_error', param: 'response_format' }
}

interface Form {
  readonly kind: OpenAiKind
  readonly model: string
  readonly body: Exchange['request']['body']
  readonly usage: ImitatedOpenAiOptions['usage']
}

function protocolOf({ kind, model, body, usage = 'when-asked' }: Form): AnswerProtocol {
  const event = (data: unknown) => `data: ${JSON.stringify(data)}\n\n`
  const chunk = (choices: readonly object[], rest: object = {}) =>
    event({ id: 'chatcmpl-9x1', object: 'chat.completion.chunk', created: 1_700_000_000, model, choices, ...rest })
  const delta = (part: object) => chunk([{ index: 0, delta: part, logprobs: null, finish_reason: null }])
  const thoughtField = kind === 'vllm' ? 'reasoning' : 'reasoning_content'
  const asksForUsage = JSON.stringify(body['stream_options'] ?? null).includes('"include_usage":true')
  return {
    contentType: 'text/event-stream; charset=utf-8',
    refusalBody: (status, message) => bodyOf(kind, { status, message, type: 'server_error' }),
    writer(write) {
      return {
        beginsAtOnce: kind !== 'llama.cpp',
        begin: async () => await write(delta({ role: 'assistant', content: kind === 'llama.cpp' ? null : '' })),
        async thought(token) {
          await write(delta({ [thoughtField]: token }))
        },
        async token(token) {
          await write(delta({ content: token }))
        },
        error: async (message) => await write(failureEvent(kind, message)),
        async end({ reason, promptTokens, generatedTokens, generatingMs }) {
          const perSecond = (generatedTokens / (generatingMs + 1)) * 1000
          const timings =
            kind === 'llama.cpp' ? { timings: { predicted_n: generatedTokens, predicted_per_second: perSecond } } : {}
          await write(chunk([{ index: 0, delta: {}, logprobs: null, finish_reason: reason }], timings))
          const counts = {
            prompt_tokens: promptTokens,
            completion_tokens: generatedTokens,
            total_tokens: promptTokens + generatedTokens,
          }
          if (asksForUsage && usage === 'when-asked') await write(chunk([], { usage: counts }))
          await write('data: [DONE]\n\n')
        },
      }
    },
  }
}

/** Each has its own way of saying in the middle of an answer that something went wrong. */
function failureEvent(kind: OpenAiKind, message: string): string {
  const failure = JSON.stringify({ message, type: 'server_error', code: 500 })
  if (kind === 'llama.cpp') return `error: ${failure}\n\n`
  if (kind === 'lm-studio') return `event: error\ndata: {"error":${failure},"message":${JSON.stringify(message)}}\n\n`
  return `data: {"error":${failure}}\n\n${kind === 'vllm' ? 'data: [DONE]\n\n' : ''}`
}
