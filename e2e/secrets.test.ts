// Secrets of the settings and of requests are in nothing that the program writes: no log, no answer, no database, no backup.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { ENDPOINTS, type Endpoint } from '@learnpath/contracts'
import { startProduct } from '../tools/product-process.ts'

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
