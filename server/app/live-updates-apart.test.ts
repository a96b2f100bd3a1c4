// Who listens to live updates, or asks how the server is, learns how much they see of it and not how much there is.
import type { ProgressEvent, Status } from '@learnpath/contracts'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { servePeople, type Person, type ServedPeople } from './served-people.double.ts'

let served: ServedPeople
let eve: Person
let ola: Person

async function add(person: Person, texts: readonly string[]): Promise<void> {
  for (const [at, text] of texts.entries()) {
    const form = new FormData()
    form.set('files', new File([text], `${at}.txt`))
    expect((await person.send('POST', '/documents', { body: form })).status).toBe(202)
  }
  await vi.waitFor(async () => expect((await statusOf(person)).documents.searchable).toBe(texts.length), {
    timeout: 15_000,
  })
}

const statusOf = async (person: Person): Promise<Status> =>
  (await person.send('GET', '/status')).json as unknown as Status

/** Listens from when it returns. */
async function listen(person: Person): Promise<{ readonly heard: ProgressEvent[]; stop(): void }> {
  const leaving = new AbortController()
  const response = await fetch(`${served.url}/events`, { headers: { ...person.headers }, signal: leaving.signal })
  const heard: ProgressEvent[] = []
  const read = async (): Promise<void> => {
    let text = ''
    for await (const bytes of response.body ?? []) {
      text += Buffer.from(bytes).toString('utf8')
      const frames = text.split('\n\n')
      text = frames.pop() ?? ''
      for (const [, data] of frames.join('\n').matchAll(/^data: (.*)$/gmu)) {
        heard.push(JSON.parse(data ?? '') as ProgressEvent)
      }
    }
  }
  read().catch((error: unknown) => {
    if (!leaving.signal.aborted) throw error
  })
  return { heard, stop: () => leaving.abort() }
}

beforeAll(async () => {
  served = await servePeople({ ingest: true })
  const other = await served.newWorkspace('other')
  eve = await served.invite('Eve', 'editor')
  ola = await served.invite('Ola', 'editor', other)
  await add(eve, ['One apple falls.\n\nOne pear hangs.'])
  await add(ola, ['Whales sing.', 'Whales dive.', 'Whales breathe.'])
}, 60_000)
afterAll(async () => {
  await served.stop()
})

test('a rebuilt index tells each of their own documents, and how work goes nobody but who runs it', async () => {
  const people = { eve, ola, administrator: served.administrator }
  const listeners = await Promise.all(
    Object.entries(people).map(async ([name, person]) => [name, await listen(person)] as const),
  )
  expect((await served.administrator.send('POST', '/index/rebuild')).status).toBe(200)
  const of = (type: ProgressEvent['type']) =>
    Object.fromEntries(listeners.map(([name, { heard }]) => [name, heard.filter((event) => event.type === type)]))
  await vi.waitFor(() => {
    for (const [, { heard }] of listeners) expect(heard.map(({ type }) => type)).toContain('index-rebuilt')
  }, 10_000)
  expect(of('index-rebuilt')).toMatchObject({
    eve: [{ documents: 1 }],
    ola: [{ documents: 3 }],
    administrator: [{ documents: 4 }],
  })
  expect(of('index-progress')).toMatchObject({ eve: [], ola: [] })
  expect(of('index-progress')['administrator']).not.toEqual([])
  // What others do now is heard by who does it and who runs it.
  const form = new FormData()
  form.set('files', new File(['Whales leap.'], 'leap.txt'))
  await ola.send('POST', '/documents', { body: form })
  const types = (name: string) => listeners.find(([who]) => who === name)?.[1].heard.map(({ type }) => type)
  await vi.waitFor(() => {
    expect(types('ola')).toContain('document-changed')
    expect(types('administrator')).toContain('queue-changed')
  }, 10_000)
  expect([types('eve'), types('ola')].flat()).not.toContain('queue-changed')
  // Her own document may still be told of.
  const told = of('document-changed')['eve'] ?? []
  expect(told.filter((event) => event.type === 'document-changed' && event.path !== '0.txt')).toEqual([])
  for (const [, { stop }] of listeners) stop()
}, 30_000)

test('the status shows members their own figures', async () => {
  await vi.waitFor(async () => expect((await statusOf(served.administrator)).index).toMatchObject({ lag: 0 }), 10_000)
  const [all, own] = [await statusOf(served.administrator), await statusOf(eve)]
  expect(all.index.sequence).toBeGreaterThan(0)
  expect(own.index).toMatchObject({ sequence: 0, lag: 0, chunks: own.chunks, sizeBytes: 0 })
  expect(own.chunks).toBeLessThan(all.index.chunks)
})
