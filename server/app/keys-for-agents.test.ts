// Programs with an API key speak MCP and chat completions: they do what the key's scope allows, and find what its owner finds in that workspace.
import type { Client } from '@modelcontextprotocol/client'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { connectAgent } from './connected-agent.double.ts'
import { servePeople, type Person, type ServedPeople } from './served-people.double.ts'

const OWN = 'The lighthouse of Warnow burns whale oil in winter. The keeper trims its wick at midnight.'
const FOREIGN = 'The lighthouse of Atlantis burns amber in winter. The keeper of amber sleeps at midnight.'
const PRIVATE = 'The lighthouse of my diary burns letters in winter.'
/** What the client says of an answer 401. */
const REFUSED = /unauthori[sz]ed|401|LP_/iu
const QUESTION = 'What does the lighthouse burn in winter?'

let people: ServedPeople
let reader: Person
let learner: Person
let foreignId = ''
const opened: Client[] = []

async function add(
  person: Person,
  { name, text, collection }: Readonly<Record<'name' | 'text' | 'collection', string>>,
) {
  const form = new FormData()
  form.set('collection', collection)
  form.append('files', new File([text], name))
  const { json } = await person.send('POST', '/documents', { body: form })
  const { id } = (json as { added: { document: { id: string } }[] }).added[0]?.document ?? { id: '' }
  await vi.waitFor(async () => {
    expect((await person.send('GET', `/documents/${id}`)).json['state']).toBe('ready')
  }, 20_000)
  return id
}

/** An agent that shows the key of that person. */
async function agentOf(person: Person): Promise<Client> {
  const client = await connectAgent(people.url, person)
  opened.push(client)
  return client
}

async function chat({ headers }: Person, question: string): Promise<string> {
  const response = await fetch(`${people.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'learnpath', messages: [{ role: 'user', content: question }] }),
  })
  expect(response.status).toBe(200)
  return await response.text()
}

beforeAll(async () => {
  people = await servePeople({ ingest: true })
  const cleo = await people.invite('cleo', 'owner', await people.newWorkspace('Atlantis'))
  const anna = await people.invite('anna', 'owner')
  const ben = await people.invite('ben', 'owner')
  await add(anna, { name: 'warnow.txt', text: OWN, collection: 'library' })
  foreignId = await add(cleo, { name: 'atlantis.txt', text: FOREIGN, collection: 'library' })
  await ben.send('POST', '/collections', { body: { name: 'diary', visibility: 'private' } })
  await add(ben, { name: 'diary.txt', text: PRIVATE, collection: 'diary' })
  reader = await people.keyOf(anna, 'read')
  learner = await people.keyOf(anna, 'learn')
}, 60_000)
afterAll(async () => {
  for (const client of opened) await client.close()
  await people.stop()
})

describe('MCP', () => {
  test('finds what the key opens, and nothing of another workspace or another member', async () => {
    const agent = await agentOf(reader)
    for (const [name, given] of [
      ['search', { query: 'lighthouse winter amber letters', limit: 20 }],
      ['ask', { question: QUESTION }],
      ['list_documents', {}],
    ] as const) {
      const answer = JSON.stringify(await agent.callTool({ name, arguments: given }))
      expect([name, answer]).toEqual([name, expect.stringMatching(/warnow|whale/iu)])
      expect([name, answer]).toEqual([name, expect.not.stringMatching(/atlantis\.txt|of amber|burns amber|diary/iu)])
    }
    expect(JSON.stringify(await agent.listResources())).toMatch(/warnow/u)
    expect(JSON.stringify(await agent.listResources())).not.toMatch(/atlantis|diary/u)
    const read = await agent.callTool({ name: 'read_passage', arguments: { documentId: foreignId } })
    expect(read).toMatchObject({ isError: true })
    expect(JSON.stringify(read)).not.toContain('Atlantis')
    await expect(agent.readResource({ uri: `learnpath://documents/${foreignId}` })).rejects.toThrow(
      'LP_DOCUMENT_NOT_FOUND',
    )
    const named = await agent.callTool({ name: 'search', arguments: { query: 'amber', collections: ['diary'] } })
    expect(named).toMatchObject({ isError: true })
  })

  test('does with a key that only reads nothing that learning takes, and with one that learns what it may', async () => {
    const makes = { name: 'make_plan', arguments: { goal: 'lighthouse', collection: 'library', hoursPerWeek: 2 } }
    const refused = await (await agentOf(reader)).callTool(makes)
    expect(refused).toMatchObject({ isError: true })
    expect(JSON.stringify(refused)).toContain('LP_PERMISSION_DENIED')
    const agent = await agentOf(learner)
    expect(await agent.callTool({ name: 'next_review', arguments: {} })).not.toMatchObject({ isError: true })
    expect(JSON.stringify(await agent.callTool(makes))).not.toContain('LP_PERMISSION_DENIED')
  })

  test('answers nobody without a key, or with one that is revoked', async () => {
    await expect(agentOf(people.nobody)).rejects.toThrow(REFUSED)
    const revoked = await people.keyOf(people.administrator, 'read')
    const agent = await agentOf(revoked)
    const { keys } = (await people.administrator.send('GET', '/account/keys')).json as { keys: { id: string }[] }
    await people.administrator.send('DELETE', `/account/keys/${keys[0]?.id ?? ''}`)
    await expect(agent.callTool({ name: 'list_documents', arguments: {} })).rejects.toThrow(REFUSED)
  })
})

test('chat completions answer from what the key opens, and cite nothing else', async () => {
  const answer = await chat(reader, QUESTION)
  expect(answer).toContain('whale oil')
  expect(answer).not.toMatch(/amber|letters|atlantis|diary/iu)
  expect(await chat(reader, 'Who sleeps at midnight in Atlantis?')).not.toMatch(/amber|sleeps at midnight\./iu)
})

test('a key opens its own workspace, whatever the request says', async () => {
  const { json } = await people.administrator.send('GET', '/workspaces')
  const atlantis = (json as { workspaces: { id: string; name: string }[] }).workspaces.find(
    ({ name }) => name === 'Atlantis',
  )
  const key = await people.keyOf(people.administrator, 'read')
  for (const path of ['/mcp', '/v1/chat/completions', '/search']) {
    const headers = { 'x-learnpath-workspace': atlantis?.id ?? '', accept: 'application/json, text/event-stream' }
    const tried = await key.send('POST', path, { body: {}, headers })
    expect([path, tried.status, tried.json['code']]).toEqual([path, 404, 'LP_WORKSPACE_NOT_FOUND'])
  }
})
