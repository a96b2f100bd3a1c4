import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LearnPathError, type AskRequest } from '@learnpath/contracts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  answerTo,
  citationOf,
  createConversationsFixture,
  halfAnswer,
  type ConversationsFixture,
} from '../../../server/modules/conversations/conversations-fixture.double.ts'
import type { LineAsker } from '../ask-line.ts'
import type { Terminal } from '../terminal.ts'
import { chatSession, type ChatOptions } from './chat.ts'

let fixture: ConversationsFixture
let controller: AbortController | null
beforeEach(async () => {
  fixture = await createConversationsFixture()
})
afterEach(async () => {
  await fixture.cleanUp()
})

const same = (text: string) => text

/** Everything that is written, as it stands on the screen. */
async function session(lines: readonly string[], options: Partial<ChatOptions> = {}) {
  let screen = ''
  const terminal: Terminal = {
    json: false,
    interactive: true,
    columns: 80,
    line: (text = '') => void (screen += `${text}\n`),
    piece: (text) => {
      screen += text
      // Somebody presses Ctrl-C.
      if (text === 'Half') controller?.abort()
    },
    note: (text) => void (screen += `${text}\n`),
    result: () => {},
    redraw: () => {},
    style: { bold: same, dim: same, mark: same, good: same, bad: same },
  }
  const left = [...lines]
  const asker: LineAsker = { ask: async () => await Promise.resolve(left.shift() ?? null), close: () => {} }
  const exitCode = await chatSession(terminal, fixture.client, {
    asker,
    isTyped: true,
    options: { collection: [], tag: [], language: [], format: [], ...options },
    onAnswering: (next) => {
      controller = next
    },
  })
  return { screen, exitCode }
}

describe('a conversation on the terminal', () => {
  it('streams answers, names their sources, and shows their words on demand', async () => {
    const documentId = await fixture.publish('a.md', 'text')
    const citations = [citationOf(documentId, 'The moon\npulls.', { path: 'moon.pdf', page: 3 })]
    const sentence = { start: 0, end: 1, citations: [], quotes: [] }
    const sentences = [{ ...sentence, text: 'Cats pull.', support: 'not-found' as const }]
    const answer = 'The moon pulls. [1] Cats pull.'
    fixture.answers.set('Why tides?', async (request: AskRequest, options) => {
      options?.onEvent?.({ type: 'text-delta', text: 'The moon pulls. [1]' })
      options?.onEvent?.({ type: 'text-delta', text: ' Cats pull.' })
      return answerTo(request, { answer, citations, sentences })
    })
    const { screen, exitCode } = await session(['/sources', 'Why tides?', '/sources', 'And now?'])
    expect(exitCode).toBe(0)
    expect(screen).toContain('Nothing has been answered yet.')
    expect(screen.split(answer)).toHaveLength(2)
    expect(screen).toContain('x not found in the sources: Cats pull.')
    expect(screen).toContain('[1] moon.pdf p. 3\n')
    expect(screen).toContain('    “The moon pulls.”')
    expect(screen).toMatch(/To go on: learnpath chat --continue conv_\w+/)
    expect(fixture.asked.at(-1)?.history).toHaveLength(1)
  })

  it('goes on with the last one, asks again in the same place, and writes it to a file', async () => {
    await session(['First?'])
    const folder = mkdtempSync(join(tmpdir(), 'learnpath-chat-'))
    const file = join(folder, 'talk.md')
    const { screen } = await session(['Second?', '/retry', `/export ${file}`], { continue: 'last' })
    expect(screen).toContain(file)
    expect(readFileSync(file, 'utf8')).toContain('## Second?')
    rmSync(folder, { recursive: true })
    const { conversations } = await fixture.client.call('listConversations')
    const { turns } = await fixture.client.call('getConversation', { params: { id: conversations[0]?.id ?? '' } })
    expect(conversations).toHaveLength(1)
    expect(turns.map(({ parentId }) => parentId)).toEqual([null, turns[0]?.id, turns[0]?.id])
  })

  it('tells of a failure and takes the next question; what is stopped is kept', async () => {
    fixture.answers.set('fails?', async () => await Promise.reject(new LearnPathError('LP_LANGUAGE_MODEL_BUSY')))
    fixture.answers.set(
      'long?',
      halfAnswer(answerTo({ question: 'long?' }, { answer: 'Half' }), () => undefined),
    )
    const { screen, exitCode } = await session(['long?', 'fails?'])
    expect(screen).toContain('Half\nStopped.')
    expect(screen).toContain('has too much to do')
    expect(exitCode).toBe(1)
    const { conversations } = await fixture.client.call('listConversations')
    const states = async () =>
      (await fixture.client.call('getConversation', { params: { id: conversations[0]?.id ?? '' } })).turns.map(
        ({ state }) => state,
      )
    await expect.poll(states).toEqual(['stopped', 'failed'])
  })

  it('begins no conversation where nothing is asked', async () => {
    const { screen } = await session(['/help', '/retry'], { model: 'extractive' })
    expect(screen).toContain('/sources shows quotes')
    expect((await fixture.client.call('listConversations')).total).toBe(0)
  })
})
