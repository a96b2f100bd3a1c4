import { IDENTITY_SETTINGS } from './identity-settings.ts'
import { OBSERVABILITY_SETTINGS } from './observability-settings.ts'
import { QDRANT_SETTINGS } from './qdrant-settings.ts'
import { HUB_SETTINGS } from './hub-settings.ts'
import { RATE_LIMIT_SETTINGS } from './rate-limit-settings.ts'
import { REDIS_SETTINGS } from './redis-settings.ts'
import { SERVICE_SETTINGS } from './service-settings.ts'
import type { SettingDefinition } from './setting-definition.ts'

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const

/** Every setting there is. The reference page is made from this table. */
export const SETTINGS = [
  {
    name: 'LEARNPATH_HOME',
    kind: 'folder',
    default: '~/.learnpath',
    description: 'The data folder: database, files, search index. One process at a time uses it.',
  },
  {
    name: 'LEARNPATH_STORE_URL',
    kind: 'database-url',
    default: '',
    description:
      'PostgreSQL database that holds the library instead of a file in the data folder, such as `postgres://user:password@host:5432/learnpath`. "learnpath migrate-store" moves a library there and back. Files go there too, indexes stay in the data folder. Empty: none.',
  },
  {
    name: 'LEARNPATH_STORE_REPLICA_URL',
    kind: 'database-url',
    default: '',
    description:
      'Streaming replica (hot standby) of that database. What searches and pages read comes from it whenever it has all that was committed before; else from the primary. Empty: none.',
  },
  {
    name: 'LEARNPATH_HOST',
    kind: 'host',
    default: '127.0.0.1',
    description:
      'Address to listen on. Only this machine’s own (127.0.0.1, ::1, localhost) as long as LEARNPATH_IDENTITY is none; with identity any, such as 0.0.0.0.',
  },
  {
    name: 'LEARNPATH_PORT',
    kind: 'integer',
    min: 0,
    max: 65_535,
    unit: null,
    default: '8080',
    description: 'Port to listen on; 0 lets the system choose a free one.',
  },
  {
    name: 'LEARNPATH_LOG_LEVEL',
    kind: 'choice',
    choices: LOG_LEVELS,
    default: 'info',
    description:
      'Least important kind of log line that is written, to standard error, one JSON object a line. As long as it is not set, commands and a server on a terminal tell only warnings and errors, in words.',
  },
  {
    name: 'LEARNPATH_UPLOAD_MAX_BYTES',
    kind: 'integer',
    min: 1024,
    max: 10_000_000_000,
    unit: 'bytes',
    default: '200000000',
    description: 'Largest document that is taken.',
  },
  {
    name: 'LEARNPATH_PARSE_TIMEOUT_SECONDS',
    kind: 'integer',
    min: 1,
    max: 3600,
    unit: 'seconds',
    default: '60',
    description: 'Time a reader process may take for one document before it is ended and the document fails.',
  },
  {
    name: 'LEARNPATH_PARSE_MEMORY_MB',
    kind: 'integer',
    min: 128,
    max: 16_384,
    unit: 'megabytes',
    default: '1024',
    description: 'Memory a reader process may take for one document before it is ended and the document fails.',
  },
  {
    name: 'LEARNPATH_PARSE_CONCURRENCY',
    kind: 'integer',
    min: 1,
    max: 64,
    unit: null,
    default: '2',
    description: 'Documents that are read at the same time, each in a process of its own.',
  },
  {
    name: 'LEARNPATH_REQUEST_TIMEOUT_SECONDS',
    kind: 'integer',
    min: 1,
    max: 3600,
    unit: 'seconds',
    default: '30',
    description: 'Time after which a request is given up. Uploads, event streams and rebuilds may take longer.',
  },
  {
    name: 'LEARNPATH_REQUEST_MAX_CONCURRENT',
    kind: 'integer',
    min: 1,
    max: 10_000,
    unit: null,
    // A waiting search costs some ten kilobytes: a hundred callers at once are no reason to turn any of them away.
    default: '256',
    description: 'Requests that are worked on at the same time; those beyond are told to come back.',
  },
  {
    name: 'LEARNPATH_SHUTDOWN_GRACE_SECONDS',
    kind: 'integer',
    min: 0,
    max: 600,
    unit: 'seconds',
    default: '10',
    description:
      'Time that running work has to finish when the program is told to stop; after it work is parked and resumed at the next start.',
  },
  ...SERVICE_SETTINGS,
  {
    name: 'LEARNPATH_MODELS_FOLDER',
    kind: 'folder',
    default: '~/.learnpath/models',
    description:
      'Where models are stored. When it is not set, models of another LEARNPATH_HOME are in the folder "models" there.',
  },
  {
    name: 'LEARNPATH_PRECISION',
    kind: 'choice',
    choices: ['auto', 'int8', 'int4', 'fp16', 'none'],
    default: 'auto',
    description:
      'Number format that models run in when none is asked for: int8 is smallest in time, int4 in memory, fp16 is for GPUs, none is the model as delivered. "auto" is int8 on a CPU and fp16 on a GPU. "learnpath models use MODEL --precision" overrides it per model.',
  },
  {
    name: 'LEARNPATH_INFERENCE_THREADS',
    kind: 'integer',
    min: 1,
    max: 64,
    unit: null,
    default: '2',
    description: 'Texts or batches that models work on at the same time, one processor each.',
  },
  {
    name: 'LEARNPATH_MODEL_IDLE_SECONDS',
    kind: 'integer',
    min: 1,
    max: 1_000_000,
    unit: 'seconds',
    default: '600',
    description: 'Time after the last use after which a model is taken out of memory; the next use loads it again.',
  },
  {
    name: 'LEARNPATH_EMBEDDER_URL',
    kind: 'url',
    default: '',
    description:
      'Address of a service that embeds instead of a model on this machine. Texts of the documents are sent there. Empty: none.',
  },
  {
    name: 'LEARNPATH_EMBEDDER_API',
    kind: 'choice',
    choices: ['tei', 'openai', 'ollama'],
    default: 'tei',
    description:
      'What LEARNPATH_EMBEDDER_URL speaks: text-embeddings-inference (also another LearnPath), OpenAI, Ollama.',
  },
  {
    name: 'LEARNPATH_EMBEDDER_MODEL',
    kind: 'text',
    default: '',
    description: 'Name of the model at LEARNPATH_EMBEDDER_URL; not needed for text-embeddings-inference.',
  },
  {
    name: 'LEARNPATH_EMBEDDER_KEY',
    kind: 'text',
    default: '',
    description: 'Key that is sent to LEARNPATH_EMBEDDER_URL.',
  },
  {
    name: 'LEARNPATH_EMBEDDER_LANGUAGES',
    kind: 'text',
    default: '',
    description:
      'Languages that the model at LEARNPATH_EMBEDDER_URL is made for, e.g. `en,de`. In others keywords decide. Empty: what the service tells, or all.',
  },
  {
    name: 'LEARNPATH_EMBEDDER_QUERY_PREFIX',
    kind: 'text',
    default: '',
    description: 'Put before queries that are sent to LEARNPATH_EMBEDDER_URL, e.g. `query: ` for the e5 models.',
  },
  {
    name: 'LEARNPATH_EMBEDDER_PASSAGE_PREFIX',
    kind: 'text',
    default: '',
    description: 'Put before passages that are sent to LEARNPATH_EMBEDDER_URL, e.g. `passage: ` for the e5 models.',
  },
  {
    name: 'LEARNPATH_RERANKER_URL',
    kind: 'url',
    default: '',
    description: 'Address of a text-embeddings-inference service (also another LearnPath) that reranks. Empty: none.',
  },
  {
    name: 'LEARNPATH_RERANKER_KEY',
    kind: 'text',
    default: '',
    description: 'Key that is sent to LEARNPATH_RERANKER_URL.',
  },
  {
    name: 'LEARNPATH_OLLAMA_URL',
    kind: 'url',
    default: '',
    description:
      'Address of an Ollama server whose language models may answer, such as `http://127.0.0.1:11434`. Questions and passages are sent there. Empty: none.',
  },
  {
    name: 'LEARNPATH_OLLAMA_KEEP_ALIVE',
    kind: 'text',
    default: '30m',
    description:
      'How long Ollama keeps a model in memory after its last use, such as `30m` or `2h`; `-1` is for ever, `0` not at all.',
  },
  {
    name: 'LEARNPATH_OPENAI_URL',
    kind: 'url',
    default: '',
    description:
      'Address of a server that speaks the OpenAI interface and whose language models may answer, such as vLLM, llama.cpp, LM Studio or `https://api.openai.com/v1`. Questions and passages are sent there. Empty: none.',
  },
  {
    name: 'LEARNPATH_OPENAI_KEY',
    kind: 'text',
    default: '',
    description: 'Key that is sent to LEARNPATH_OPENAI_URL.',
  },
  {
    name: 'LEARNPATH_CHAT_MODELS',
    kind: 'text',
    default: '',
    description:
      'Language models that answer, in the order in which they are tried, separated by commas, such as `ollama:qwen3:8b, gguf:small.gguf`. A choice made in the web app or by `learnpath language-models use` goes before. Empty: answers are sentences of the documents, word for word.',
  },
  {
    name: 'LEARNPATH_CHAT_CONTEXT_TOKENS',
    kind: 'integer',
    min: 512,
    max: 1_000_000,
    unit: 'tokens',
    default: '8192',
    description:
      'Prompt and answer of a language model together. More lets more passages be read and needs more memory. A model that reads less gets less.',
  },
  {
    name: 'LEARNPATH_CHAT_ANSWER_TOKENS',
    kind: 'integer',
    min: 16,
    max: 32_768,
    unit: 'tokens',
    default: '1024',
    description: 'Length of an answer of a language model at most; kept free of the context.',
  },
  {
    name: 'LEARNPATH_CHAT_FIRST_TOKEN_SECONDS',
    kind: 'integer',
    min: 1,
    max: 3600,
    unit: 'seconds',
    default: '300',
    description:
      'Time that a language model may take until its first token, loading included; then the next one in the chain is asked.',
  },
  {
    name: 'LEARNPATH_GRAPH',
    kind: 'choice',
    choices: ['on', 'off'],
    default: 'on',
    description:
      'Whether documents are read for the knowledge graph in the background. When off, a graph that is there can still be looked at.',
  },
  {
    name: 'LEARNPATH_GRAPH_MERGE_SIMILARITY',
    kind: 'number',
    min: 0.5,
    max: 1,
    default: '0.93',
    description:
      'Likeness of meaning from which two names that are also alike in type and letters are taken for one thing. It is calibrated: it means the same for every embedder. A little below it names are shown for review.',
  },
  ...IDENTITY_SETTINGS,
  ...REDIS_SETTINGS,
  ...QDRANT_SETTINGS,
  ...OBSERVABILITY_SETTINGS,
  ...RATE_LIMIT_SETTINGS,
  ...HUB_SETTINGS,
] as const satisfies readonly SettingDefinition[]

export type SettingName = (typeof SETTINGS)[number]['name']
