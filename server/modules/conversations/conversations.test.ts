import { LearnPathError, type AskResponse, type ConversationEvent, type ConversationTurn } from '@learnpath/contracts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  answerTo,
  citationOf,
  createConversationsFixture,
  halfAnswer,
  type ConversationsFixture,
} from './conversations-fixture.double.ts'

let fixture: ConversationsFixture
beforeEach(async () => {
  fixture = await createConversationsFixture()
})
afterEach(async () => {
  await fixture.cleanUp()
})

const begin = async (): Promise<string> => (await fixture.conversations.create({})).id

async function ask(id: string, question: string, parentId?: string | null): Promise<ConversationTurn> {
  const request = { question, ...(parentId !== undefined && { parentId }) }
  return await (await fixture.conversations.begin(id, request)).answer()
}

const lastAsked = () => fixture.asked.at(-1)

describe('a question in a conversation', () => {
  it('is answered with what was said before on its branch, without the numbers of other sources', async () => {
    const id = await begin()
    const cited = await fixture.publish('a.md', 'Cited')
    fixture.answers.set('first?', async (request) =>
      answerTo(request, { answer: 'Cited [1]. Not cited [7].', citations: [citationOf(cited, 'Cited')] }),
    )
    const first = await ask(id, 'first?')
    expect(lastAsked()?.history).toBeUndefined()
    const second = await ask(id, 'second?')
    expect(second.parentId).toBe(first.id)
    expect(lastAsked()?.history).toEqual([{ question: 'first?', answer: 'Cited. Not cited [7].' }])

    const edited = await ask(id, 'edited?', null)
    expect(lastAsked()?.history).toBeUndefined()
    await ask(id, 'after?', edited.id)
    expect(lastAsked()?.history).toEqual([{ question: 'edited?', answer: 'Answer to edited? [1]' }])
    const { turns, title } = await fixture.conversations.get(id)
    expect(turns.map(({ question }) => question)).toEqual(['first?', 'second?', 'edited?', 'after?'])
    expect(turns.map(({ parentId }) => parentId)).toEqual([null, first.id, null, edited.id])
    expect(title).toBe('first?')
  })

  it('has the last turns as history, and no more of them than a model can read', async () => {
    const id = await begin()
    const long = async (request: { question: string }): Promise<AskResponse> =>
      answerTo(request, { answer: `${request.question} ${'word '.repeat(2000)}` })
    for (let n = 1; n <= 12; n++) {
      if (n > 8) fixture.answers.set(`q${n}`, long)
      await ask(id, `q${n}`)
    }
    await ask(id, 'the next?')
    const history = lastAsked()?.history ?? []
    expect(history.map(({ question }) => question)).toEqual(['q10', 'q11', 'q12'])
    for (const { answer } of history) expect(answer).toMatch(/^q1\d word .* word …$/)
    await ask(id, 'short branch?', null)
    for (let n = 1; n <= 12; n++) await ask(id, `s${n}`)
    expect(lastAsked()?.history).toHaveLength(10)
    expect(lastAsked()?.history?.at(-1)?.question).toBe('s11')
  })

  it('goes on after the last answer, not after a failure', async () => {
    const id = await begin()
    const first = await ask(id, 'first?')
    fixture.answers.set('breaks?', () => Promise.reject(new LearnPathError('LP_LANGUAGE_MODEL_BUSY')))
    await expect(ask(id, 'breaks?')).rejects.toMatchObject({ code: 'LP_LANGUAGE_MODEL_BUSY' })
    expect((await ask(id, 'again?')).parentId).toBe(first.id)
    const { turns } = await fixture.conversations.get(id)
    expect(turns[1]).toMatchObject({ state: 'failed', response: null, failure: { code: 'LP_LANGUAGE_MODEL_BUSY' } })
    expect(turns[1]?.failure?.advice).not.toBe('')
  })

  it('is asked within the scope of the conversation, of its model or its own', async () => {
    await fixture.library.createCollection('physics')
    const { id } = await fixture.conversations.create({ filters: { collections: ['physics'] } })
    await ask(id, 'q')
    expect(lastAsked()).toMatchObject({ filters: { collections: ['physics'] } })
    expect(lastAsked()?.model).toBeUndefined()
    await fixture.conversations.update(id, { model: 'extractive', filters: {} })
    await ask(id, 'q')
    expect(lastAsked()).toMatchObject({ filters: {}, model: 'extractive' })
    const turn = await fixture.conversations.begin(id, {
      question: 'q',
      model: 'extractive',
      settings: { passages: 3 },
    })
    await turn.answer()
    expect(lastAsked()).toMatchObject({ settings: { passages: 3 } })
  })

  it('is refused where parent, model or scope are not there, and nothing is stored', async () => {
    const id = await begin()
    const other = await begin()
    const elsewhere = await ask(other, 'q')
    await expect(ask(id, 'q', elsewhere.id)).rejects.toMatchObject({ code: 'LP_TURN_NOT_FOUND' })
    await expect(ask('conv_none', 'q')).rejects.toMatchObject({ code: 'LP_CONVERSATION_NOT_FOUND' })
    await expect(fixture.conversations.begin(id, { question: 'q', model: 'ollama:x' })).rejects.toMatchObject({
      code: 'LP_LANGUAGE_MODEL_UNKNOWN',
    })
    await expect(fixture.conversations.update(id, { filters: { collections: ['none'] } })).rejects.toMatchObject({
      code: 'LP_COLLECTION_NOT_FOUND',
    })
    await expect(fixture.conversations.create({ model: 'ollama:x' })).rejects.toMatchObject({
      code: 'LP_LANGUAGE_MODEL_UNKNOWN',
    })
    const { turns, title } = await fixture.conversations.get(id)
    expect({ turns, title }).toEqual({ turns: [], title: '' })
  })
})

describe('an answer that is stopped', () => {
  const partial = answerTo({ question: 'long?' }, { answer: 'Half of' })

  it('keeps what there was when the asker leaves', async () => {
    const id = await begin()
    const leaving = new AbortController()
    fixture.answers.set(
      'long?',
      halfAnswer(partial, () => leaving.abort()),
    )
    const turn = await fixture.conversations.begin(id, { question: 'long?' })
    await expect(turn.answer({ signal: leaving.signal })).rejects.toMatchObject({ name: 'AbortError' })
    const { turns } = await fixture.conversations.get(id)
    expect(turns).toMatchObject([{ state: 'stopped', failure: null, response: { answer: 'Half of' } }])
  })

  it('is stopped before there was anything', async () => {
    const id = await begin()
    const leaving = new AbortController()
    fixture.answers.set(
      'long?',
      halfAnswer(null, () => leaving.abort()),
    )
    const turn = await fixture.conversations.begin(id, { question: 'long?' })
    await expect(turn.answer({ signal: leaving.signal })).rejects.toMatchObject({ name: 'AbortError' })
    expect((await fixture.conversations.get(id)).turns).toMatchObject([{ state: 'stopped', response: null }])
  })

  it('is no answer where its first words cannot be checked', async () => {
    const id = await begin()
    const leaving = new AbortController()
    const first = answerTo({ question: 'long?' }, { answer: 'Not found.', abstained: true })
    fixture.answers.set(
      'long?',
      halfAnswer(first, () => leaving.abort()),
    )
    const turn = await fixture.conversations.begin(id, { question: 'long?' })
    await expect(turn.answer({ signal: leaving.signal })).rejects.toMatchObject({ name: 'AbortError' })
    expect((await fixture.conversations.get(id)).turns).toMatchObject([{ state: 'stopped', response: null }])
  })

  it('ends with its conversation, and leaves no turn behind', async () => {
    const id = await begin()
    const started = new Promise<void>((resolve) => fixture.answers.set('long?', halfAnswer(partial, resolve)))
    const events: ConversationEvent[] = []
    const answer = (await fixture.conversations.begin(id, { question: 'long?' })).answer({
      onEvent: (event) => events.push(event),
    })
    await started
    const other = await begin()
    const both = await ask(other, 'at the same time?')
    expect(both.state).toBe('complete')
    await Promise.all([
      expect(answer).rejects.toMatchObject({ code: 'LP_CONVERSATION_NOT_FOUND' }),
      fixture.conversations.delete(id),
    ])
    const left = await fixture.store.db.selectFrom('conversation_turns').select('conversation_id').execute()
    expect(left).toEqual([{ conversation_id: other }])
    expect(events.map(({ type }) => type)).toEqual(['turn-started', 'text-delta'])
    await expect(fixture.conversations.get(id)).rejects.toMatchObject({ code: 'LP_CONVERSATION_NOT_FOUND' })
  })

  it('is stored when the program stops', async () => {
    const id = await begin()
    const started = new Promise<void>((resolve) => fixture.answers.set('long?', halfAnswer(partial, resolve)))
    const answer = (await fixture.conversations.begin(id, { question: 'long?' })).answer()
    await started
    await Promise.all([
      expect(answer).rejects.toMatchObject({ code: 'LP_SERVER_STOPPING' }),
      fixture.conversations.stop(),
    ])
    expect((await fixture.conversations.get(id)).turns).toMatchObject([{ state: 'stopped' }])
  })

  it('by the end of the process is told as a failure by the next one', async () => {
    const id = await begin()
    await fixture.conversations.begin(id, { question: 'never answered?' })
    const next = fixture.make()
    await next.start()
    expect((await next.get(id)).turns).toMatchObject([
      { state: 'failed', response: null, failure: { code: 'LP_ANSWER_INTERRUPTED' } },
    ])
    await next.stop()
  })
})

describe('deleting a document', () => {
  const quoted = (documentId: string) => async (request: { question: string }) =>
    answerTo(request, { answer: 'quixotal things', citations: [citationOf(documentId, 'quixotal things')] })

  it('withdraws the answers that quote it, and no trace of it is left', async () => {
    const quotes = await fixture.publish('a.md', 'quixotal things')
    const stays = await fixture.publish('b.md', 'other things')
    fixture.answers.set('quotes?', quoted(quotes))
    fixture.answers.set('other?', quoted(stays))
    const id = await begin()
    await ask(id, 'quotes?')
    await ask(id, 'other?', null)
    await fixture.library.delete(quotes)
    await expect
      .poll(async () => (await fixture.conversations.get(id)).turns.map(({ state }) => state))
      .toEqual(['withdrawn', 'complete'])
    const { turns } = await fixture.conversations.get(id)
    expect(turns[0]?.response).toBeNull()
    await fixture.conversations.delete(id)
    expect(fixture.traces('quixotal')).toEqual([])
  })

  it('takes its passages from among the nearest of a question without an answer', async () => {
    const near = await fixture.publish('a.md', 'near things')
    const stays = await fixture.publish('b.md', 'other things')
    const nearest = [near, stays].map((documentId) => ({ ...citationOf(documentId, 'things'), highlights: [] }))
    fixture.answers.set('unknown?', async (request) => answerTo(request, { abstained: true, nearest }))
    const id = await begin()
    await ask(id, 'unknown?')
    await fixture.library.delete(near)
    const nearestNow = async () =>
      (await fixture.conversations.get(id)).turns[0]?.response?.nearest.map(({ documentId }) => documentId)
    await expect.poll(nearestNow).toEqual([stays])
  })

  it('while it is quoted withdraws the answer too, and at the start when a kill came between', async () => {
    const id = await begin()
    const during = await fixture.publish('a.md', 'gone meanwhile')
    fixture.answers.set('during?', async (request) => {
      await fixture.library.delete(during)
      return await quoted(during)(request)
    })
    await expect(ask(id, 'during?')).rejects.toMatchObject({ code: 'LP_DOCUMENT_NOT_FOUND' })
    expect((await fixture.conversations.get(id)).turns).toMatchObject([{ state: 'withdrawn', response: null }])

    const before = await fixture.publish('b.md', 'gone before')
    fixture.answers.set('before?', quoted(before))
    await ask(id, 'before?')
    await fixture.conversations.stop()
    await fixture.library.delete(before)
    const next = fixture.make()
    await next.start()
    expect((await next.get(id)).turns[1]).toMatchObject({ state: 'withdrawn' })
    await next.stop()
  })
})

describe('the list of conversations', () => {
  const all = { limit: 50, offset: 0 }

  it('has the last used first, page by page, and finds words of titles and questions', async () => {
    const ids: string[] = []
    for (const question of ['Was ist eine Übung?', 'What is a tide?', 'What is a lamp?']) {
      fixture.clock.advance(1000)
      const id = await begin()
      await ask(id, question)
      ids.push(id)
    }
    fixture.clock.advance(1000)
    await ask(ids[0] ?? '', 'And the moon?')
    const { conversations, total } = await fixture.conversations.list({ ...all, limit: 2 })
    expect(total).toBe(3)
    expect(conversations.map(({ id }) => id)).toEqual([ids[0], ids[2]])
    expect(conversations[0]).toMatchObject({ title: 'Was ist eine Übung?', turnCount: 2 })
    const rest = await fixture.conversations.list({ ...all, limit: 2, offset: 2 })
    expect(rest.conversations.map(({ id }) => id)).toEqual([ids[1]])
    const found = async (contains: string) =>
      (await fixture.conversations.list({ ...all, contains })).conversations.map(({ id }) => id)
    expect(await found('ÜBUNG moon')).toEqual([ids[0]])
    expect(await found('what is')).toEqual([ids[2], ids[1]])
    expect(await found('nothing of it')).toEqual([])
  })

  it('keeps the title that a person gave', async () => {
    const { id } = await fixture.conversations.create({ title: 'My own' })
    await ask(id, 'q?')
    expect((await fixture.conversations.get(id)).title).toBe('My own')
    expect((await fixture.conversations.update(id, { title: 'Another' })).title).toBe('Another')
  })
})
