import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { createClient, type KeyScope, type Session } from '@learnpath/contracts'
import { environment } from '../../../server/app/environment.ts'
import { readLogin, removeLogin, writeLogin } from '../../../server/app/login-file.ts'
import { makeHome } from '../../../server/app/make-home.ts'
import { readSettings } from '../../../server/app/settings.ts'
import { withKey } from '../../../server/app/with-key.ts'
import { withConnection } from '../connection.ts'
import { tableLines } from '../table.ts'
import type { Terminal } from '../terminal.ts'
import type { Mode } from '../command-maker.ts'

export interface LoginOptions {
  readonly email?: string
  readonly key?: boolean
  readonly scope: KeyScope
}
export type KeyOptions = Mode
export interface NewKeyOptions {
  readonly email?: string
  readonly scope: KeyScope
  readonly days?: number
}

/** Signs in, makes a key for this machine, and signs out again: the password is kept nowhere. */
export async function login(terminal: Terminal, url: string, { email, key, scope }: LoginOptions): Promise<number> {
  const { home } = readSettings(environment())
  const baseUrl = url.replace(/\/+$/u, '')
  const made =
    key === true
      ? await ask('API key: ', true)
      : await makeKey(baseUrl, email, { name: 'learnpath login', scope, expiresInDays: 365 })
  const session = await createClient({ baseUrl, fetch: withKey(made) }).call('session')
  await makeHome(home)
  writeLogin(home, { url: baseUrl, key: made })
  terminal.result({ url: baseUrl, user: session.user, workspace: session.workspace, role: session.role })
  terminal.line(`Commands talk to ${baseUrl} now, as ${session.user?.name ?? 'nobody'} (${session.role ?? 'no role'}).`)
  terminal.note(terminal.style.dim('"learnpath logout" ends that.'))
  return 0
}

/** A key cannot make keys: the password is asked for. */
export async function createKey(
  terminal: Terminal,
  name: string,
  { email, scope, days }: NewKeyOptions,
): Promise<number> {
  const baseUrl = await withConnection({ ingest: false }, async ({ address }) => await Promise.resolve(address))
  const key = await makeKey(baseUrl.replace(/\/+$/u, ''), email, { name, scope, expiresInDays: days ?? null })
  terminal.result({ url: baseUrl, name, scope, key })
  terminal.line('The key is shown this once:')
  terminal.line(key)
  return 0
}

async function makeKey(
  baseUrl: string,
  email: string | undefined,
  wanted: { readonly name: string; readonly scope: KeyScope; readonly expiresInDays: number | null },
): Promise<string> {
  const address = email ?? (await ask('E-mail address: ', false))
  const password = await ask('Password: ', true)
  const page: { cookie: string; csrf: string } = { cookie: '', csrf: '' }
  const client = createClient({
    baseUrl,
    async fetch(request) {
      if (page.cookie !== '') request.headers.set('cookie', page.cookie)
      if (page.csrf !== '') request.headers.set('x-learnpath-csrf', page.csrf)
      const response = await fetch(request)
      const [cookie] = response.headers.getSetCookie()
      if (cookie !== undefined) page.cookie = cookie.split(';')[0] ?? ''
      return response
    },
  })
  const session: Session = await client.call('signIn', { body: { email: address, password } })
  page.csrf = session.csrfToken ?? ''
  const { key } = await client.call('createApiKey', { body: wanted })
  await client.call('signOut')
  return key
}

/** A line from the terminal, unseen where it is a secret; or from what another program gives. */
async function ask(question: string, secret: boolean): Promise<string> {
  const silent = new Writable({ write: (_bytes, _encoding, done) => done() })
  const isTerminal = process.stdin.isTTY
  if (isTerminal) process.stderr.write(question)
  const prompt = createInterface({
    input: process.stdin,
    output: secret ? silent : process.stderr,
    terminal: isTerminal,
  })
  try {
    const line = await prompt.question('')
    if (isTerminal && secret) process.stderr.write('\n')
    return line.trim()
  } finally {
    prompt.close()
  }
}

export async function logout(terminal: Terminal): Promise<number> {
  const { home } = readSettings(environment())
  const known = readLogin(home)
  if (known === null) {
    terminal.line('Nobody has logged in here.')
    return 0
  }
  removeLogin(home)
  await createClient({ baseUrl: known.url, fetch: withKey(known.key) }).call('signOut')
  terminal.result({ url: known.url })
  terminal.line(`The key for ${known.url} is revoked; commands work on this machine again.`)
  return 0
}

/** Of the workspace, for the operator; else one's own. */
export async function listKeys(terminal: Terminal): Promise<number> {
  const { keys } = await withConnection({ ingest: false }, async ({ client }) => {
    const { user } = await client.call('session')
    return await client.call(user === null ? 'listMemberKeys' : 'listApiKeys')
  })
  terminal.result({ keys })
  if (keys.length === 0) terminal.line('There are no API keys.')
  const rows = keys.map(({ id, start, scope, memberName, expiresAt, lastUsedAt, name }) => [
    id,
    `${start}…`,
    scope,
    memberName,
    lastUsedAt === null ? 'never used' : `used ${lastUsedAt.slice(0, 10)}`,
    expiresAt === null ? 'for ever' : `until ${expiresAt.slice(0, 10)}`,
    name,
  ])
  for (const line of tableLines(rows)) terminal.line(line)
  return 0
}

export async function revokeKey(terminal: Terminal, id: string): Promise<number> {
  await withConnection({ ingest: false }, async ({ client }) => {
    const { user } = await client.call('session')
    await client.call(user === null ? 'revokeMemberKey' : 'revokeApiKey', { params: { id } })
  })
  terminal.result({ id, revoked: true })
  terminal.line(`${id} is revoked.`)
  return 0
}
