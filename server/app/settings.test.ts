import { homedir } from 'node:os'
import { join } from 'node:path'
import { LearnPathError } from '@learnpath/contracts'
import { expect, test } from 'vitest'
import { SETTINGS } from './setting-table.ts'
import { readSettings } from './settings.ts'

function refusal(environment: Record<string, string>): LearnPathError {
  try {
    readSettings(environment)
  } catch (failure) {
    if (failure instanceof LearnPathError) return failure
    throw failure
  }
  throw new Error('nothing was refused')
}

test('without settings everything has its default', () => {
  expect(readSettings({ PATH: '/bin', LEARNPATH_TEST_DATA: 'x' })).toMatchObject({
    home: join(homedir(), '.learnpath'),
    host: '127.0.0.1',
    port: 8080,
    logLevel: 'info',
    uploadMaxBytes: 200_000_000,
  })
})

test('every default of the table is a valid value', () => {
  const environment = Object.fromEntries(SETTINGS.map((setting) => [setting.name, setting.default]))
  expect(readSettings(environment)).toEqual(readSettings({}))
})

test('an empty value counts as not set', () => {
  expect(readSettings({ LEARNPATH_PORT: '' }).port).toBe(8080)
})

test('a home below the own folder is found', () => {
  expect(readSettings({ LEARNPATH_HOME: '~/notes' }).home).toBe(join(homedir(), 'notes'))
})

test('an unknown name is refused with the nearest known one', () => {
  const error = refusal({ LEARNPATH_PROT: '9000' })
  expect(error.code).toBe('LP_SETTING_UNKNOWN')
  expect(error.context.issues).toEqual([
    { field: 'LEARNPATH_PROT', message: 'is not known; did you mean LEARNPATH_PORT?' },
  ])
})

test.each(['0x50', '-1', '65536', '8080.5', '1e3', 'eighty', '  ٣ '])('port %j is refused with its range', (port) => {
  const error = refusal({ LEARNPATH_PORT: port })
  expect(error.code).toBe('LP_SETTING_INVALID')
  expect(error.context.issues?.[0]).toMatchObject({
    field: 'LEARNPATH_PORT',
    message: expect.stringContaining('0 to 65535'),
  })
})

test.each(['0.0.0.0', '::', '192.168.1.5', 'example.org'])('listening on %s is refused', (host) => {
  expect(refusal({ LEARNPATH_HOST: host }).code).toBe('LP_LISTEN_REFUSED')
})

test('all problems are told at once, each once', () => {
  const error = refusal({ LEARNPATH_PROT: '1', LEARNPATH_LOG_LEVEL: 'loud', LEARNPATH_PARSE_CONCURRENCY: '0' })
  expect(error.context.issues?.map(({ field }) => field)).toEqual([
    'LEARNPATH_PROT',
    'LEARNPATH_LOG_LEVEL',
    'LEARNPATH_PARSE_CONCURRENCY',
  ])
})

test('a connected embedder is described by its settings, and the space of a prefix is kept', () => {
  const { embedderService } = readSettings({
    LEARNPATH_EMBEDDER_URL: 'http://127.0.0.1:11434/',
    LEARNPATH_EMBEDDER_API: 'ollama',
    LEARNPATH_EMBEDDER_MODEL: 'nomic-embed-text',
    LEARNPATH_EMBEDDER_QUERY_PREFIX: 'query: ',
    LEARNPATH_EMBEDDER_LANGUAGES: 'en, de',
  })
  expect(embedderService).toEqual({
    url: 'http://127.0.0.1:11434',
    key: null,
    api: 'ollama',
    model: 'nomic-embed-text',
    languages: ['en', 'de'],
    instructions: { query: 'query: ', passage: '' },
  })
})

test('an interface with many models needs the name of one', () => {
  const error = refusal({ LEARNPATH_EMBEDDER_URL: 'http://127.0.0.1:11434', LEARNPATH_EMBEDDER_API: 'ollama' })
  expect(error.context.issues?.map(({ field }) => field)).toEqual(['LEARNPATH_EMBEDDER_MODEL'])
})

test.each(['127.0.0.1:8080', 'ftp://models.example', 'models'])('%s is no address of a service', (url) => {
  expect(refusal({ LEARNPATH_RERANKER_URL: url }).code).toBe('LP_SETTING_INVALID')
})

test('models lie in the data folder unless a folder of their own is named', () => {
  expect(readSettings({ LEARNPATH_HOME: '/data' }).modelsFolder).toBe('/data/models')
  expect(readSettings({ LEARNPATH_HOME: '/data', LEARNPATH_MODELS_FOLDER: '/models' }).modelsFolder).toBe('/models')
})

test('downloads follow the variables that other programs use', () => {
  const { hub } = readSettings({ HF_ENDPOINT: 'https://mirror.example/', HTTPS_PROXY: 'http://proxy.example:3128' })
  expect(hub).toMatchObject({
    endpoint: 'https://mirror.example',
    token: null,
    httpsProxy: 'http://proxy.example:3128',
  })
})

const SECRET = 'a secret of more than 32 characters'
const OPEN_STORE = 'postgres://learnpath@127.0.0.1/learnpath'

test.each([
  ['services', { LEARNPATH_SERVICES: 'gateway', LEARNPATH_STORE_URL: 'postgres://learnpath:word@127.0.0.1/learnpath' }],
  ['one process whose database has no password', { LEARNPATH_STORE_URL: OPEN_STORE }],
])('sign-in with %s needs the secret that they share', (_, environment) => {
  const withSignIn = { ...environment, LEARNPATH_IDENTITY: 'local' }
  expect(refusal(withSignIn).context.issues?.map(({ field }) => field)).toEqual(['LEARNPATH_SERVICE_SECRET'])
  expect(readSettings({ ...withSignIn, LEARNPATH_SERVICE_SECRET: SECRET }).serviceSecret).toBe(SECRET)
})

test.each([
  { LEARNPATH_STORE_URL: OPEN_STORE },
  { LEARNPATH_IDENTITY: 'local' },
  { LEARNPATH_IDENTITY: 'local', LEARNPATH_STORE_URL: 'postgres://learnpath:word@127.0.0.1/learnpath' },
  { LEARNPATH_IDENTITY: 'local', LEARNPATH_STORE_URL: `${OPEN_STORE}?password=word` },
])('%j needs no secret', (environment) => {
  expect(readSettings(environment).serviceSecret).toBeNull()
})
