import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { vi } from 'vitest'
import { withinScope, type AccessScope } from '../kernel/access/access-scope.ts'
import { startLearnPath } from './learnpath.ts'
import { readSettings } from './settings.ts'

export const memberOf = (workspaceId: string, memberId: string): AccessScope => ({
  workspaceId,
  memberId,
  userId: memberId,
})

export interface Answered {
  readonly status: number
  readonly text: string
  readonly json: Readonly<Record<string, unknown>>
}

interface AddedText {
  readonly collection: string
  readonly path: string
  readonly text: string
}

/** LearnPath inside the test, with identity: members of workspaces ask it without a socket and without signing in. */
export interface AskedByMembers {
  readonly home: string
  /** @param who null: nobody, in no scope */
  call(who: AccessScope | null, method: string, path: string, body?: unknown): Promise<Answered>
  /** As `call`, for what must not fail. */
  done(who: AccessScope | null, method: string, path: string, body?: unknown): Promise<Answered['json']>
  /** @returns the id of the document, which is not read yet */
  add(who: AccessScope, added: AddedText): Promise<string>
  /** As `add`, once it can be searched. */
  addAndRead(who: AccessScope, added: AddedText): Promise<string>
  /** Stops, does what is to be done meanwhile, and starts anew on the same data. */
  restart(meanwhile: () => void): Promise<void>
  stop(): Promise<void>
}

/** @param environment settings beside the usual ones of such a test */
export async function startAskedByMembers(environment: Readonly<Record<string, string>> = {}): Promise<AskedByMembers> {
  const home = await mkdtemp(join(tmpdir(), 'learnpath-members-'))
  const settings = readSettings({
    LEARNPATH_HOME: home,
    LEARNPATH_IDENTITY: 'local',
    LEARNPATH_GRAPH: 'off',
    LEARNPATH_LOG_LEVEL: 'error',
    ...environment,
  })
  const start = async () => await startLearnPath(settings, { ingest: true, logForm: 'words' })
  let program = await start()

  const asked: AskedByMembers = {
    home,
    async call(who, method, path, body) {
      const isForm = body instanceof FormData
      const request = new Request(`http://127.0.0.1${path}`, {
        method,
        ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
        ...(body !== undefined && !isForm && { headers: { 'content-type': 'application/json' } }),
      })
      const send = async (): Promise<Answered> => {
        const response = await program.fetch(request)
        const text = await response.text()
        const isJson = response.headers.get('content-type')?.includes('json') ?? false
        return { status: response.status, text, json: isJson ? (JSON.parse(text) as Answered['json']) : {} }
      }
      return who === null ? await send() : await withinScope(who, send)
    },
    async done(who, method, path, body) {
      const { status, text, json } = await asked.call(who, method, path, body)
      if (status >= 400) throw new Error(`${method} ${path} answered ${status} ${text}`)
      return json
    },
    async add(who, { collection, path, text }) {
      const form = new FormData()
      form.set('collection', collection)
      form.set('files', new File([text], path))
      const { added } = (await asked.done(who, 'POST', '/documents', form)) as { added: { document: { id: string } }[] }
      return added[0]?.document.id ?? ''
    },
    async addAndRead(who, added) {
      const id = await asked.add(who, added)
      const state = async () => (await asked.done(who, 'GET', `/documents/${id}`))['state']
      await vi.waitUntil(async () => (await state()) === 'ready', 15_000)
      return id
    },
    async restart(meanwhile) {
      await program.stop()
      meanwhile()
      program = await start()
    },
    async stop() {
      await program.stop()
      await rm(home, { recursive: true, force: true, maxRetries: 5 })
    },
  }
  return asked
}
