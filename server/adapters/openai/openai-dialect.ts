import { wordsOf } from '../../kernel/streams/service-words.ts'
import type { ServiceReply } from '../../kernel/streams/service-http.ts'
import type { GenerationRequest } from '../../ports/language-model.ts'
import { Refusal } from './openai-answers.ts'

/** What servers of this interface do not agree on. */
type Parameter =
  | 'max_tokens'
  | 'temperature'
  | 'seed'
  | 'stream_options'
  | 'response_format'
  | 'reasoning_effort'
  | 'chat_template_kwargs'

/** How one model of one server is to be asked. */
export interface Dialect {
  readonly limitName: 'max_tokens' | 'max_completion_tokens'
  readonly format: 'json_schema' | 'json_object'
  readonly dropped: ReadonlySet<Parameter>
}

/**
 * What is tried first. `max_tokens`: servers of open models may pass over the newer name, and would write without end; those that do
 * not take the older one say so.
 */
export const FIRST_DIALECT: Dialect = { limitName: 'max_tokens', format: 'json_schema', dropped: new Set() }

const NAMES: readonly Parameter[] = [
  'stream_options',
  'response_format',
  'reasoning_effort',
  'chat_template_kwargs',
  'max_tokens',
  'temperature',
  'seed',
]
/** What a request is still a question without, when a server refuses it and does not say what. */
const NOT_NEEDED: readonly Parameter[] = [
  'stream_options',
  'response_format',
  'reasoning_effort',
  'chat_template_kwargs',
  'seed',
]
const REFUSED = new Set([400, 422])

type Body = Readonly<Record<string, unknown>>

/** The settings of a request as the dialect has them; `limit` in tokens. */
export function settingsOf(request: GenerationRequest, limit: number, dialect: Dialect): Body {
  const { temperature, seed, schema, think } = request
  const wished: Partial<Record<Parameter, unknown>> = {
    max_tokens: limit,
    temperature,
    seed,
    stream_options: { include_usage: true },
    ...(schema === undefined ? {} : { response_format: formatOf(schema, dialect) }),
    // The first is OpenAI's way, the second that of servers of open models.
    ...(think === undefined
      ? {}
      : { reasoning_effort: think ? 'medium' : 'none', chat_template_kwargs: { enable_thinking: think } }),
  }
  const names = NAMES.filter((name) => wished[name] !== undefined && !dialect.dropped.has(name))
  return Object.fromEntries(names.map((name) => [writtenName(name, dialect), wished[name]]))
}

const writtenName = (name: Parameter, { limitName }: Dialect): string => (name === 'max_tokens' ? limitName : name)

/** Written without `strict`, which asks for more of a schema than JSON Schema does. */
const formatOf = (schema: GenerationRequest['schema'], { format }: Dialect) =>
  format === 'json_schema' ? { type: format, json_schema: { name: 'answer', schema } } : { type: format }

/** A dialect without what a refusal names, or without all that is not needed. Null when there is nothing else to try. */
export function dialectAfter(reply: ServiceReply, sent: Body, dialect: Dialect): Dialect | null {
  if (!REFUSED.has(reply.status)) return null
  const isSent = (name: Parameter) => writtenName(name, dialect) in sent
  const named = NAMES.find((name) => isSent(name) && isNamed(reply, writtenName(name, dialect)))
  if (named !== undefined) return without(named, dialect)
  const left = NOT_NEEDED.filter(isSent)
  return left.length === 0 ? null : { ...dialect, dropped: new Set([...dialect.dropped, ...left]) }
}

function without(name: Parameter, dialect: Dialect): Dialect {
  if (name === 'max_tokens' && dialect.limitName === 'max_tokens') {
    return { ...dialect, limitName: 'max_completion_tokens' }
  }
  if (name === 'response_format' && dialect.format === 'json_schema') return { ...dialect, format: 'json_object' }
  return { ...dialect, dropped: new Set([...dialect.dropped, name]) }
}

function isNamed(reply: ServiceReply, name: string): boolean {
  const refusal = Refusal.safeParse(reply.body).data
  const { param } = refusal?.error ?? {}
  if (typeof param === 'string') return param === name || param.startsWith(`${name}.`)
  if (refusal?.detail?.some(({ loc }) => loc.includes(name)) === true) return true
  const words = wordsOf(reply.body, reply.text)
  return name === 'response_format' ? /response_format|json_schema|grammar/iu.test(words) : words.includes(name)
}
