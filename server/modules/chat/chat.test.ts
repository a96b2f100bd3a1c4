import { LearnPathError, type AskEvent } from '@learnpath/contracts'
import { describe, expect, it } from 'vitest'
import { parseQuery } from '../../kernel/text/query-syntax.ts'
import { createManualClock } from '../../ports/clock.double.ts'
import { createRecordingMetrics } from '../../ports/metrics.double.ts'
import { createChat } from './chat.ts'
import { createSmallLibrary, type SmallDocument } from './small-library.double.ts'

const OBSERVATORY: SmallDocument = {
  path: 'observatory.md',
  language: 'en',
  title: 'The observatory',
  text: [
    'The observatory stands on a hill above the town. It was founded in 1884 by Anna Keller. Its largest telescope has a mirror of 2.4 metres.',
    'Visitors may come on Fridays. The tour of the dome takes 45 minutes. Dogs are not allowed because their hair harms the instruments.',
    'A refractor is a telescope that gathers light with a lens. A reflector gathers light with a mirror.',
  ].join('\n\n---\n\n'),
}

const BREAD: SmallDocument = {
  path: 'brot.txt',
  language: 'de',
  title: 'Brot backen',
  text: [
    'Sauerteig ist ein Teig, der durch Milchsäurebakterien und Hefen lebt. Er wird seit mehr als 5000 Jahren verwendet. Roggenbrot braucht Sauerteig, weil Roggenmehl kaum Gluten bildet.',
    'Der Ofen wird auf 250 Grad vorgeheizt. Das Brot backt 50 Minuten. Danach kühlt es auf einem Gitter ab.',
  ].join('\n\n---\n\n'),
}

const LIBRARY = [OBSERVATORY, BREAD]

async function ask(question: string, documents: readonly SmallDocument[] = LIBRARY, maxSentences = 4) {
  const chat = createChat({
    retrieval: createSmallLibrary(documents),
    clock: createManualClock(),
    metrics: createRecordingMetrics(),
  })
  return await chat.ask({ question, maxSentences })
}

describe('an answer', () => {
  it.each([
    ['When was the observatory founded?', 'It was founded in 1884 by Anna Keller.'],
    ['How large is the mirror of the largest telescope?', 'Its largest telescope has a mirror of 2.4 metres.'],
    ['How long does the tour of the dome take?', 'The tour of the dome takes 45 minutes.'],
    ['Why are dogs not allowed?', 'Dogs are not allowed because their hair harms the instruments.'],
    ['What is a refractor?', 'A refractor is a telescope that gathers light with a lens.'],
    ['Was ist Sauerteig?', 'Sauerteig ist ein Teig, der durch Milchsäurebakterien und Hefen lebt.'],
    ['Warum braucht Roggenbrot Sauerteig?', 'Roggenbrot braucht Sauerteig, weil Roggenmehl kaum Gluten bildet.'],
    ['Wie lange backt das Brot?', 'Das Brot backt 50 Minuten.'],
    ['Auf wie viel Grad wird der Ofen vorgeheizt?', 'Der Ofen wird auf 250 Grad vorgeheizt.'],
  ])('to "%s" quotes the sentence that says it', async (question, sentence) => {
    const { answer, abstained, citations } = await ask(question)
    expect(abstained).toBe(false)
    expect(citations.some(({ text }) => text.includes(sentence))).toBe(true)
    expect(answer).toContain('[1]')
  })

  it('to a question for one fact is one quote', async () => {
    const { answer, citations } = await ask('How long does the tour of the dome take?')
    expect(answer).toBe('The tour of the dome takes 45 minutes. [1]')
    expect(citations).toHaveLength(1)
  })

  it('takes the sentence before along when its own begins with "it"', async () => {
    const { citations } = await ask('When was the observatory founded?')
    expect(citations[0]?.text).toBe(
      'The observatory stands on a hill above the town. It was founded in 1884 by Anna Keller.',
    )
  })

  it('carries everything that leads back to the place', async () => {
    const document = { ...OBSERVATORY, headingPath: ['Guide', 'Visits'], versionHash: 'abc' }
    const { citations } = await ask('How long does the tour of the dome take?', [document])
    const start = document.text.indexOf('The tour')
    expect(citations[0]).toMatchObject({
      n: 1,
      rank: 1,
      documentId: 'observatory.md',
      versionHash: 'abc',
      chunkId: 'observatory.md#1',
      path: 'observatory.md',
      title: 'The observatory',
      headingPath: ['Guide', 'Visits'],
      language: 'en',
      page: null,
      start,
      end: start + 'The tour of the dome takes 45 minutes.'.length,
    })
  })

  it('quotes exactly what the document says at the offsets', async () => {
    const questions = [
      'What is a reflector?',
      'Who founded the observatory?',
      'Wie alt ist Sauerteig?',
      'Wann kühlt das Brot ab?',
    ]
    let quotes = 0
    for (const question of questions) {
      for (const { path, start, end, text } of (await ask(question)).citations) {
        quotes++
        expect(LIBRARY.find((document) => document.path === path)?.text.slice(start, end)).toBe(text)
      }
    }
    expect(quotes).toBeGreaterThan(3)
  })

  it('puts quotes in the order of the document and joins neighbours', async () => {
    const document: SmallDocument = {
      path: 'sleep.txt',
      language: 'en',
      text: 'Lack of sleep harms memory. Lack of sleep raises blood pressure. The brain was long thought to rest at night. Lack of sleep weakens the immune system.',
    }
    const { citations, answer } = await ask('What harm does lack of sleep do?', [document])
    expect(citations.length).toBeGreaterThan(0)
    const starts = citations.map(({ start }) => start)
    expect(starts).toEqual(starts.toSorted((a, b) => a - b))
    expect(answer).toBe(citations.map(({ text, n }) => `${text} [${n}]`).join(' '))
    const gaps = citations.slice(1).map(({ start }, index) => document.text.slice(citations[index]?.end, start).trim())
    expect(gaps).not.toContain('')
  })

  it('keeps to the number of sentences asked for', async () => {
    const text = 'Bees make honey. Bees dance to show flowers. Bees live in a hive. Bees have six legs.'
    const { citations } = await ask('What do bees do?', [{ path: 'bees.txt', language: 'en', text }], 1)
    expect(citations).toHaveLength(1)
    expect(citations[0]?.text.match(/\./gu)).toHaveLength(1)
  })

  it('takes the list along that its sentence announces', async () => {
    const steps =
      'To install the program, do the following:\n\nOpen a terminal.\nType npm start.\nWait for the address.'
    const document = {
      path: 'setup.md',
      language: 'en',
      text: `The program runs on any machine.\n\n${steps}\n\nEnjoy it.`,
    }
    const { citations } = await ask('How do I install the program?', [document])
    expect(citations[0]?.text).toBe(steps)
  })

  it('does not quote headings, questions or learning objectives, which repeat the words of every question', async () => {
    const document: SmallDocument = {
      path: 'lesson.md',
      language: 'en',
      headingPath: ['What is a closure?'],
      text: 'What is a closure?\n\nUnderstand what a closure is.\n\nDo you know what a closure is?\n\nA closure is a function that remembers the variables around it.',
    }
    const { citations } = await ask('What is a closure?', [document])
    expect(citations.map(({ text }) => text)).toEqual([
      'A closure is a function that remembers the variables around it.',
    ])
  })

  it('to what something is comes from the entry of a table or glossary', async () => {
    const text = [
      'A cache may store what it gets.',
      'Directive | Meaning\nno-store | Nothing may be kept.\nno-cache | Ask before every use.',
      'Stores of old data grow.',
    ].join('\n\n')
    const { citations } = await ask('What does no-store mean?', [{ path: 'caching.html', language: 'en', text }])
    expect(citations.map((citation) => citation.text)).toContain('no-store | Nothing may be kept.')
  })

  it('to how something is done is not only what happens in one case', async () => {
    const text =
      'Ein Strommesser wird in Reihe geschaltet und soll einen sehr kleinen Innenwiderstand haben. Wird ein Strommesser versehentlich angeschlossen wie ein Spannungsmesser, entsteht ein Kurzschluss.\n\n---\n\nDer Motor wird im Stern angeschlossen. Ein Strommesser zeigt den Anlaufstrom.'
    const { answer } = await ask('Wie wird ein Strommesser angeschlossen?', [
      { path: 'messen.txt', language: 'de', text },
    ])
    expect(answer).toContain('Ein Strommesser wird in Reihe geschaltet')
  })

  it('to what something does goes on after a short opening', async () => {
    const text =
      'Bei der Ausschaltverzögerung wird Q mit IN eingeschaltet. Fällt IN ab, bleibt Q noch eine Weile an. Lüfter laufen so nach.'
    const { answer } = await ask('Was macht die Ausschaltverzögerung?', [
      { path: 'zeiten.txt', language: 'de', text, headingPath: ['Ausschaltverzögerung'] },
    ])
    expect(answer).toContain('bleibt Q noch eine Weile an')
  })

  it('says the same thing once when two documents say it', async () => {
    const text = 'The tour of the dome takes 45 minutes.'
    const copies = ['one.txt', 'two.txt'].map((path) => ({ path, language: 'en', text }))
    expect((await ask('How long does the tour of the dome take?', copies)).citations).toHaveLength(1)
  })
})

describe('a question that the documents do not answer', () => {
  it.each([
    ['Who won the chess championship in 1972?', 'Not found in your documents.'],
    ['How do quantum computers factor integers?', 'Not found in your documents.'],
    ['Wer gewann 1972 die Schachweltmeisterschaft?', 'In Ihren Dokumenten nicht gefunden.'],
    ['Wie hoch ist der Eiffelturm?', 'In Ihren Dokumenten nicht gefunden.'],
  ])('"%s" is refused in its own language', async (question, answer) => {
    expect(await ask(question)).toMatchObject({ answer, abstained: true, citations: [] })
  })

  it('shows the nearest passages', async () => {
    const { abstained, nearest } = await ask('How expensive is a night in the hotel beside the observatory in winter?')
    expect(abstained).toBe(true)
    expect(nearest[0]?.path).toBe('observatory.md')
  })

  it('is refused with confidence 0 when there are no documents or no words', async () => {
    expect(await ask('When was it founded?', [])).toMatchObject({ abstained: true, confidence: 0, nearest: [] })
    expect(await ask('???')).toMatchObject({ abstained: true, confidence: 0 })
  })

  it('is what a thing is when they only mention it', async () => {
    const promise = {
      path: 'history.txt',
      language: 'en',
      text: 'Since he had made a promise, he went on to the fort.',
    }
    const defined = { path: 'words.txt', language: 'en', text: 'A promise is a statement that binds its speaker.' }
    const mentioned = await ask('What is a promise?', [...LIBRARY, promise])
    const explained = await ask('What is a promise?', [...LIBRARY, defined])
    expect([mentioned.abstained, explained.abstained]).toEqual([true, false])
  })

  it('is doubted when they say the opposite or do not deny', async () => {
    const document = { path: 'graphs.txt', language: 'en', text: 'An important unsolved problem is graph isomorphism.' }
    const asked = await ask('What is an important unsolved problem?', [document])
    const opposite = await ask('What is an important solved problem?', [document])
    const denied = await ask('What is not an important unsolved problem?', [document])
    expect(asked.confidence - opposite.confidence).toBeGreaterThan(0.2)
    expect(asked.confidence - denied.confidence).toBeGreaterThan(0.2)
  })

  it('is less sure than one that they answer', async () => {
    const known = await ask('What is a refractor?')
    const unknown = await ask('What is a spectrograph?')
    expect(known.confidence).toBeGreaterThan(unknown.confidence)
  })
})

describe('pages', () => {
  const first = 'The first page speaks of apples. Apples keep for months in a cool cellar.'
  const second = 'Pears ripen quickly. Pears keep for ten days in a cool cellar.'
  const document: SmallDocument = {
    path: 'fruit.pdf',
    language: 'en',
    text: `${first}\n\n${second}`,
    pageStarts: [0, first.length + 2],
  }

  it('are those of the quote, not of the passage around it', async () => {
    const { citations } = await ask('How many days do pears keep in a cool cellar?', [document])
    expect(citations[0]).toMatchObject({ text: 'Pears keep for ten days in a cool cellar.', page: 2, pageEnd: 2 })
  })

  it('come from the version that was quoted: a document that changed meanwhile is searched again', async () => {
    const old = createSmallLibrary([{ ...document, versionHash: 'old' }])
    const renewed = createSmallLibrary([{ ...document, versionHash: 'new' }])
    let searches = 0
    const retrieval = {
      ...renewed,
      search: async (request: Parameters<typeof old.search>[0]) =>
        await (++searches === 1 ? old : renewed).search(request),
    }
    const chat = createChat({ retrieval, clock: createManualClock(), metrics: createRecordingMetrics() })
    const { citations } = await chat.ask({ question: 'How many days do pears keep?', maxSentences: 4 })
    expect(citations[0]).toMatchObject({ versionHash: 'new', page: 2 })
  })

  it('are never guessed: a document that keeps changing is an error', async () => {
    const retrieval = {
      ...createSmallLibrary([document]),
      pages: async () => await Promise.resolve({ versionHash: 'yet another', pages: [] }),
    }
    const chat = createChat({ retrieval, clock: createManualClock(), metrics: createRecordingMetrics() })
    const answer = chat.ask({ question: 'How many days do pears keep?', maxSentences: 4 })
    await expect(answer).rejects.toBeInstanceOf(LearnPathError)
    await expect(answer).rejects.toMatchObject({ code: 'LP_DOCUMENT_NOT_READY' })
  })
})

describe('events', () => {
  async function eventsOf(question: string): Promise<AskEvent[]> {
    const events: AskEvent[] = []
    const chat = createChat({
      retrieval: createSmallLibrary(LIBRARY),
      clock: createManualClock(),
      metrics: createRecordingMetrics(),
    })
    await chat.ask({ question, maxSentences: 4 }, { onEvent: (event) => events.push(event) })
    return events
  }

  it('tell each citation before the text that uses it, and the whole answer last', async () => {
    const events = await eventsOf('What is a refractor and what is a reflector?')
    const known = new Set<number>()
    let text = ''
    for (const event of events) {
      if (event.type === 'citation-found') known.add(event.citation.n)
      if (event.type !== 'text-delta') continue
      text += event.text
      for (const [, n] of event.text.matchAll(/\[(\d+)\]/gu)) expect(known.has(Number(n))).toBe(true)
    }
    const last = events.at(-1)
    expect(last).toMatchObject({ type: 'answer-end', response: { answer: text, abstained: false } })
    expect(known.size).toBeGreaterThan(0)
  })

  it('tell a refusal as text too', async () => {
    const events = await eventsOf('Wer gewann 1972 die Schachweltmeisterschaft?')
    expect(events.map(({ type }) => type)).toEqual(['text-delta', 'answer-end'])
  })

  it('stop when the caller leaves', async () => {
    const leaving = new AbortController()
    const events: AskEvent[] = []
    const chat = createChat({
      retrieval: createSmallLibrary(LIBRARY),
      clock: createManualClock(),
      metrics: createRecordingMetrics(),
    })
    const onEvent = (event: AskEvent): void => {
      events.push(event)
      leaving.abort()
    }
    const answer = chat.ask({ question: 'What is a refractor?', maxSentences: 4 }, { onEvent, signal: leaving.signal })
    await expect(answer).rejects.toThrow('aborted')
    expect(events.map(({ type }) => type)).not.toContain('answer-end')
  })

  it('do not begin when the caller has left already', async () => {
    let searches = 0
    const library = createSmallLibrary(LIBRARY)
    const search = async (request: Parameters<typeof library.search>[0]) => {
      searches++
      return await library.search(request)
    }
    const chat = createChat({
      retrieval: { ...library, search },
      clock: createManualClock(),
      metrics: createRecordingMetrics(),
    })
    const answer = chat.ask({ question: 'What is a refractor?', maxSentences: 4 }, { signal: AbortSignal.abort() })
    await expect(answer).rejects.toThrow('aborted')
    expect(searches).toBe(0)
  })
})

describe('the search behind a question', () => {
  it('takes quotes and hyphens of a question as words, keeps its filters', async () => {
    const library = createSmallLibrary(LIBRARY)
    const requests: Parameters<typeof library.search>[0][] = []
    const search = async (request: Parameters<typeof library.search>[0]) => {
      requests.push(request)
      return await library.search(request)
    }
    const chat = createChat({
      retrieval: { ...library, search },
      clock: createManualClock(),
      metrics: createRecordingMetrics(),
    })
    const filters = { languages: ['en'] }
    await chat.ask({ question: 'What is "a refractor" -really -and „genau“?', maxSentences: 4, filters })
    const { phrases, excludedWords, excludedPhrases } = parseQuery(requests[0]?.query ?? '')
    expect([phrases, excludedWords, excludedPhrases]).toEqual([[], [], []])
    expect(requests[0]?.filters).toEqual(filters)
  })
})
