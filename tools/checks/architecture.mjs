// Who may know whom, as data. `.dependency-cruiser.mjs` makes rules of it; the proof makes one offence per rule of it.

/** The faces (index.ts, types only) that each module may import. A new module is added here first. */
export const MODULE_MAY_KNOW = {
  library: [],
  identity: [],
  models: [],
  'language-models': [],
  machine: [],
  inference: ['models'],
  ingestion: ['library'],
  retrieval: ['library', 'models'],
  graph: ['library', 'retrieval', 'concepts', 'language-models'],
  chat: ['retrieval', 'language-models'],
  conversations: ['library', 'chat', 'language-models'],
  completions: ['library', 'chat', 'language-models'],
  concepts: ['library'],
  quizzes: ['library', 'concepts', 'language-models'],
  reviews: ['library', 'concepts', 'quizzes'],
  plans: ['library', 'retrieval', 'concepts', 'quizzes', 'reviews', 'language-models'],
  exchange: ['library', 'concepts', 'plans', 'quizzes', 'reviews'],
  evaluation: ['library', 'retrieval', 'chat', 'quizzes', 'language-models', 'models'],
}

/** The only folders that may load each driver package. */
export const DRIVER_HOME = {
  pg: ['server/adapters/postgres'],
  ioredis: ['server/adapters/redis'],
  libsql: ['server/adapters/sqlite', 'server/adapters/anki'],
  'pdfjs-dist': ['server/adapters/parsers', 'web/src/features/reader'],
  parse5: ['server/adapters/parsers', 'server/adapters/anki'],
  'markdown-it': ['server/adapters/parsers'],
  chardet: ['server/adapters/parsers'],
  'iconv-lite': ['server/adapters/parsers'],
  fflate: ['server/adapters/parsers', 'server/adapters/anki', 'server/adapters/zip'],
  fzstd: ['server/adapters/anki'],
  'onnxruntime-node': ['server/adapters/inference'],
  '@huggingface/tokenizers': ['server/adapters/inference'],
  protobufjs: ['server/adapters/inference'],
  yaml: ['server/modules/evaluation', 'cli'],
  undici: [
    'server/adapters/hub',
    'server/adapters/remote-inference',
    'server/adapters/ollama',
    'server/adapters/openai',
    'server/adapters/opentelemetry',
    'server/adapters/qdrant',
    'server/http/forwarding',
  ],
  chokidar: ['server/adapters/filesystem'],
  'prom-client': ['server/adapters/prometheus'],
  pino: ['server/adapters/logging'],
  busboy: ['server/http'],
  '@hono/node-server': ['server/http'],
  'snowball-stemmers': ['server/kernel/text'],
  'franc-min': ['server/kernel/text'],
  'wink-nlp': ['server/adapters/language-analysis'],
  'wink-eng-lite-web-model': ['server/adapters/language-analysis'],
  'ts-fsrs': ['server/adapters/fsrs'],
  '@node-rs/argon2': ['server/adapters/argon2'],
  jose: ['server/adapters/oidc', 'server/adapters/service-token'],
  commander: ['cli'],
  '@modelcontextprotocol/server': ['server/mcp'],
  sigma: ['web/src/features/concepts', 'web/src/features/graph'],
  graphology: ['web/src/features/concepts', 'web/src/features/graph'],
  '@dagrejs/dagre': ['web/src/features/concepts'],
  katex: ['web/src/components'],
  uplot: ['web/src/components'],
  cmdk: ['web/src/app'],
}

/** What each layer may know besides itself. */
export const LAYER_MAY_KNOW = {
  contracts: { may: [], because: 'contracts is the leaf: Zod only.' },
  'server/kernel': { may: [], because: 'kernel knows nothing but itself.' },
  'server/ports': {
    may: ['server/kernel', 'contracts'],
    because: 'ports are interfaces over kernel and contract types.',
  },
  'server/threads': { may: [], because: 'starting a thread knows nothing of what runs in it.' },
  'server/http': {
    may: ['server/kernel', 'server/ports', 'contracts'],
    because: 'http is the edge kit; it knows no module.',
  },
  'server/modules': {
    may: ['server/kernel', 'server/ports', 'server/http', 'server/threads', 'contracts'],
    because: 'modules never know adapters, services or app.',
  },
  'server/adapters': {
    may: ['server/kernel', 'server/ports', 'server/threads', 'contracts'],
    because: 'adapters fill ports and know no module.',
  },
  'server/services': {
    may: ['server/modules', 'server/http', 'server/ports', 'server/kernel', 'contracts'],
    because: 'services mount modules on given ports.',
  },
  'server/mcp': {
    may: ['contracts'],
    because: 'the MCP server is a face like the CLI: it talks to LearnPath through contracts.',
  },
  'server/app': { may: ['server', 'contracts'], because: 'app is the one place that sees everything in the server.' },
  cli: {
    may: ['server/app', 'server/mcp', 'contracts'],
    because: 'the CLI starts the app, or a face of it, or talks to it through contracts.',
  },
  web: { may: ['contracts'], because: 'the browser shares contracts with the server and nothing else.' },
}

export const PRODUCT_FOLDERS = ['contracts', 'server', 'cli', 'web']
export const TESTS = '[.](test|integration[.]test|contract|bench|double)[.]tsx?$|/testing/'
export const ruleNamePart = (text) => text.replaceAll(/[@/]/g, '-').replace(/^-/, '')
