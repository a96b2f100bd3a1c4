import { describe, expect, it } from 'vitest'
import { createRetrievalRig, type RetrievalRig, textDocument } from './testing/retrieval-rig.ts'

const ids = (response: { hits: readonly { documentId: string }[] }): string[] =>
  response.hits.map((hit) => hit.documentId)

async function highlighted(rig: RetrievalRig, query: string): Promise<string[]> {
  const { hits } = await rig.search(query)
  return hits.flatMap((hit) =>
    hit.highlights.map(({ start, end }) => rig.library.fullText(hit.documentId).slice(start, end)),
  )
}

describe('search', () => {
  it('returns passages that are the exact text of the document at their offsets', async () => {
    const rig = await createRetrievalRig([textDocument('doc', ['The first passage.', 'Ein zweiter – mit Gedanken.'])])
    const { hits } = await rig.search('Gedanken passage')
    expect(hits).toHaveLength(2)
    for (const hit of hits) expect(rig.library.fullText('doc').slice(hit.start, hit.end)).toBe(hit.text)
  })

  it('finds other inflections and ranks more and rarer matches higher', async () => {
    const rig = await createRetrievalRig([
      textDocument('one', 'A walk in the garden.'),
      textDocument('both', 'Walking beside the volcanoes.'),
      textDocument('none', 'Nothing of the kind.'),
    ])
    expect(ids(await rig.search('walks volcano'))).toEqual(['both', 'one'])
  })

  it('searches each language with its own words', async () => {
    const rig = await createRetrievalRig([
      textDocument('de', 'Die Häuser standen am Fluss.', 'de'),
      textDocument('en', 'Houses stood by the river.'),
    ])
    expect(ids(await rig.search('Haus'))).toEqual(['de'])
    expect(ids(await rig.search('house'))).toEqual(['en'])
    expect(ids(await rig.search('Fluss river')).toSorted()).toEqual(['de', 'en'])
  })

  it('finds German compounds by how they begin, behind the word itself, and marks them', async () => {
    const rig = await createRetrievalRig([
      textDocument('compound', 'Das Dampfschiff fährt.', 'de'),
      textDocument('word', 'Der Dampf steigt auf.', 'de'),
      textDocument('other', 'Ein Segelboot.', 'de'),
    ])
    expect(ids(await rig.search('Dampf'))).toEqual(['word', 'compound'])
    expect(await highlighted(rig, 'Dampf')).toEqual(['Dampf', 'Dampfschiff'])
  })

  it('does not let the only document of a language drown among those of another', async () => {
    const english = Array.from({ length: 30 }, (_, at) => textDocument(`en${at}`, `Berlin in the year ${at}.`))
    const rig = await createRetrievalRig([...english, textDocument('de', 'Die Spree fließt durch Berlin.', 'de')])
    expect(ids(await rig.search('Spree Berlin'))[0]).toBe('de')
  })

  it('does not take the stop words of one language for rare words of an unknown one', async () => {
    const english = Array.from({ length: 30 }, (_, at) => textDocument(`en${at}`, `The river number ${at}.`))
    const rig = await createRetrievalRig([...english, textDocument('und', 'the of and to in', 'und')])
    expect(ids(await rig.search('the river in number 7'))[0]).toBe('en7')
  })

  it('does not take the stop words of the question’s language for words of another', async () => {
    const rig = await createRetrievalRig([
      textDocument('de', 'Das Album „Ghost of what is the Rest“ erschien bei einem Verlag.', 'de'),
      textDocument('und', 'of the what is', 'und'),
      textDocument('en', 'The capital of Mongolia is Ulaanbaatar, where most people live; others die in war.'),
      textDocument('hauptstadt', 'Ulaanbaatar ist die Hauptstadt der Mongolei.', 'de'),
    ])
    expect(ids(await rig.search('What is the capital of Mongolia?'))).toEqual(['en'])
    expect(ids(await rig.search('Was ist die Hauptstadt der Mongolei?'))).toEqual(['hauptstadt'])
    const words = async (question: string): Promise<string[]> => [
      ...new Set((await rig.retrieval.queryTerms(question)).map(({ word }) => word)),
    ]
    expect(await words('What is the capital of Mongolia?')).toEqual(['capital', 'mongolia'])
    expect(await words('Was ist die Hauptstadt der Mongolei?')).toEqual(['hauptstadt', 'mongolei'])
    // Where it is not sure what is asked, or nothing else is left, every word counts.
    expect(ids(await rig.search('die'))).toEqual(['en'])
    expect(ids(await rig.search('what is the')).toSorted()).toEqual(['de', 'und'])
  })

  it('counts title, headings and path', async () => {
    const rig = await createRetrievalRig([
      { ...textDocument('title', 'Some text.'), title: 'Photosynthesis' },
      { ...textDocument('path', 'Some text.'), path: 'biology/photosynthesis.md' },
      { id: 'heading', title: '', language: 'en', passages: [{ text: 'Some text.', headings: ['Photosynthesis'] }] },
      textDocument('other', 'Some text.'),
    ])
    expect(ids(await rig.search('photosynthesis')).toSorted()).toEqual(['heading', 'path', 'title'])
  })

  it('prefers passages where the words of the query stand together', async () => {
    const filler = 'somewhere far away among other things of every sort'
    const rig = await createRetrievalRig([
      textDocument('apart', `A black cat ${filler} fell into a deep hole.`),
      textDocument('together', `A deep cat ${filler} fell into a black hole.`),
    ])
    expect(ids(await rig.search('black hole'))).toEqual(['together', 'apart'])
  })

  it('says what is wrong with a query that only excludes or holds no word', async () => {
    const rig = await createRetrievalRig([textDocument('doc', 'Text.')])
    await expect(rig.search('-text')).rejects.toMatchObject({ code: 'LP_REQUEST_INVALID' })
    await expect(rig.search('?!')).rejects.toMatchObject({ code: 'LP_REQUEST_INVALID' })
  })

  it('answers an empty library with nothing', async () => {
    const rig = await createRetrievalRig()
    expect(await rig.search('anything')).toMatchObject({ hits: [], total: 0, totalIsExact: true, indexLag: 0 })
  })

  it('refuses an unknown collection', async () => {
    const rig = await createRetrievalRig([textDocument('doc', 'Text.')])
    await expect(rig.search('text', { filters: { collections: ['nowhere'] } })).rejects.toMatchObject({
      code: 'LP_COLLECTION_NOT_FOUND',
    })
  })
})

describe('phrases and exclusion', () => {
  it('finds a phrase only where its words follow each other, in any inflection', async () => {
    const rig = await createRetrievalRig([
      textDocument('exact', 'The theory of evolution explains it.'),
      textDocument('inflected', 'Rival theories of evolution exist.'),
      textDocument('other-stop-word', 'A theory for evolution is missing.'),
      textDocument('reversed', 'The evolution of theory is slow.'),
      textDocument('half', 'A theory alone.'),
    ])
    const { hits, total, totalIsExact } = await rig.search('"theory of evolution"')
    expect(ids({ hits }).toSorted()).toEqual(['exact', 'inflected'])
    expect([total, totalIsExact]).toEqual([2, true])
  })

  it('finds a phrase in the title too', async () => {
    const rig = await createRetrievalRig([{ ...textDocument('doc', 'Body.'), title: 'The Selfish Gene' }])
    expect(ids(await rig.search('"selfish gene"'))).toEqual(['doc'])
  })

  it('drops passages with an excluded word or phrase, stop words too', async () => {
    const rig = await createRetrievalRig([
      textDocument('jaguar-car', 'The jaguar is a fast car.'),
      textDocument('jaguar-cat', 'The jaguar is a big cat.'),
      textDocument('jaguar-who', 'The jaguar, who sleeps.'),
    ])
    expect(ids(await rig.search('jaguar -cars')).toSorted()).toEqual(['jaguar-cat', 'jaguar-who'])
    expect(ids(await rig.search('jaguar -"big cat"')).toSorted()).toEqual(['jaguar-car', 'jaguar-who'])
    expect(ids(await rig.search('jaguar -who')).toSorted()).toEqual(['jaguar-car', 'jaguar-cat'])
  })

  it('finds what consists of stop words alone', async () => {
    const rig = await createRetrievalRig([
      textDocument('hamlet', 'To be, or not to be, that is the question.'),
      textDocument('noise', 'There is much to do for us, and it is to be done now.'),
      { ...textDocument('band', 'A rock band from London.'), title: 'The Who' },
    ])
    expect(ids(await rig.search('to be or not to be'))[0]).toBe('hamlet')
    expect(ids(await rig.search('"to be or not to be"'))).toEqual(['hamlet'])
    expect(ids(await rig.search('the who'))[0]).toBe('band')
    expect(ids(await rig.search('"the who"'))).toEqual(['band'])
    expect(ids(await rig.search('who'))).toEqual(['band'])
  })
})

describe('highlights', () => {
  it('marks every matching word at its place in the document', async () => {
    const rig = await createRetrievalRig([
      textDocument('doc', ['Intro.', 'Cells divide; a cell – „Zelle“ – grows. 🧬 cells']),
    ])
    expect(await highlighted(rig, 'cell')).toEqual(['Cells', 'cell', 'cells'])
  })

  it('marks a phrase as one piece and its words nowhere else', async () => {
    const rig = await createRetrievalRig([textDocument('doc', 'A black hole. The hole is black; black holes grow.')])
    expect(await highlighted(rig, '"black hole"')).toEqual(['black hole', 'black holes'])
    expect(await highlighted(rig, '"black hole" grow')).toEqual(['black hole', 'black holes', 'grow'])
  })
})

describe('explain', () => {
  it('gives parts that sum to the score', async () => {
    const rig = await createRetrievalRig([
      { ...textDocument('doc', ['A black hole swallows light.', 'Another black hole.', 'Light.']), title: 'Holes' },
      textDocument('more', 'Black light.'),
    ])
    const { hits } = await rig.search('black holes light', { explain: true })
    expect(hits.length).toBeGreaterThan(3)
    for (const { score, explanation } of hits) {
      const parts = [...(explanation?.terms ?? []), ...(explanation?.bonuses ?? [])]
      expect(parts.reduce((sum, part) => sum + part.score, 0)).toBeCloseTo(score, 9)
    }
    expect(hits[0]?.explanation?.bonuses.map((bonus) => bonus.kind)).toContain('words-together')
  })
})

describe('pages of results', () => {
  it('are the slices of one ranking, without repeats or gaps, ties included', async () => {
    const documents = Array.from({ length: 60 }, (_, at) =>
      textDocument(`d${at}`, at % 3 === 0 ? 'apple pie' : 'apple and a pie of some kind, apple'),
    )
    const rig = await createRetrievalRig(documents)
    const whole = ids(await rig.search('apple pie', { limit: 60 }))
    expect(new Set(whole).size).toBe(60)
    const pages: string[] = []
    for (let offset = 0; offset < 60; offset += 7) {
      const page = await rig.search('apple pie', { limit: 7, offset })
      expect(page.hits.map((hit) => hit.rank)).toEqual(page.hits.map((_, at) => offset + at + 1))
      pages.push(...ids(page))
    }
    expect(pages).toEqual(whole)
  })

  it('fall in score from first to last', async () => {
    const documents = Array.from({ length: 80 }, (_, at) => textDocument(`d${at}`, `rain ${'water '.repeat(at)} falls`))
    const rig = await createRetrievalRig(documents)
    const scores = (await rig.search('rain falls', { limit: 80 })).hits.map((hit) => hit.score)
    expect(scores).toEqual(scores.toSorted((one, other) => other - one))
  })
})

describe('filters', () => {
  it.each([
    [{ collections: ['physics'] }, ['a']],
    [{ documentIds: ['b'] }, ['b']],
    [{ formats: ['pdf' as const] }, ['b']],
    [{ languages: ['de'] }, ['b']],
    [{ tags: ['old', 'new'] }, ['a']],
    [{ changedAfter: '1970-01-01T00:00:05Z' }, ['b']],
    [{ changedBefore: '1970-01-01T00:00:05Z' }, ['a']],
    [{ collections: [], tags: [] }, ['a', 'b']],
    [{ collections: ['physics'], languages: ['de'] }, []],
  ])('%j', async (filters, expected) => {
    const rig = await createRetrievalRig([
      { ...textDocument('a', 'quark'), collection: 'physics', tags: ['new'], changedAt: 1000 },
      { ...textDocument('b', 'quark', 'de'), format: 'pdf', changedAt: 9000 },
    ])
    expect(ids(await rig.search('quark', { filters })).toSorted()).toEqual(expected)
  })
})

describe('remembered answers', () => {
  it('serve the same request again until something changes', async () => {
    const rig = await createRetrievalRig([textDocument('a', 'quark')])
    const first = await rig.search('quark')
    // No stage ran for it.
    expect(await rig.search('quark')).toEqual({ ...first, stages: {} })
    expect(rig.lookUps).toEqual([false, true])
    rig.library.delete('a')
    expect((await rig.search('quark')).hits).toEqual([])
    expect(rig.lookUps).toEqual([false, true, false])
  })

  it('are not used under a filter, whose outcome can change without a new version', async () => {
    const rig = await createRetrievalRig([textDocument('a', 'quark')])
    await rig.search('quark', { filters: { tags: ['x'] } })
    await rig.search('quark', { filters: { tags: ['x'] } })
    expect(rig.lookUps).toEqual([])
  })

  it('are not kept once any process has deleted a document', async () => {
    const rig = await createRetrievalRig([textDocument('a', 'apples')])
    await rig.search('apples')
    rig.announce({ type: 'document-deleted', documentId: 'b', collectionId: 'c' })
    await rig.search('apples')
    expect(rig.lookUps).toEqual([false, false])
  })
})

describe('queryTerms', () => {
  it('tells what a question’s words are worth, without stop words and syntax', async () => {
    const rig = await createRetrievalRig([textDocument('a', 'Cells divide.'), textDocument('b', 'Cells grow.')])
    const terms = await rig.retrieval.queryTerms('Why do "cells" -divide or explode?')
    expect(terms.map(({ word }) => word)).toEqual(['cells', 'divide', 'explode'])
    const [cells, divide, explode] = terms.map((term) => term.inverseDocumentFrequency)
    expect(explode).toBe(0)
    expect(divide).toBeGreaterThan(cells ?? 0)
  })
})

describe('how a query was read', () => {
  it('names phrases, exclusions, and the words that the library does not have', async () => {
    const rig = await createRetrievalRig([
      textDocument('en', 'The walk to the lighthouse took an hour.'),
      textDocument('de', 'Der Leuchtturmwärter ging die Treppe hinauf.'),
    ])
    const { reading } = await rig.search('walks of quixotic leuchtturm "to the lighthouse" -storm -"long way" zzyzx')
    expect(reading).toEqual({
      words: 'walks of quixotic leuchtturm zzyzx',
      phrases: ['to the lighthouse'],
      excluded: ['storm', 'long way'],
      unknownWords: ['quixotic', 'zzyzx'],
    })
  })
})
