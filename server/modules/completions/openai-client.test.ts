// The official client against the routes over a socket: what a program that is made for OpenAI sees.
import { LearnPathError, type CompletionAnnotation, type CompletionDetails } from '@learnpath/contracts'
import OpenAI from 'openai'
import type { ChatCompletionChunk, ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { citation, modelAnswer, startCompletions, type CompletionsFixture } from './completions-fixture.double.ts'

let fixture: CompletionsFixture
let client: OpenAI
beforeAll(async () => {
  fixture = await startCompletions()
  client = new OpenAI({ baseURL: `${fixture.url}/v1`, apiKey: 'none', maxRetries: 0 })
})
afterAll(async () => await fixture.stop())

const messages = [{ role: 'user' as const, content: 'What makes tides?' }]
const request = { model: 'learnpath', messages }
const failureOf = async (work: Promise<unknown>): Promise<unknown> => await work.catch((failure: unknown) => failure)

interface Streamed {
  readonly chunks: readonly ChatCompletionChunk[]
  readonly text: string
  readonly annotations: readonly CompletionAnnotation[]
  readonly details: CompletionDetails | undefined
}

/** Everything that a stream brings, put together as its readers do. */
async function streamed(more: Partial<OpenAI.ChatCompletionCreateParamsStreaming> = {}): Promise<Streamed> {
  const chunks: ChatCompletionChunk[] = []
  for await (const chunk of await client.chat.completions.create({ ...request, stream: true as const, ...more })) {
    chunks.push(chunk)
  }
  const deltas = chunks.flatMap(({ choices }) => choices.map(({ delta }) => delta))
  return {
    chunks,
    text: deltas.map(({ content }) => content ?? '').join(''),
    annotations: deltas.flatMap((delta) =>
      'annotations' in delta ? (delta.annotations as CompletionAnnotation[]) : [],
    ),
    details: chunks
      .map((chunk) => ('learnpath' in chunk ? (chunk.learnpath as CompletionDetails) : undefined))
      .find((details) => details !== undefined),
  }
}

/** Words are sent as they are made. */
const LIVE = { learnpath: { live: true } } as Partial<OpenAI.ChatCompletionCreateParamsStreaming>
const ANSWER = 'The moon makes tides. [1] The sun helps. [2]'
const SOURCES = [citation(1), citation(2, { page: null, text: 'The sun helps.', title: 'Sun' })]

describe('an answer as a whole', () => {
  test('has the text, the tokens, and an annotation for each marker that leads to the passage', async () => {
    fixture.answerWith(() => modelAnswer(ANSWER, SOURCES))
    const completion = await client.chat.completions.create(request)
    expect(completion).toMatchObject({ object: 'chat.completion', model: 'learnpath' })
    expect(completion.usage).toEqual({ prompt_tokens: 120, completion_tokens: 14, total_tokens: 134 })
    const [choice] = completion.choices
    expect(choice).toMatchObject({ finish_reason: 'stop', message: { role: 'assistant', content: ANSWER } })
    const cited = choice?.message.annotations ?? []
    expect(cited.map(({ url_citation: { start_index: start, end_index: end } }) => ANSWER.slice(start, end))).toEqual([
      '[1]',
      '[2]',
    ])
    expect(cited.map(({ url_citation: { title, url } }) => [title, url])).toEqual([
      ['Tides 1', `${fixture.url}/app/documents/doc_1?start=100&end=121&page=1`],
      ['Sun', `${fixture.url}/app/documents/doc_2?start=200&end=221`],
    ])
    expect(cited[0]).toMatchObject({
      learnpath: {
        documentId: 'doc_1',
        page: 1,
        start: 100,
        end: 121,
        text: 'The moon makes tides.',
        support: 'supported',
      },
    })
    expect(completion).toMatchObject({ learnpath: { engine: 'ollama:llama3.2:3b', abstained: false } })
  })

  test('of quotes has no annotation for brackets that a document has itself', async () => {
    const quote = 'The moon [2] makes tides.'
    const answer = `${quote} [1]`
    const sentence = {
      text: quote,
      start: 0,
      end: quote.length,
      citations: [1],
      support: 'supported' as const,
      quotes: [],
    }
    const extractive = { engine: 'extractive', generation: null, sentences: [sentence] }
    fixture.answerWith(() => modelAnswer(answer, [citation(1, { text: quote }), citation(2)], extractive))
    const completion = await client.chat.completions.create({ ...request, model: 'extractive' })
    const cited = completion.choices[0]?.message.annotations ?? []
    expect(cited.map(({ url_citation: { start_index: start } }) => start)).toEqual([answer.length - 3])
    expect(completion.usage).toEqual({ prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 })
    expect(fixture.asked.at(-1)?.model).toBe('extractive')
  })

  test('tells no tokens that nobody counted, and that it was cut', async () => {
    const { generation } = modelAnswer(ANSWER, SOURCES)
    fixture.answerWith(() =>
      modelAnswer(ANSWER, SOURCES, {
        generation: generation && { ...generation, promptTokens: null, ended: 'length' },
      }),
    )
    const completion = await client.chat.completions.create(request)
    expect(completion.usage).toBeUndefined()
    expect(completion.choices[0]?.finish_reason).toBe('length')
  })
})

describe('what is asked', () => {
  test('is the last message, with those before it as history and system messages as style', async () => {
    await client.chat.completions.create({
      model: 'ollama:llama3.2:3b',
      messages: [
        { role: 'system', content: 'Be short.' },
        { role: 'user', content: 'Hello' },
        { role: 'user', content: [{ type: 'text', text: 'What makes tides?' }] },
        { role: 'assistant', content: 'The moon. [1]' },
        { role: 'user', content: 'And how often?' },
      ],
      max_completion_tokens: 200,
      temperature: 0.3,
      seed: 7,
      reasoning_effort: 'none',
      top_p: 0.9,
      user: 'somebody',
    })
    expect(fixture.asked.at(-1)).toMatchObject({
      question: 'And how often?',
      model: 'ollama:llama3.2:3b',
      history: [
        { question: 'Hello', answer: '' },
        { question: 'What makes tides?', answer: 'The moon. [1]' },
      ],
      settings: { answerTokens: 200, temperature: 0.3, seed: 7, think: false, style: 'Be short.' },
    })
  })

  test('may be kept to a collection by the name of the model or by the extension', async () => {
    await client.chat.completions.create({ ...request, model: 'learnpath/physics' })
    expect(fixture.asked.at(-1)).toMatchObject({ filters: { collections: ['physics'] } })
    expect(fixture.asked.at(-1)).not.toHaveProperty('model')
    const extended = { ...request, learnpath: { filters: { tags: ['exam'] }, settings: { passages: 3 } } }
    await client.chat.completions.create(extended as ChatCompletionCreateParamsNonStreaming)
    expect(fixture.asked.at(-1)).toMatchObject({ filters: { tags: ['exam'] }, settings: { passages: 3 } })
  })

  test('for a handful of tokens, to see whether somebody answers, gets an answer', async () => {
    await client.chat.completions.create({ ...request, max_tokens: 1 })
    expect(fixture.asked.at(-1)?.settings?.answerTokens).toBe(16)
  })

  const tool = { type: 'function' as const, function: { name: 'f' } }
  const picture = { type: 'image_url' as const, image_url: { url: 'data:' } }
  test.each<[string, Partial<ChatCompletionCreateParamsNonStreaming>, string]>([
    ['tools', { tools: [tool] }, 'tools'],
    ['several answers', { n: 2 }, 'n'],
    ['probabilities', { logprobs: true }, 'logprobs'],
    ['JSON', { response_format: { type: 'json_object' } }, 'response_format.type'],
    ['an end word', { stop: 'END' }, 'stop'],
    ['several end words', { stop: ['END', '\n'] }, 'stop'],
    ['sound', { modalities: ['text', 'audio'] }, 'modalities.1'],
    ['pictures', { messages: [{ role: 'user', content: [picture] }] }, 'messages.0.content.0.type'],
    ['the answer of a tool', { messages: [{ role: 'tool', content: '1', tool_call_id: 'x' }] }, 'messages.0.role'],
    ['an answer to go on with', { messages: [...messages, { role: 'assistant', content: 'The' }] }, 'messages.1'],
    ['nothing', { messages: [{ role: 'user', content: ' ' }] }, 'messages.0'],
    ['a whole book', { messages: [{ role: 'user', content: 'word '.repeat(1000) }] }, 'messages.0'],
  ])('is refused in the words of that interface when it is %s', async (_, wrong, param) => {
    const before = fixture.asked.length
    const failure = await failureOf(client.chat.completions.create({ ...request, ...wrong }))
    expect(failure).toMatchObject({ status: 400, type: 'invalid_request_error', code: 'LP_REQUEST_INVALID', param })
    expect(failure).toBeInstanceOf(OpenAI.BadRequestError)
    expect(fixture.asked).toHaveLength(before)
  })

  test('of a model that is not there says so', async () => {
    fixture.answerWith(() => Promise.reject(new LearnPathError('LP_LANGUAGE_MODEL_UNKNOWN', { detail: 'gpt-4o' })))
    for (const stream of [false, true]) {
      const failure = await failureOf(client.chat.completions.create({ ...request, model: 'gpt-4o', stream }))
      expect(failure).toMatchObject({ status: 404, code: 'LP_LANGUAGE_MODEL_UNKNOWN' })
    }
  })
})

describe('an answer in pieces', () => {
  test('brings the role, the text, the citations and on request the tokens', async () => {
    fixture.answerWith((_, tell) => {
      tell({ type: 'sources-found', engine: 'x', searchedFor: 'x', sources: SOURCES })
      tell({ type: 'thinking-delta', text: 'Hm.' })
      for (const text of ['The moon makes', ' tides. [1] The sun', ' helps. [2]']) tell({ type: 'text-delta', text })
      return modelAnswer(ANSWER, SOURCES)
    })
    const { chunks, text, annotations, details } = await streamed({ stream_options: { include_usage: true } })
    expect(chunks[0]?.choices[0]?.delta).toMatchObject({ role: 'assistant' })
    expect(chunks[1]?.choices[0]?.delta).toEqual({ reasoning_content: 'Hm.' })
    expect(text).toBe(ANSWER)
    expect(annotations.map(({ url_citation: at }) => text.slice(at.start_index, at.end_index))).toEqual(['[1]', '[2]'])
    expect(details).toMatchObject({ answer: ANSWER, engine: 'ollama:llama3.2:3b' })
    expect(chunks.map(({ choices }) => choices[0]?.finish_reason).filter(Boolean)).toEqual(['stop'])
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { total_tokens: 134 } })
    expect(new Set(chunks.map(({ id }) => id)).size).toBe(1)
  })

  test('says nothing that the check has taken back', async () => {
    fixture.answerWith((_, tell) => {
      tell({ type: 'text-delta', text: 'The moon is made of cheese [7].' })
      return modelAnswer('Not found in your documents.', [], { abstained: true, sentences: [] })
    })
    const { text, annotations, details } = await streamed()
    expect([text, annotations]).toEqual(['Not found in your documents.', []])
    expect(details?.abstained).toBe(true)
  })

  test('brings checked sentences while the rest is being written', async () => {
    fixture.answerWith((_, tell, { tellChecked }) => {
      tell({ type: 'text-delta', text: 'The moon makes tides. [2] The sun' })
      tellChecked('The moon makes tides. [1]')
      tell({ type: 'text-delta', text: ' helps. [2]' })
      return modelAnswer(ANSWER, SOURCES)
    })
    const { chunks, text, annotations } = await streamed()
    const pieces = chunks.map(({ choices }) => choices[0]?.delta.content).filter(Boolean)
    expect(pieces).toEqual(['The moon makes tides. [1]', ' The sun helps. [2]'])
    expect(annotations.map(({ url_citation: at }) => text.slice(at.start_index, at.end_index))).toEqual(['[1]', '[2]'])
  })

  test.each([
    ['with another marker', 'The moon makes tides. [2][1]', 'The moon makes tides. [2][1] The sun helps. [2]'],
    ['with other words', 'The moon pulls. [1]', `The moon pulls. [1]\n\n---\n\n${ANSWER}`],
  ])('goes on from what was said %s', async (_name, said, whole) => {
    fixture.answerWith((_, _tell, { tellChecked }) => {
      tellChecked(said)
      return modelAnswer(ANSWER, SOURCES)
    })
    expect((await streamed()).text).toBe(whole)
  })

  test('says at its end that there is no answer when words were sent unchecked', async () => {
    fixture.answerWith((_, tell) => {
      tell({ type: 'text-delta', text: 'It is cheese.' })
      return modelAnswer('Not found in your documents.', [], { abstained: true, sentences: [] })
    })
    expect((await streamed(LIVE)).text).toBe('It is cheese.\n\n---\n\nNot found in your documents.')
  })

  test('leads by the checked citations when the text was sent before the check', async () => {
    fixture.answerWith((_, tell) => {
      tell({ type: 'text-delta', text: 'The moon makes tides. [2] The sun helps. [9] It is so [1].' })
      return modelAnswer('The moon makes tides. [1] The sun helps. It is so [1].', SOURCES)
    })
    const { text, annotations, details } = await streamed(LIVE)
    expect(
      annotations.map(({ url_citation: at, learnpath }) => [
        text.slice(0, at.start_index).split(' ').at(-2),
        learnpath.documentId,
      ]),
    ).toEqual([
      ['tides.', 'doc_1'],
      ['so', 'doc_1'],
    ])
    expect(details?.answer).toBe('The moon makes tides. [1] The sun helps. It is so [1].')
  })

  test('goes on with the next engine when one fails in the middle', async () => {
    fixture.answerWith((_, tell) => {
      tell({ type: 'text-delta', text: 'The mo' })
      tell({ type: 'engine-failed', engine: 'ollama:a', code: 'LP_LANGUAGE_MODEL_FAILED', message: 'cut off' })
      tell({ type: 'text-delta', text: ANSWER })
      return modelAnswer(ANSWER, SOURCES)
    })
    const { text, annotations } = await streamed(LIVE)
    expect(text).toBe(`The mo\n\n---\n\n${ANSWER}`)
    expect(annotations.map(({ url_citation: at }) => text.slice(at.start_index, at.end_index))).toEqual(['[1]', '[2]'])
  })

  test('that fails in its middle ends with the error', async () => {
    fixture.answerWith((_, tell) => {
      tell({ type: 'text-delta', text: 'The moon' })
      throw new LearnPathError('LP_LANGUAGE_MODEL_FAILED', { detail: 'cut off' })
    })
    expect(await failureOf(streamed(LIVE))).toMatchObject({ code: 'LP_LANGUAGE_MODEL_FAILED' })
  })

  test.each([true, false])('that is given up ends the work (in pieces: %s)', async (stream) => {
    let begin = (): void => undefined
    const begun = new Promise<void>((resolve) => (begin = resolve))
    let end = (): void => undefined
    const ended = new Promise<void>((resolve) => (end = resolve))
    fixture.answerWith(async (_, tell, { signal }) => {
      tell({ type: 'text-delta', text: 'The moon' })
      begin()
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
      end()
      throw signal.reason
    })
    const leaving = new AbortController()
    const read = async () => {
      const asked = { ...request, ...LIVE, stream }
      const answer = await client.chat.completions.create(asked, { signal: leaving.signal })
      if ('choices' in answer) return
      for await (const { id } of answer) if (id !== '') leaving.abort()
    }
    const reading = failureOf(read())
    await begun
    if (!stream) leaving.abort()
    await ended
    await reading
    expect(leaving.signal.aborted).toBe(true)
  })
})
