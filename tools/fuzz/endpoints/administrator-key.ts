import { setTimeout as sleep } from 'node:timers/promises'
import { CreatedApiKey, Session } from '@learnpath/contracts'

const LINK_WITHIN_MS = 10_000
const ACCOUNT = { name: 'Ada', email: 'ada@example.org', password: 'winter-tractor-lamp-41' }

/** Makes the first administrator by the link in what a fresh program wrote. @returns an API key of theirs that may do everything */
export async function administratorKey(url: string, output: () => string): Promise<string> {
  const token = await tokenIn(output)
  const setUp = await post(`${url}/setup`, { ...ACCOUNT, token })
  const { csrfToken } = Session.parse(await setUp.json())
  const cookie = setUp.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const wanted = { name: 'fuzz', scope: 'administer' }
  const made = await post(`${url}/account/keys`, wanted, { cookie, 'x-learnpath-csrf': csrfToken ?? '' })
  return CreatedApiKey.parse(await made.json()).key
}

/** It is written a little after the program is ready. */
async function tokenIn(output: () => string): Promise<string> {
  for (const deadline = performance.now() + LINK_WITHIN_MS; performance.now() < deadline; await sleep(50)) {
    const token = /\/app\/setup#([\w-]+)/u.exec(output())?.[1]
    if (token !== undefined) return token
  }
  throw new Error(`no link for the first administrator:\n${output()}`)
}

async function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return await fetch(url, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  })
}
