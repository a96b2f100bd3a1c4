import { createClient, type LearnPathClient } from '@learnpath/contracts'
import { withKey as sendingKey } from '../server/app/with-key.ts'

export interface OpenedBrowser {
  readonly client: LearnPathClient
  readonly state: { cookie: string; csrfToken: string }
}

/** As a browser does: keeps the cookie, and shows the token of the page with what changes something. */
export function openBrowser(baseUrl: string): OpenedBrowser {
  const state = { cookie: '', csrfToken: '' }
  const client = createClient({
    baseUrl,
    async fetch(request) {
      if (state.cookie !== '') request.headers.set('cookie', state.cookie)
      if (state.csrfToken !== '') request.headers.set('x-learnpath-csrf', state.csrfToken)
      const response = await fetch(request)
      const [cookie] = response.headers.getSetCookie()
      if (cookie !== undefined) state.cookie = cookie.split(';')[0] ?? ''
      return response
    },
  })
  return { client, state }
}

/** A client that shows an API key, or any other token. */
export const withKey = (baseUrl: string, key: string): LearnPathClient =>
  createClient({ baseUrl, fetch: sendingKey(key) })
