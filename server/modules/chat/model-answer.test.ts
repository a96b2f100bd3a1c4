import { LearnPathError, type AskEvent, type AskResponse } from '@learnpath/contracts'
import { describe, expect, it } from 'vitest'
import { createScriptedModel } from '../../ports/language-model.double.ts'
import { askModels } from './model-answer.double.ts'
import type { SmallDocument } from './small-library.double.ts'

const TOUR = 'Visitors may come on Fridays. The tour of the dome takes 45 minutes. Dogs are not allowed inside.'
const TELESCOPE = 'The largest telescope of the observatory has a mirror of 2.4 metres. It was built in Jena.'
const LIBRARY: SmallDocument[] = [
  { path: 'observatory.md', language: 'en', title: 'The observatory', text: `${TOUR}\n\n---\n\n${TELESCOPE}` },
]
const documents = LIBRARY
const QUESTION = { question: 'How long does the tour of the observatory dome take?' }

const says = (...pieces: string[]) => createScriptedModel(() => pieces)
const types = (events: readonly AskEvent[]): string[] => events.map(({ type }) => type)

describe('an answer of a language model', () => {
  it('comes as sources, then text as it is written, then the checked answer', async () => {
    const model = says('The tour takes ', '45 minutes [1].')
    const { response, events, metrics } = await askModels([model], QUESTION, { documents })
    expect(types(events)).toEqual(['sources-found', 'text-delta', 'text-delta', 'answer-end'])
    expect(response).toMatchObject({
      answer: 'The tour takes 45 minutes [1].',
      abstained: false,
      engine: 'ollama:scripted',
      fallbacks: [],
      sentences: [{ text: 'The tour takes 45 minutes [1].', citations: [1], support: 'supported' }],
      generation: {
        loadMs: 1,
        firstTextMs: 2,
        promptTokens: 100,
        ended: 'complete',
        repairs: { moved: 0, dropped: 0 },
      },
    })
    expect(events.at(-1)).toEqual({ type: 'answer-end', response })
    expect(metrics.map(({ name }) => name)).toEqual(['answerGenerated', 'answered'])
  })

  it('cites the words that bear it, at their place in the document', async () => {
    const { response } = await askModels([says('The tour takes 45 minutes [1].')], QUESTION, { documents })
    const [citation] = response.citations
    expect(citation).toMatchObject({ n: 1, path: 'observatory.md', text: 'The tour of the dome takes 45 minutes.' })
    expect(LIBRARY[0]?.text.slice(citation?.start, citation?.end)).toBe(citation?.text)
    expect(response.sentences[0]?.quotes).toEqual([
      { n: 1, start: citation?.start, end: citation?.end, text: citation?.text },
    ])
  })

  it('gets a wrong number corrected and an invented one taken out', async () => {
    const model = says('The tour of the dome takes 45 minutes [2]. It costs nothing for sailors [9].')
    const { response } = await askModels([model], QUESTION, { documents })
    expect(response.answer).toBe('The tour of the dome takes 45 minutes [1]. It costs nothing for sailors.')
    expect(response.sentences.map(({ support }) => support)).toEqual(['supported', 'not-found'])
    expect(response.generation?.repairs).toEqual({ moved: 1, dropped: 1 })
  })

  it('is a refusal when the model writes the marker, which nobody sees', async () => {
    const { response, events } = await askModels([says('NOT_IN', '_SOURCES')], QUESTION, { documents })
    expect(response).toMatchObject({ abstained: true, answer: 'Not found in your documents.', citations: [] })
    expect(response.nearest.length).toBeGreaterThan(0)
    expect(events.filter(({ type }) => type === 'text-delta')).toEqual([
      { type: 'text-delta', text: 'Not found in your documents.' },
    ])
  })

  it.each([
    'The sources do not mention how long the tour takes.',
    'I could not find any information about this in the provided documents.',
    'Die Quellen enthalten keine Angaben dazu.',
    'Das geht aus den Dokumenten nicht hervor.',
    'Nearly three hours, as every astronomer knows by heart.',
  ])('is a refusal when it says "%s"', async (text) => {
    expect((await askModels([says(text)], QUESTION, { documents })).response).toMatchObject({
      abstained: true,
      sentences: [],
    })
  })

  it('is not asked for when nothing was found', async () => {
    const model = says('Paris.')
    const { response } = await askModels([model], { question: 'Quarks?' }, { documents })
    expect(response).toMatchObject({ abstained: true, engine: 'ollama:scripted', generation: null })
    expect(model.requests).toEqual([])
  })
})

describe('the chain', () => {
  const broken = createScriptedModel(() => new LearnPathError('LP_LANGUAGE_MODEL_UNREACHABLE'), { id: 'ollama:first' })

  it('goes on to the next model, and says so', async () => {
    const second = createScriptedModel(() => ['The tour takes 45 minutes [1].'], { id: 'ollama:second' })
    const { response, events } = await askModels([broken, second], QUESTION, { documents })
    expect(types(events)).toEqual(['sources-found', 'engine-failed', 'sources-found', 'text-delta', 'answer-end'])
    expect(response.engine).toBe('ollama:second')
    expect(response.fallbacks).toMatchObject([{ engine: 'ollama:first', code: 'LP_LANGUAGE_MODEL_UNREACHABLE' }])
  })

  it('ends with quotes of the documents', async () => {
    const { response, events } = await askModels([broken, says('')], QUESTION, { documents })
    expect(response).toMatchObject({ engine: 'extractive', answer: 'The tour of the dome takes 45 minutes. [1]' })
    expect(response.fallbacks.map(({ code }) => code)).toEqual([
      'LP_LANGUAGE_MODEL_UNREACHABLE',
      'LP_LANGUAGE_MODEL_FAILED',
    ])
    expect(types(events).slice(-3)).toEqual(['citation-found', 'text-delta', 'answer-end'])
  })

  it('is left out when a model or quotes are asked for', async () => {
    const second = createScriptedModel(() => ['The tour takes 45 minutes [1].'], { id: 'ollama:second' })
    const named = await askModels([broken, second], { ...QUESTION, model: 'ollama:second' }, { documents })
    expect(named.response).toMatchObject({ engine: 'ollama:second', fallbacks: [] })
    const quoted = await askModels([broken, second], { ...QUESTION, model: 'extractive' }, { documents })
    expect(quoted.response).toMatchObject({ engine: 'extractive', fallbacks: [] })
  })
})

describe('leaving', () => {
  it('is no failure, and gives what was written until then', async () => {
    const leaving = new AbortController()
    const model = says('The tour takes 45 minutes [2].', ' It', ' is long.')
    const partials: AskResponse[] = []
    const stopping = {
      ...model,
      generate: async (request: Parameters<typeof model.generate>[0]) =>
        await model.generate({
          ...request,
          onText: (text) => {
            request.onText?.(text)
            leaving.abort()
          },
        }),
    }
    const answer = askModels([stopping], QUESTION, {
      documents,
      signal: leaving.signal,
      onPartial: (partial) => partials.push(partial),
    })
    await expect(answer).rejects.toThrow('aborted')
    expect(partials).toMatchObject([
      { answer: 'The tour takes 45 minutes [1].', generation: { ended: 'stopped', passages: 2 } },
    ])
  })
})

describe('a follow-up', () => {
  const history = [{ question: 'How long does the tour of the dome take?', answer: 'It takes 45 minutes [1].' }]

  it('is made whole by the model before the search', async () => {
    const model = createScriptedModel((_, call) =>
      call === 1 ? ['Are dogs allowed on the tour of the dome?'] : ['Dogs are not allowed inside [1].'],
    )
    const { response } = await askModels([model], { question: 'And dogs?', history }, { documents })
    expect(response).toMatchObject({
      question: 'And dogs?',
      searchedFor: 'Are dogs allowed on the tour of the dome?',
      abstained: false,
    })
  })

  it('is made whole by rules when the model writes no question', async () => {
    const model = createScriptedModel((_, call) => (call === 1 ? ['…'] : ['Dogs are not allowed inside [1].']))
    const { response } = await askModels([model], { question: 'And dogs?', history }, { documents })
    expect(response.searchedFor).toContain('dome')
  })
})
