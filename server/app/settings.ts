import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { LearnPathError, type ErrorCode } from '@learnpath/contracts'
import { editDistance } from '../kernel/text/edit-distance.ts'
import { LOG_LEVELS, SETTINGS, type SettingDefinition, type SettingName } from './setting-table.ts'

/** All settings, validated. Times and sizes in the unit of the name's end. */
export interface Settings {
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
}

type Environment = Readonly<Record<string, string | undefined>>

interface Issue {
  readonly field: string
  readonly message: string
  readonly code: ErrorCode
}

const PREFIX = 'LEARNPATH_'
/** Where tests find their data; nothing of the product. */
const IGNORED_PREFIX = 'LEARNPATH_TEST_'
const LOOPBACK_HOSTS = new Set(['127.0.0.1', '::1', 'localhost'])
const NAMES: ReadonlySet<string> = new Set(SETTINGS.map(({ name }) => name))

/**
 * Reads and checks every setting before anything uses one. An empty value counts as not set.
 * @throws LP_SETTING_UNKNOWN, LP_SETTING_INVALID or LP_LISTEN_REFUSED with all problems at once in `issues`
 */
export function readSettings(environment: Environment): Settings {
  const issues = unknownNames(environment)
  const read = (name: SettingName): string | number => {
    const definition = SETTINGS.find((setting) => setting.name === name) ?? SETTINGS[0]
    const text = environment[name]?.trim()
    const result = parse(definition, text === undefined || text === '' ? definition.default : text)
    if (typeof result !== 'object') return result
    issues.push({ field: name, ...result })
    return definition.default
  }
  const logLevel = read('LEARNPATH_LOG_LEVEL')
  const settings: Settings = {
    home: String(read('LEARNPATH_HOME')),
    host: String(read('LEARNPATH_HOST')),
    port: Number(read('LEARNPATH_PORT')),
    logLevel: LOG_LEVELS.find((level) => level === logLevel) ?? 'info',
    uploadMaxBytes: Number(read('LEARNPATH_UPLOAD_MAX_BYTES')),
    parseTimeoutSeconds: Number(read('LEARNPATH_PARSE_TIMEOUT_SECONDS')),
    parseMemoryMb: Number(read('LEARNPATH_PARSE_MEMORY_MB')),
    parseConcurrency: Number(read('LEARNPATH_PARSE_CONCURRENCY')),
    requestTimeoutSeconds: Number(read('LEARNPATH_REQUEST_TIMEOUT_SECONDS')),
    requestMaxConcurrent: Number(read('LEARNPATH_REQUEST_MAX_CONCURRENT')),
    shutdownGraceSeconds: Number(read('LEARNPATH_SHUTDOWN_GRACE_SECONDS')),
  }
  const [first] = issues
  if (first === undefined) return settings
  throw new LearnPathError(first.code, {
    detail: issues.map(({ field, message }) => `${field} ${message}`).join('; '),
    issues: issues.map(({ field, message }) => ({ field, message })),
  })
}

function unknownNames(environment: Environment): Issue[] {
  return Object.keys(environment)
    .filter((name) => name.startsWith(PREFIX) && !name.startsWith(IGNORED_PREFIX) && !NAMES.has(name))
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

function parse(definition: SettingDefinition, text: string): string | number | Fault {
  switch (definition.kind) {
    case 'integer': {
      const { min, max, unit } = definition
      const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
      const range = `a whole number from ${min} to ${max}${unit === null ? '' : ` (${unit})`}`
      return value >= min && value <= max ? value : wrong(`must be ${range}, not "${text}"`)
    }
    case 'choice':
      return definition.choices.includes(text)
        ? text
        : wrong(`must be one of ${definition.choices.join(', ')}, not "${text}"`)
    case 'folder':
      return text.includes('\0')
        ? wrong('must not hold a null character')
        : resolve(text.replace(/^~(?=\/|\\|$)/, homedir()))
    case 'host': {
      const message = `must be one of ${[...LOOPBACK_HOSTS].join(', ')} as long as there is no authentication, not "${text}"`
      return LOOPBACK_HOSTS.has(text) ? text : { message, code: 'LP_LISTEN_REFUSED' }
    }
  }
}
