/** How a value is read from text and what range it has. */
export type SettingKind =
  | { readonly kind: 'integer'; readonly min: number; readonly max: number; readonly unit: string | null }
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  | { readonly kind: 'folder' }
  | { readonly kind: 'host' }

export type SettingDefinition = SettingKind & {
  readonly name: `LEARNPATH_${string}`
  /** In the form it is written in; `~` is the person's own folder. */
  readonly default: string
  readonly description: string
}

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
    name: 'LEARNPATH_HOST',
    kind: 'host',
    default: '127.0.0.1',
    description:
      'Address to listen on. Only this machine’s own (127.0.0.1, ::1, localhost): others are refused as long as there is no authentication.',
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
    default: '64',
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
] as const satisfies readonly SettingDefinition[]

export type SettingName = (typeof SETTINGS)[number]['name']
