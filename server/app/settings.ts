import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { LanguageModelEngine, LearnPathError, Precision, type ErrorCode } from '@learnpath/contracts'
import { z } from 'zod'
import { editDistance } from '../kernel/text/edit-distance.ts'
import { readObservabilitySettings, type ObservabilitySettings } from './observability-settings.ts'
import { readQdrantSettings, type QdrantSettings } from './qdrant-settings.ts'
import { identityFaults, readIdentitySettings, type IdentitySettings } from './identity-settings.ts'
import { readHubHosts } from './hub-settings.ts'
import { readRateLimitSettings, type RateLimitSettings } from './rate-limit-settings.ts'
import { readRedisSettings, type RedisSettings } from './redis-settings.ts'
import { withSecretFiles } from './secret-files.ts'
import { DEFAULT_PORTS, readServiceSettings, serviceIssues, type ServiceSettings } from './service-settings.ts'
import type { SettingDefinition } from './setting-definition.ts'
import { LOG_LEVELS, SETTINGS, type SettingName } from './setting-table.ts'

/** All settings, validated. Times and sizes in the unit of the name's end. */
export interface Settings extends ServiceSettings {
  /** Absolute path. */
  readonly home: string
  readonly host: string
  readonly port: number
  readonly logLevel: (typeof LOG_LEVELS)[number]
  readonly uploadMaxBytes: number
  readonly parseTimeoutSeconds: number
  readonly parseMemoryMb: number
  readonly parseConcurrency: number
  readonly requestTimeoutSeconds: number
  readonly requestMaxConcurrent: number
  readonly shutdownGraceSeconds: number
  /** Null: a file in the data folder. */
  readonly storeUrl: string | null
  /** Of a streaming replica of the database for reads. */
  readonly storeReplicaUrl: string | null
  /** Null when each process uses its own memory. */
  readonly redis: RedisSettings | null
  /** Null: indexes are in the data folder. */
  readonly qdrant: QdrantSettings | null
  readonly identity: IdentitySettings
  readonly observability: ObservabilitySettings
  readonly rateLimits: RateLimitSettings
  /** Absolute path of a folder for files that several processes share; null for one of the process's own. */
  readonly filesFolder: string | null
  /** Absolute path. */
  readonly modelsFolder: string
  readonly precision: Precision | 'auto'
  readonly inferenceThreads: number
  readonly modelIdleSeconds: number
  /** Null when models run on this machine. */
  readonly embedderService: EmbedderService | null
  readonly rerankerService: RemoteService | null
  readonly hub: HubSettings
  /** Null when none is connected. */
  readonly ollama: { readonly url: string; readonly keepAlive: string } | null
  readonly openai: RemoteService | null
  readonly chat: ChatSettings
  /** Whether documents are read for the graph. */
  readonly graph: boolean
  /** From 0 to 1. */
  readonly graphMergeSimilarity: number
}

export interface RemoteService {
  readonly url: string
  /** Null when none is needed. */
  readonly key: string | null
}

export interface EmbedderService extends RemoteService {
  readonly api: 'tei' | 'openai' | 'ollama'
  /** Null when the service has one model only. */
  readonly model: string | null
  /** ISO 639-1; empty when nothing was said. */
  readonly languages: readonly string[]
  /** Null when nothing was said. */
  readonly instructions: { readonly query: string; readonly passage: string } | null
}

/** Who answers, when no person has chosen, and how much a language model may read and write. */
export interface ChatSettings {
  readonly models: readonly string[]
  readonly contextTokens: number
  readonly answerTokens: number
  readonly firstTokenSeconds: number
}

/** How models are downloaded; from the variables that other programs use as well. */
export interface HubSettings {
  readonly endpoint: string
  readonly token: string | null
  readonly httpProxy: string | null
  readonly httpsProxy: string | null
  readonly noProxy: string | null
  /** That redirects may lead to, beside the hub's own. */
  readonly furtherHosts: readonly string[]
}

type Environment = Readonly<Record<string, string | undefined>>

interface Issue {
  readonly field: string
  readonly message: string
  readonly code: ErrorCode
}

const PREFIX = 'LEARNPATH_'
/** Where tests and benchmarks find their data; nothing of the product. */
const IGNORED_PREFIXES = ['LEARNPATH_TEST_', 'LEARNPATH_BENCH_']
const LOOPBACK_HOSTS = new Set(['127.0.0.1', '::1', 'localhost'])
const NAMES: ReadonlySet<string> = new Set(SETTINGS.map(({ name }) => name))

/**
 * Reads and checks every setting before anything uses one. An empty value counts as not set.
 * @throws LP_SETTING_UNKNOWN, LP_SETTING_INVALID or LP_LISTEN_REFUSED with all problems at once in `issues`
 */
export function readSettings(given: Environment): Settings {
  const { environment, issues: unreadable } = withSecretFiles(given, NAMES)
  const issues: Issue[] = [...unreadable, ...unknownNames(environment)]
  const read = (name: SettingName): string | number => {
    const definition = SETTINGS.find((setting) => setting.name === name) ?? SETTINGS[0]
    const text = environment[name] ?? ''
    // The space at the end of "query: " is part of it.
    const value = definition.kind === 'text' ? text : text.trim()
    const result = parse(definition, value === '' ? definition.default : value)
    if (typeof result !== 'object') return result
    issues.push({ field: name, ...result })
    return definition.default
  }
  const logLevel = read('LEARNPATH_LOG_LEVEL')
  const home = String(read('LEARNPATH_HOME'))
  const isSet = (name: SettingName): boolean => (environment[name] ?? '').trim() !== ''
  const serviceSettings = readServiceSettings(read)
  const settings: Settings = {
    home,
    host: String(read('LEARNPATH_HOST')),
    port: isSet('LEARNPATH_PORT') ? Number(read('LEARNPATH_PORT')) : DEFAULT_PORTS[serviceSettings.services],
    logLevel: LOG_LEVELS.find((level) => level === logLevel) ?? 'info',
    uploadMaxBytes: Number(read('LEARNPATH_UPLOAD_MAX_BYTES')),
    parseTimeoutSeconds: Number(read('LEARNPATH_PARSE_TIMEOUT_SECONDS')),
    parseMemoryMb: Number(read('LEARNPATH_PARSE_MEMORY_MB')),
    parseConcurrency: Number(read('LEARNPATH_PARSE_CONCURRENCY')),
    requestTimeoutSeconds: Number(read('LEARNPATH_REQUEST_TIMEOUT_SECONDS')),
    requestMaxConcurrent: Number(read('LEARNPATH_REQUEST_MAX_CONCURRENT')),
    shutdownGraceSeconds: Number(read('LEARNPATH_SHUTDOWN_GRACE_SECONDS')),
    ...serviceSettings,
    storeUrl: textOrNull(read('LEARNPATH_STORE_URL')),
    storeReplicaUrl: textOrNull(read('LEARNPATH_STORE_REPLICA_URL')),
    redis: readRedisSettings(read),
    qdrant: readQdrantSettings(read),
    identity: readIdentitySettings(read),
    observability: readObservabilitySettings(read),
    rateLimits: readRateLimitSettings(read),
    filesFolder: serviceSettings.services === 'all' ? null : join(home, 'files'),
    modelsFolder: isSet('LEARNPATH_MODELS_FOLDER') ? String(read('LEARNPATH_MODELS_FOLDER')) : join(home, 'models'),
    precision: Precision.or(z.literal('auto')).parse(read('LEARNPATH_PRECISION')),
    inferenceThreads: Number(read('LEARNPATH_INFERENCE_THREADS')),
    modelIdleSeconds: Number(read('LEARNPATH_MODEL_IDLE_SECONDS')),
    embedderService: readEmbedderService(read),
    rerankerService: remoteService(read, 'LEARNPATH_RERANKER'),
    hub: { ...hubSettings(environment), furtherHosts: readHubHosts(read) },
    ollama: readOllama(read),
    openai: remoteService(read, 'LEARNPATH_OPENAI'),
    chat: readChat(read),
    graph: read('LEARNPATH_GRAPH') === 'on',
    graphMergeSimilarity: Number(read('LEARNPATH_GRAPH_MERGE_SIMILARITY')),
  }
  const { embedderService } = settings
  if (embedderService !== null && embedderService.api !== 'tei' && embedderService.model === null) {
    const message = `must name the model, since LEARNPATH_EMBEDDER_API is ${embedderService.api}`
    issues.push({ field: 'LEARNPATH_EMBEDDER_MODEL', message, code: 'LP_SETTING_INVALID' })
  }
  issues.push(
    ...chainIssues(settings),
    ...listenIssues(settings),
    ...identityFaults(settings.identity),
    ...serviceIssues(settings, settings),
  )
  const [first] = issues
  if (first === undefined) return settings
  throw new LearnPathError(first.code, {
    detail: issues.map(({ field, message }) => `${field} ${message}`).join('; '),
    issues: issues.map(({ field, message }) => ({ field, message })),
  })
}

/** Whoever reaches a server without identity, or a service without its gateway, may do everything. */
function listenIssues({ host, services, serviceSecret, identity }: Settings): Issue[] {
  if (LOOPBACK_HOSTS.has(host)) return []
  const isFront = services === 'all' || services === 'gateway'
  if (isFront ? identity.mode === 'none' : serviceSecret === null) {
    const missing = isFront ? 'LEARNPATH_IDENTITY is none' : 'LEARNPATH_SERVICE_SECRET is not set'
    const message = `must be one of ${[...LOOPBACK_HOSTS].join(', ')} as long as ${missing}, not "${host}"`
    return [{ field: 'LEARNPATH_HOST', message, code: 'LP_LISTEN_REFUSED' }]
  }
  if (!isFront || identity.publicUrl !== null) return []
  const message = `must name where browsers find the server, since LEARNPATH_HOST is "${host}"`
  return [{ field: 'LEARNPATH_PUBLIC_URL', message, code: 'LP_SETTING_INVALID' }]
}

/** A chain that names what is not there would be silent until the first question. */
function chainIssues({ chat: { models }, ollama, openai }: Settings): Issue[] {
  const connected = { ollama: ollama !== null, openai: openai !== null, gguf: true }
  return models.flatMap((id) => {
    const engine = LanguageModelEngine.safeParse(id.split(':', 1)[0])
    if (!engine.success || id.length === engine.data.length + 1 || !id.includes(':')) {
      const names = LanguageModelEngine.options.join(', ')
      return [chainIssue(`must name models such as "ollama:llama3.2" (engines: ${names}), not "${id}"`)]
    }
    if (connected[engine.data]) return []
    return [chainIssue(`names ${id}, but LEARNPATH_${engine.data.toUpperCase()}_URL is not set`)]
  })
}

const chainIssue = (message: string): Issue => ({
  field: 'LEARNPATH_CHAT_MODELS',
  message,
  code: 'LP_SETTING_INVALID',
})

type Read = (name: SettingName) => string | number

type ServicePrefix = 'LEARNPATH_EMBEDDER' | 'LEARNPATH_RERANKER' | 'LEARNPATH_OPENAI'

function remoteService(read: Read, prefix: ServicePrefix): RemoteService | null {
  const url = String(read(`${prefix}_URL`))
  return url === '' ? null : { url, key: textOrNull(read(`${prefix}_KEY`)) }
}

function readEmbedderService(read: Read): EmbedderService | null {
  const service = remoteService(read, 'LEARNPATH_EMBEDDER')
  if (service === null) return null
  const api = z.enum(['tei', 'openai', 'ollama']).parse(read('LEARNPATH_EMBEDDER_API'))
  const query = String(read('LEARNPATH_EMBEDDER_QUERY_PREFIX'))
  const passage = String(read('LEARNPATH_EMBEDDER_PASSAGE_PREFIX'))
  const languages = String(read('LEARNPATH_EMBEDDER_LANGUAGES'))
  return {
    ...service,
    api,
    model: textOrNull(read('LEARNPATH_EMBEDDER_MODEL')),
    languages: languages.split(/[\s,]+/u).filter((language) => language !== ''),
    instructions: query + passage === '' ? null : { query, passage },
  }
}

function readOllama(read: Read): Settings['ollama'] {
  const url = String(read('LEARNPATH_OLLAMA_URL'))
  return url === '' ? null : { url, keepAlive: String(read('LEARNPATH_OLLAMA_KEEP_ALIVE')).trim() }
}

function readChat(read: Read): ChatSettings {
  const models = String(read('LEARNPATH_CHAT_MODELS')).split(',')
  return {
    models: models.map((id) => id.trim()).filter((id) => id !== ''),
    contextTokens: Number(read('LEARNPATH_CHAT_CONTEXT_TOKENS')),
    answerTokens: Number(read('LEARNPATH_CHAT_ANSWER_TOKENS')),
    firstTokenSeconds: Number(read('LEARNPATH_CHAT_FIRST_TOKEN_SECONDS')),
  }
}

const textOrNull = (value: string | number): string | null => (value === '' ? null : String(value))

const HUB = 'https://huggingface.co'

function hubSettings(environment: Environment): Omit<HubSettings, 'furtherHosts'> {
  const first = (...names: string[]): string | null =>
    names.map((name) => environment[name]?.trim() ?? '').find((value) => value !== '') ?? null
  return {
    endpoint: (first('HF_ENDPOINT') ?? HUB).replace(/\/+$/u, ''),
    token: first('HF_TOKEN'),
    httpProxy: first('http_proxy', 'HTTP_PROXY'),
    httpsProxy: first('https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'),
    noProxy: first('no_proxy', 'NO_PROXY'),
  }
}

function unknownNames(environment: Environment): Issue[] {
  return Object.keys(environment)
    .filter((name) => name.startsWith(PREFIX) && !NAMES.has(name))
    .filter((name) => !IGNORED_PREFIXES.some((prefix) => name.startsWith(prefix)))
    .map((name) => ({ field: name, message: `is not known${suggestion(name)}`, code: 'LP_SETTING_UNKNOWN' }))
}

function suggestion(name: string): string {
  const [nearest] = [...NAMES]
    .map((known) => ({ known, distance: editDistance(name, known) }))
    .toSorted((a, b) => a.distance - b.distance)
  return nearest === undefined || nearest.distance > name.length / 2 ? '' : `; did you mean ${nearest.known}?`
}

type Fault = Omit<Issue, 'field'>
const wrong = (message: string): Fault => ({ message, code: 'LP_SETTING_INVALID' })

function parseInteger({ min, max, unit }: SettingDefinition & { kind: 'integer' }, text: string): number | Fault {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
  const range = `a whole number from ${min} to ${max}${unit === null ? '' : ` (${unit})`}`
  return value >= min && value <= max ? value : wrong(`must be ${range}, not "${text}"`)
}

function parseNumber({ min, max }: SettingDefinition & { kind: 'number' }, text: string): number | Fault {
  const value = /^(?:\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : Number.NaN
  return value >= min && value <= max ? value : wrong(`must be a number from ${min} to ${max}, not "${text}"`)
}

function parseUrl(text: string, schemes: readonly string[]): string | Fault {
  const isRight = text === '' || (URL.canParse(text) && schemes.includes(new URL(text).protocol.slice(0, -1)))
  return isRight
    ? text
    : wrong(`must be an address that begins with ${schemes.map((each) => `${each}://`).join(' or ')}`)
}

function parseUrls(text: string): string | Fault {
  const fault = text
    .split(',')
    .map((url) => parseUrl(url.trim(), ['http', 'https']))
    .find((result) => typeof result === 'object')
  return fault ?? text
}

function parse(definition: SettingDefinition, text: string): string | number | Fault {
  switch (definition.kind) {
    case 'integer':
      return parseInteger(definition, text)
    case 'number':
      return parseNumber(definition, text)
    case 'choice':
      return definition.choices.includes(text)
        ? text
        : wrong(`must be one of ${definition.choices.join(', ')}, not "${text}"`)
    case 'folder':
      return text.includes('\0')
        ? wrong('must not hold a null character')
        : resolve(text.replace(/^~(?=\/|\\|$)/, homedir()))
    case 'url':
      return parseUrl(text.replace(/\/+$/u, ''), ['http', 'https'])
    case 'urls':
      return parseUrls(text)
    case 'database-url':
      return parseUrl(text, ['postgres', 'postgresql'])
    case 'redis-url':
      return parseUrl(text, ['redis', 'rediss'])
    case 'text':
      return text
    case 'host':
      return /^[\w.:-]+$/u.test(text) ? text : wrong(`must be an address or a host name, not "${text}"`)
  }
}
