import { Conversation, LearnPathError, type ConversationEvent } from '@learnpath/contracts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  answerTo,
  citationOf,
  createConversationsFixture,
  halfAnswer,
  type ConversationsFixture,
} from './conversations-fixture.double.ts'

let fixture: ConversationsFixture
let id: string
beforeEach(async () => {
  fixture = await createConversationsFixture()
  id = (await fixture.client.call('createConversation', { body: {} })).id
})
afterEach(async () => {
  await fixture.cleanUp()
})

const get = async (): Promise<Conversation> => await fixture.client.call('getConversation', { params: { id } })

async function eventsOf(question: string, signal?: AbortSignal): Promise<ConversationEvent[]> {
  const events: ConversationEvent[] = []
  const stream = fixture.client.askInConversation(id, { question }, signal === undefined ? {} : { signal })
  for await (const event of stream) events.push(event)
  return events
}

describe('a question over HTTP', () => {
  it('is streamed: the turn first, and at its end the answer is stored', async () => {
    const seen: [string, unknown][] = []
    for await (const event of fixture.client.askInConversation(id, { question: 'What is a tide?' })) {
      seen.push([event.type, event.type === 'answer-end' ? (await get()).turns : event])
    }
    expect(seen).toMatchObject([
      ['turn-started', { title: 'What is a tide?', turn: { state: 'answering', response: null } }],
      ['text-delta', {}],
      ['answer-end', [{ state: 'complete' }]],
    ])
  })

  it('is one document for who does not stream', async () => {
    const body = { question: 'What is a tide?' }
    const turn = await fixture.client.call('askInConversation', { params: { id }, body })
    expect(turn).toMatchObject({ state: 'complete', response: { answer: 'Answer to What is a tide? [1]' } })
    expect((await get()).turns).toEqual([turn])
  })

  it('that fails is told in the stream, and kept', async () => {
    fixture.answers.set('q', async () => await Promise.reject(new LearnPathError('LP_LANGUAGE_MODEL_BUSY')))
    const events = await eventsOf('q')
    expect(events.at(-1)).toMatchObject({ type: 'answer-failed', code: 'LP_LANGUAGE_MODEL_BUSY' })
    expect((await get()).turns).toMatchObject([{ state: 'failed', failure: { code: 'LP_LANGUAGE_MODEL_BUSY' } }])
  })

  it('that cannot be asked is a problem with its status, also for who streams', async () => {
    const ask = async (path: string, body: unknown) =>
      await fixture.edge.fetch(
        new Request(`http://127.0.0.1/conversations/${path}/turns`, {
          method: 'POST',
          body: JSON.stringify(body),
          headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
        }),
      )
    const problems = [
      await ask(id, { question: 'q', parentId: 'turn_none' }),
      await ask('conv_none', { question: 'q' }),
      await ask(id, { question: 'q', model: 'ollama:none' }),
      await ask(id, { question: '  ' }),
    ]
    expect(problems.map(({ status }) => status)).toEqual([404, 404, 404, 400])
    const codes = await Promise.all(problems.map(async (problem) => ((await problem.json()) as { code: string }).code))
    expect(codes).toEqual([
      'LP_TURN_NOT_FOUND',
      'LP_CONVERSATION_NOT_FOUND',
      'LP_LANGUAGE_MODEL_UNKNOWN',
      'LP_REQUEST_INVALID',
    ])
    expect((await get()).turns).toEqual([])
  })

  it('is stopped by closing the stream', async () => {
    const leaving = new AbortController()
    fixture.answers.set(
      'long?',
      halfAnswer(answerTo({ question: 'long?' }, { answer: 'Half' }), () => undefined),
    )
    for await (const { type } of fixture.client.askInConversation(id, { question: 'long?' })) {
      if (type === 'text-delta') break
    }
    leaving.abort()
    await expect
      .poll(async () => (await get()).turns)
      .toMatchObject([{ state: 'stopped', response: { answer: 'Half' } }])
  })
})

describe('a conversation over HTTP', () => {
  it('is renamed, listed and deleted', async () => {
    await fixture.client.call('updateConversation', { params: { id }, body: { title: ' Tides ' } })
    const { conversations, total } = await fixture.client.call('listConversations', { query: { contains: 'tides' } })
    expect({ total, titles: conversations.map(({ title }) => title) }).toEqual({ total: 1, titles: ['Tides'] })
    await fixture.client.call('deleteConversation', { params: { id } })
    await expect(get()).rejects.toMatchObject({ code: 'LP_CONVERSATION_NOT_FOUND' })
  })

  it('is exported by branch, with its sources, as Markdown and as JSON', async () => {
    const documentId = await fixture.publish('moon/a*b.md', 'text')
    const cited = { title: 'The <b>moon</b>', path: 'moon/a*b.md', headingPath: ['The <b>moon</b>', 'Pull'] }
    const citations = [citationOf(documentId, 'The moon\npulls [it].', { ...cited, page: 2, pageEnd: 3 })]
    fixture.answers.set('Why *tides*?', async (request) =>
      answerTo(request, { answer: 'The moon pulls ![x](http://h/x.png). [1]', citations, engine: 'ollama:m' }),
    )
    await eventsOf('Why *tides*?')
    const [first] = (await get()).turns
    await eventsOf('And now?')
    const other = { question: 'Another?', parentId: null }
    await fixture.client.call('askInConversation', { params: { id }, body: other })
    const exported = async (query: Record<string, string>) =>
      await fixture.client.bytes('exportConversation', { params: { id }, query })

    const markdown = await exported({ turnId: first?.id ?? '', language: 'de' })
    expect(markdown.headers.get('content-type')).toContain('text/markdown')
    expect(markdown.headers.get('content-disposition')).toContain('.md')
    expect(await markdown.text()).toBe(String.raw`# Why \*tides\*?

## Why \*tides\*?

The moon pulls ![x]\(http://h/x.png). [1]

Quellen:

- \[1\] **The \<b\>moon\</b\>**, moon/a\*b.md, Pull, Seiten 2–3: „The moon pulls \[it\].“

*Beantwortet von ollama:m.*
`)
    const json = Conversation.parse(await (await exported({ format: 'json' })).json())
    expect(json.turns.map(({ question }) => question)).toEqual(['Another?'])
    await expect(exported({ turnId: 'turn_none' })).rejects.toMatchObject({ code: 'LP_TURN_NOT_FOUND' })
  })
})
