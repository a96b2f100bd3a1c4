// A server with accounts, worked with as its operator and its users do: by commands, by keys, by Prometheus.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startProduct, type ProductProcess } from '../tools/product-process.ts'
import { runCommand } from './run-command.ts'

const PASSWORD = 'drei Igel tragen Hüte'
const METRICS_TOKEN = 'a token for whoever watches'
const TEXT = '# Tides\n\nThe moon pulls the water of the sea, and so the tide rises twice a day.\n'
let folder = ''
let product: ProductProcess
const homeOf = (whose: string): string => join(folder, whose)

async function learnpath(whose: string, args: readonly string[], more: Record<string, string> = {}, input?: string) {
  const environment = { LEARNPATH_HOME: homeOf(whose), ...more }
  const { exitCode, output, errors } = await runCommand(args, { environment, ...(input !== undefined && { input }) })
  return { exitCode, output, errors }
}

const linkIn = (text: string): string => /http\S+#\S+/.exec(text)?.[0] ?? ''

async function request(path: string, bearer: string, body?: unknown) {
  const response = await fetch(`${product.url}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      authorization: `Bearer ${bearer}`,
      accept: 'application/json, text/event-stream',
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return { status: response.status, text: await response.text() }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'learnpath-identity-'))
  const environment = { LEARNPATH_IDENTITY: 'local', LEARNPATH_METRICS_TOKEN: METRICS_TOKEN }
  product = await startProduct({ home: homeOf('server'), environment })
}, 30_000)

afterAll(async () => {
  await product.stop()
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
})

it('the operator makes the first administrator, and works with the library by ordinary commands', async () => {
  const { output } = await learnpath('server', ['users', 'setup'])
  const token = linkIn(output).split('#')[1]
  const account = { token, email: 'ada@example.org', name: 'Ada', password: PASSWORD }
  expect((await request('/setup', 'none', account)).status).toBe(401)
  const made = await fetch(`${product.url}/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(account),
  })
  expect(made.status).toBe(201)
  expect((await learnpath('server', ['users', 'setup'])).errors).toContain('LP_SETUP_DONE')
  expect((await learnpath('server', ['users'])).output).toContain('ada@example.org')

  const file = join(folder, 'tides.md')
  await writeFile(file, TEXT)
  const added = await learnpath('server', ['add', file])
  expect(added).toMatchObject({ exitCode: 0 })
  expect((await learnpath('server', ['search', 'moon'])).output).toContain('tide')
  expect((await learnpath('server', ['ask', 'What pulls the water of the sea?'])).output).toContain('moon')
  expect((await learnpath('server', ['status'])).output).toContain('1 of 1 can be searched')
})

it('invites, resets, disables; the last administrator stays', async () => {
  const { output } = await learnpath('server', ['invite', '--role', 'editor', '--email', 'ben@example.org'])
  const account = { email: 'ben@example.org', name: 'Ben', password: PASSWORD }
  const accepted = await fetch(`${product.url}/invitations/accept`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: linkIn(output).split('#')[1], account }),
  })
  expect(accepted.status).toBe(200)
  expect(linkIn((await learnpath('server', ['users', 'reset', 'ben@example.org'])).output)).toContain('/new-password#')
  const ben = ['users', 'set', 'ben@example.org']
  expect((await learnpath('server', [...ben, 'disabled'])).output).toContain('disabled')
  expect((await learnpath('server', ['users'])).output).toMatch(/ben@example\.org\s+disabled/)
  expect((await learnpath('server', [...ben, 'enabled'])).exitCode).toBe(0)
  const last = await learnpath('server', ['users', 'set', 'ada@example.org', 'disabled'])
  expect([last.exitCode, last.errors]).toEqual([1, expect.stringContaining('LP_USER_LAST_ADMINISTRATOR')])
})

it('commands elsewhere log in, search, and log out; the key is worth nothing then', async () => {
  const away = async (args: readonly string[], input?: string) => await learnpath('away', args, {}, input)
  const wrong = await away(['login', product.url, '--email', 'ada@example.org'], 'not it\n')
  expect([wrong.exitCode, wrong.errors]).toEqual([1, expect.stringContaining('LP_SIGN_IN_WRONG')])
  const login = ['login', product.url, '--email', 'ada@example.org', '--scope', 'administer']
  expect((await away(login, `${PASSWORD}\n`)).output).toContain('as Ada (owner)')
  expect((await away(['search', 'moon'])).output).toContain('tide')
  expect((await away(['keys'])).output).toContain('learnpath login')
  expect((await away(['logout'])).exitCode).toBe(0)
  expect((await learnpath('server', ['keys'])).output).not.toContain('learnpath login')
})

it('a key that a command made opens MCP and chat completions, and what its scope allows, until it is revoked', async () => {
  const environment = { LEARNPATH_SERVER_URL: product.url }
  const create = ['keys', 'create', 'reports', '--scope', 'read', '--email', 'ada@example.org', '--json']
  const made = await learnpath('third', create, environment, `${PASSWORD}\n`)
  const { key } = JSON.parse(made.output) as { key: string }
  const found = await learnpath('third', ['search', 'moon'], { ...environment, LEARNPATH_API_KEY: key })
  expect(found.output).toContain('tide')
  const tool = { name: 'search_passages', arguments: { query: 'moon' } }
  const call = { jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} }
  expect((await request('/mcp', key, call)).text).toContain('inputSchema')
  expect((await request('/mcp', 'lpk_wrong', { ...call, params: tool })).status).toBe(401)
  const messages = [{ role: 'user', content: 'What pulls the water of the sea?' }]
  const chat = await request('/v1/chat/completions', key, { model: 'learnpath', messages })
  expect([chat.status, chat.text]).toEqual([200, expect.stringContaining('moon')])
  expect((await request('/collections', key, { name: 'mine' })).status).toBe(403)
  const { keys } = JSON.parse((await learnpath('server', ['keys', '--json'])).output) as { keys: { id: string }[] }
  expect((await learnpath('server', ['keys', 'revoke', keys[0]?.id ?? ''])).exitCode).toBe(0)
  expect((await request('/collections', key)).status).toBe(401)
})

it('the token for metrics opens the metrics and nothing else', async () => {
  expect((await request('/metrics', METRICS_TOKEN)).text).toContain('learnpath_request_latency_seconds')
  expect((await request('/metrics', `${METRICS_TOKEN}.`)).status).toBe(401)
  expect((await request('/status', METRICS_TOKEN)).status).toBe(401)
})
