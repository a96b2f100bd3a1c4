// Secrets of the settings and of requests are in nothing that the program writes: no log, no answer, no database, no backup.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { ENDPOINTS, type Endpoint } from '@learnpath/contracts'
import { startProduct, type ProductProcess } from '../tools/product-process.ts'
import { runCommand } from './run-command.ts'
import { newDatabase, SERVER } from '../tools/test-database.ts'

const MARK = 'marked-secret'
/** Nobody listens there: every use fails, and is told and logged. */
const NOBODY = 'http://127.0.0.1:9'

const ENVIRONMENT = {
  LEARNPATH_LOG_LEVEL: 'debug',
  LEARNPATH_EMBEDDER_URL: NOBODY,
  LEARNPATH_EMBEDDER_KEY: `${MARK}-embedder`,
  LEARNPATH_RERANKER_URL: NOBODY,
  LEARNPATH_RERANKER_KEY: `${MARK}-reranker`,
  LEARNPATH_OPENAI_URL: `${NOBODY}/v1`,
  LEARNPATH_OPENAI_KEY: `${MARK}-openai`,
  LEARNPATH_CHAT_MODELS: 'openai:none',
  HF_ENDPOINT: NOBODY,
  HF_TOKEN: `${MARK}-hub`,
  LEARNPATH_SHUTDOWN_GRACE_SECONDS: '1',
}

const HEADERS = {
  authorization: `Bearer lpk_${MARK}-header`,
  cookie: `session=${MARK}-cookie`,
  'x-learnpath-principal': `${MARK}-principal`,
}

/** A server for a team, none of whose partners answers; the database alone does, where there is one. */
const TEAM = {
  LEARNPATH_LOG_LEVEL: 'debug',
  LEARNPATH_IDENTITY: 'oidc',
  LEARNPATH_OIDC_ISSUER: NOBODY,
  LEARNPATH_OIDC_CLIENT_ID: 'learnpath',
  LEARNPATH_OIDC_CLIENT_SECRET: `${MARK}-client`,
  LEARNPATH_SERVICE_SECRET: `${MARK}-${'service'.repeat(5)}`,
  LEARNPATH_METRICS_TOKEN: `${MARK}-metrics`,
  LEARNPATH_REDIS_URL: `redis://user:${MARK}-redis@127.0.0.1:9/0`,
  LEARNPATH_OTLP_URL: `http://user:${MARK}-collector@127.0.0.1:9`,
  LEARNPATH_SHUTDOWN_GRACE_SECONDS: '1',
}

/** Every address that can be asked without more, and every one that is refused, as text. */
async function answersOf(product: ProductProcess, headers: Readonly<Record<string, string>>): Promise<string[]> {
  const answers: string[] = []
  for (const { method, path, events } of Object.values<Endpoint>(ENDPOINTS)) {
    if (method !== 'GET' || events !== undefined) continue
    const signal = AbortSignal.timeout(5000)
    const response = await fetch(`${product.url}${path.replaceAll(/\{\w+\}/g, 'none')}`, { headers, signal })
    answers.push(`${path} ${response.status} ${JSON.stringify([...response.headers])} ${await response.text()}`)
  }
  return answers
}

it('nothing that a server for a team says holds a secret, to nobody and to its operator', async () => {
  const home = await mkdtemp(join(tmpdir(), 'learnpath-secrets-'))
  const store = SERVER === '' ? {} : { LEARNPATH_STORE_URL: withPassword(await newDatabase(), `${MARK}-store`) }
  const environment = { ...TEAM, ...store }
  const product = await startProduct({ home, environment })
  onTestFinished(async () => {
    await product.stop('SIGKILL')
    await rm(home, { recursive: true, force: true, maxRetries: 5 })
  })
  const key = await readFile(join(home, 'operator.key'), 'utf8')
  const operator = await answersOf(product, { authorization: `Bearer ${key}` })
  for (const path of ['/status', '/doctor', '/metrics']) {
    expect(operator.filter((answer) => answer.startsWith(`${path} 200`))).toHaveLength(1)
  }
  const answers = [...operator, ...(await answersOf(product, {}))]
  answers.push(...(await answersOf(product, { authorization: `Bearer ${MARK}-metrics` })))
  const doctor = await runCommand(['doctor'], { environment: { ...environment, LEARNPATH_HOME: home } })
  const failed = await Promise.all(
    [DEAD_STORE, DEAD_INDEX].map(
      async (dead, index) =>
        await runCommand(['serve'], {
          environment: { ...TEAM, ...dead, LEARNPATH_HOME: join(home, `other-${index}`), LEARNPATH_PORT: '0' },
        }),
    ),
  )
  await product.stop()
  expect(failed.map(({ exitCode }) => exitCode)).not.toContain(0)
  const commands = [doctor, ...failed].map(({ output, errors }) => output + errors)
  const said = [...answers, product.output(), ...commands]
  expect(said.filter((text) => text.includes(MARK) || text.includes(key))).toEqual([])
}, 60_000)

const DEAD_STORE = { LEARNPATH_STORE_URL: `postgres://learnpath:${MARK}-dead@127.0.0.1:9/learnpath` }
const DEAD_INDEX = { LEARNPATH_QDRANT_URL: NOBODY, LEARNPATH_QDRANT_KEY: `${MARK}-qdrant` }
const withPassword = (url: string, password: string): string => Object.assign(new URL(url), { password }).href

it('nothing that is written holds a secret', async () => {
  const home = await mkdtemp(join(tmpdir(), 'learnpath-secrets-'))
  const product = await startProduct({ home, environment: ENVIRONMENT })
  onTestFinished(async () => {
    await product.stop('SIGKILL')
    await rm(home, { recursive: true, force: true, maxRetries: 5 })
  })
  const answers: string[] = []
  const send = async (path: string, init: Omit<RequestInit, 'headers'> & { headers?: Record<string, string> } = {}) => {
    const signal = AbortSignal.timeout(5000)
    const response = await fetch(`${product.url}${path}`, { ...init, headers: { ...HEADERS, ...init.headers }, signal })
    answers.push(await response.text())
  }
  for (const { method, path, events } of Object.values<Endpoint>(ENDPOINTS)) {
    if (method === 'GET' && events === undefined) await send(path.replaceAll(/\{\w+\}/g, 'none'))
  }
  const form = new FormData()
  form.append('password', `${MARK}-document`)
  form.append('file', new Blob(['%PDF-1.7 broken']), 'locked.pdf')
  await send('/documents', { method: 'POST', body: form })
  const json = { 'content-type': 'application/json' }
  const post = async (path: string, body: unknown) =>
    await send(path, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), headers: json })
  await post('/search', { query: 'caches', mode: 'semantic' })
  await post('/ask', { question: 'What is a cache?', model: 'openai:none' })
  await post('/models/pull', { id: 'e5-small' })
  await post('/documents/none/retry', { password: `${MARK}-retry` })
  await post('/backup', { file: join(home, 'backup.db') })
  await product.stop()

  expect(product.output()).toContain('"message":"request"')
  expect(product.output()).not.toContain(MARK)
  expect(answers.filter((answer) => answer.includes(MARK))).toEqual([])
  const files = await readdir(home, { recursive: true, withFileTypes: true })
  for (const file of files.filter((entry) => entry.isFile())) {
    const bytes = await readFile(join(file.parentPath, file.name))
    expect(bytes.includes(MARK) ? file.name : null).toBeNull()
  }
}, 60_000)
