import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SearchBounds } from './search-reach.ts'
import type { KeywordEntry, KeywordIndex, KeywordQuery, KeywordTerm } from './keyword-index.ts'
import { boundsArbitrary, boundsOf, inDocument, isReached } from './search-reach.double.ts'

export interface KeywordIndexSubject {
  /** Opens the index; again after `close`, with everything that was flushed. */
  open(): Promise<KeywordIndex>
  cleanUp(): Promise<void>
}

export interface Bm25Reference {
  readonly k1: number
  readonly b: number
  /** When set, chunks are normalised by this length instead of the mean of their language. */
  readonly averageLength?: number
  /** Decimal places that scores agree in, where the index computes in single precision. */
  readonly digits?: number
}

const en = (term: string, weight = 1): KeywordTerm => ({ language: 'en', term, weight })

/** An entry of a text of words that need no analysis. */
export function plainEntry(chunkId: number, documentId: string, words: string, language = 'en'): KeywordEntry {
  const terms = new Map<string, number>()
  const list = words.split(' ').filter((word) => word !== '')
  for (const word of list) terms.set(word, (terms.get(word) ?? 0) + 1)
  return {
    chunkId,
    ...inDocument(documentId),
    language,
    terms,
    length: list.length,
    tieBreaker: (chunkId * 2654435761) >>> 0,
  }
}

/** BM25 by its definition, over all entries: what every index has to agree with. */
function bruteForceSearch(
  entries: readonly KeywordEntry[],
  query: KeywordQuery,
  { k1, b, averageLength }: Bm25Reference,
): { chunkId: number; score: number }[] {
  const holds = (entry: KeywordEntry, { language, term }: KeywordTerm) =>
    entry.language === language && entry.terms.has(term)
  const scored = entries
    .filter((entry) => query.terms.some((term) => holds(entry, term)))
    .filter((entry) => (query.required ?? []).every((group) => group.some((term) => holds(entry, term))))
    .filter((entry) => !(query.excluded ?? []).some((term) => holds(entry, term)))
    .filter((entry) => isReached(entry, query))
    .map((entry) => {
      let score = 0
      for (const term of query.terms.filter((one) => holds(entry, one))) {
        const peers = entries.filter(({ language }) => language === term.language)
        const frequency = entry.terms.get(term.term) ?? 0
        const documentFrequency = peers.filter((peer) => peer.terms.has(term.term)).length
        const average = averageLength ?? peers.reduce((sum, peer) => sum + peer.length, 0) / peers.length
        const idf = Math.log(1 + (peers.length - documentFrequency + 0.5) / (documentFrequency + 0.5))
        const norm = k1 * (1 - b + (b * entry.length) / average)
        score += (term.weight * idf * frequency * (k1 + 1)) / (frequency + norm)
      }
      return { entry, score }
    })
  return scored
    .toSorted((left, right) => right.score - left.score)
    .map(({ entry, score }) => ({ chunkId: entry.chunkId, score }))
}

/** Small vocabularies and lengths, so that terms, ties and deletions meet often. */
const words = fc
  .array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'rare', 'ü', '東京', 'prefix', 'prefixed'), {
    maxLength: 12,
  })
  .map((list) => list.join(' '))
const documentText = fc.array(fc.tuple(words, fc.constantFrom('en', 'en', 'de')), { maxLength: 4 })
const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('replace' as const), id: fc.nat(9), text: documentText }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('delete' as const), id: fc.nat(9) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'flush' as const,
        'begin-flush' as const,
        'begin-purge' as const,
        'reopen' as const,
        'purge' as const,
        'look' as const,
      ),
    }),
  },
)
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never
const term = fc.record({
  language: fc.constantFrom('en', 'en', 'de'),
  term: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'rare', 'ü', '東京', 'prefix', 'nowhere'),
  weight: fc.constantFrom(1, 1, 0.5, 0.25),
})
const queryArbitrary = fc.record(
  {
    terms: fc.uniqueArray(term, { minLength: 1, maxLength: 5, selector: (one) => `${one.language} ${one.term}` }),
    required: fc.array(fc.array(term, { minLength: 1, maxLength: 2 }), { maxLength: 2 }),
    excluded: fc.array(term, { maxLength: 2 }),
    documentIds: fc.array(fc.nat(9), { maxLength: 8 }).map((ids) => new Set(ids.map((id) => `doc_${id}`))),
    bounds: boundsArbitrary,
    limit: fc.constantFrom(1, 3, 100),
  },
  { requiredKeys: ['terms', 'limit'] },
)

/** Applies random changes to an index and returns what is then alive. */
async function applySteps(
  subject: KeywordIndexSubject,
  steps: readonly Step[],
): Promise<{ index: KeywordIndex; alive: KeywordEntry[] }> {
  const documents = new Map<string, KeywordEntry[]>()
  let index = await subject.open()
  let nextChunk = 1
  const begun: Promise<void>[] = []
  for (const [at, one] of steps.entries()) {
    if (one.kind === 'replace' || one.kind === 'delete') {
      const id = `doc_${one.id}`
      const texts = one.kind === 'replace' ? one.text : []
      const entries = texts.map(([text, language]) => plainEntry(nextChunk++, id, text, language))
      documents.set(id, entries)
      await index.replaceDocument(at + 1, id, entries)
    } else if (one.kind === 'flush') await index.flush()
    else if (one.kind === 'begin-flush') begun.push(index.flush())
    else if (one.kind === 'begin-purge') begun.push(index.purgeDeleted())
    else if (one.kind === 'purge') await index.purgeDeleted()
    else if (one.kind === 'look') await index.search({ terms: [en('a')], limit: 3 })
    else {
      await index.close()
      index = await subject.open()
    }
  }
  await Promise.all(begun)
  return { index, alive: [...documents.values()].flat() }
}

/** What every keyword index must do, whatever its engine. `reference` holds the index's BM25 parameters. */
export function keywordIndexContract(
  name: string,
  create: () => Promise<KeywordIndexSubject>,
  reference: Bm25Reference,
): void {
  const withSubject = async (use: (subject: KeywordIndexSubject) => Promise<void>): Promise<void> => {
    const subject = await create()
    try {
      await use(subject)
    } finally {
      await subject.cleanUp()
    }
  }
  const withIndex = (use: (index: KeywordIndex) => Promise<void>) =>
    withSubject(async (subject) => {
      const index = await subject.open()
      try {
        await use(index)
      } finally {
        await index.close()
      }
    })
  const count = async (index: KeywordIndex): Promise<number> => (await index.vocabulary()).chunkCount()
  const found = async (index: KeywordIndex, query: Omit<KeywordQuery, 'limit'>): Promise<number[]> =>
    (await index.search({ ...query, limit: 10 })).hits.map((hit) => hit.chunkId)

  describe(`keyword index: ${name}`, () => {
    test('finds chunks that hold any of the terms, the best first', () =>
      withIndex(async (index) => {
        await index.replaceDocument(1, 'x', [
          plainEntry(1, 'x', 'cell wall'),
          plainEntry(2, 'x', 'cell cell membrane wall'),
        ])
        await index.replaceDocument(2, 'y', [plainEntry(3, 'y', 'planet orbit'), plainEntry(4, 'y', 'wall street')])
        expect(await found(index, { terms: [en('membrane'), en('cell')] })).toEqual([2, 1])
        expect(await found(index, { terms: [en('nothing')] })).toEqual([])
        expect(await index.search({ terms: [en('wall')], limit: 1 })).toMatchObject({ total: 3, totalIsExact: true })
      }))

    test('honours required groups, excluded terms and documents', () =>
      withIndex(async (index) => {
        await index.replaceDocument(1, 'x', [plainEntry(1, 'x', 'a b'), plainEntry(2, 'x', 'a c')])
        await index.replaceDocument(2, 'y', [plainEntry(3, 'y', 'a b c')])
        expect(
          (await found(index, { terms: [en('a')], required: [[en('b'), en('z')]] })).toSorted(
            (one, other) => one - other,
          ),
        ).toEqual([1, 3])
        expect(await found(index, { terms: [en('a')], required: [[en('b')], [en('c')]] })).toEqual([3])
        expect(await found(index, { terms: [en('a')], excluded: [en('c')] })).toEqual([1])
        expect(await found(index, { terms: [en('a')], documentIds: new Set(['y', 'nobody']) })).toEqual([3])
        expect(await found(index, { terms: [en('a')], documentIds: new Set() })).toEqual([])
      }))

    test('gives nothing from beyond its bounds, not even of the documents that are asked for', () =>
      withIndex(async (index) => {
        // Of one workspace; b is of another one, with the same words.
        const [a, c, b] = [inDocument('a'), inDocument('c'), inDocument('b')]
        for (const [at, { documentId }] of [a, c, b].entries()) {
          await index.replaceDocument(at + 1, documentId, [plainEntry(at + 1, documentId, 'secret plan')])
        }
        const within = async (bounds: SearchBounds, documentIds?: readonly string[]) => {
          const asked = documentIds === undefined ? {} : { documentIds: new Set(documentIds) }
          const { hits, total } = await index.search({ terms: [en('secret')], limit: 9, bounds, ...asked })
          expect(total).toBe(hits.length)
          return hits.map(({ chunkId }) => chunkId).toSorted((one, other) => one - other)
        }
        const all = ['a', 'b', 'c']
        const own = boundsOf(all, a.workspaceId, [a.collectionId, c.collectionId])
        expect(await within(own)).toEqual([1, 2])
        expect(await within(own, ['b', 'c'])).toEqual([2])
        expect(await within(own, ['b'])).toEqual([])
        expect(await within(boundsOf(all, a.workspaceId, [a.collectionId]))).toEqual([1])
        expect(await within(boundsOf(all, a.workspaceId, [a.collectionId, b.collectionId]))).toEqual([1])
        expect(await within(boundsOf(all, null, [b.collectionId, c.collectionId]))).toEqual([2, 3])
        expect(await within(boundsOf(all, a.workspaceId, []))).toEqual([])
      }))

    test('keeps languages apart', () =>
      withIndex(async (index) => {
        await index.replaceDocument(1, 'x', [plainEntry(1, 'x', 'die hard'), plainEntry(2, 'x', 'die katze', 'de')])
        expect(await found(index, { terms: [en('die')] })).toEqual([1])
        const vocabulary = await index.vocabulary()
        expect(vocabulary.languages()).toEqual(['de', 'en'])
        expect(vocabulary.statistics({ language: 'de', term: 'die' })).toEqual({
          documentFrequency: 1,
          chunkCount: 1,
          averageLength: reference.averageLength ?? 2,
        })
      }))

    test('equal scores are ordered by tie-breaker, then chunk id', () =>
      withIndex(async (index) => {
        const entry = (chunkId: number, tieBreaker: number) => ({ ...plainEntry(chunkId, 'x', 'a'), tieBreaker })
        await index.replaceDocument(1, 'x', [entry(5, 7), entry(4, 7), entry(9, 4_294_967_295), entry(8, 0)])
        expect(await found(index, { terms: [en('a')] })).toEqual([8, 4, 5, 9])
      }))

    test('a deleted document counts nowhere', () =>
      withIndex(async (index) => {
        await index.replaceDocument(1, 'x', [plainEntry(1, 'x', 'a secret')])
        await index.replaceDocument(2, 'y', [plainEntry(2, 'y', 'a a b b')])
        await index.flush()
        await index.replaceDocument(3, 'x', [])
        expect(await found(index, { terms: [en('a')] })).toEqual([2])
        const vocabulary = await index.vocabulary()
        expect(vocabulary.statistics({ language: 'en', term: 'a' })).toEqual({
          documentFrequency: 1,
          chunkCount: 1,
          averageLength: reference.averageLength ?? 4,
        })
        expect(vocabulary.expandPrefix('en', 'sec', 5)).toEqual([])
        expect(await index.explain(1, [en('a')])).toEqual([])
        expect([...(await index.scores([1, 2], [en('a')])).keys()]).toEqual([2])
      }))

    test('expands a prefix to its most frequent terms', () =>
      withIndex(async (index) => {
        await index.replaceDocument(1, 'x', [plainEntry(1, 'x', 'haus haustür'), plainEntry(2, 'x', 'haustür maus')])
        await index.replaceDocument(2, 'y', [plainEntry(3, 'y', 'hausboot haus haustür')])
        const vocabulary = await index.vocabulary()
        expect(vocabulary.expandPrefix('en', 'haus', 2)).toEqual(['haustür', 'haus'])
        expect(vocabulary.expandPrefix('de', 'haus', 2)).toEqual([])
      }))

    test('explains the score of a hit term by term', () =>
      withIndex(async (index) => {
        await index.replaceDocument(1, 'x', [plainEntry(1, 'x', 'a b b c'), plainEntry(2, 'x', 'a')])
        const terms = [en('a'), en('b', 0.5), en('z')]
        const { hits } = await index.search({ terms, limit: 1 })
        const parts = await index.explain(1, terms)
        expect(parts.map((part) => [part.term.term, part.frequency, part.length])).toEqual([
          ['a', 1, 4],
          ['b', 2, 4],
        ])
        const sum = parts.reduce((all, part) => all + part.score, 0)
        expect(hits[0]?.score).toBeCloseTo(sum, reference.digits ?? 12)
        expect((await index.scores([2, 1, 77], terms)).get(1)).toBe(hits[0]?.score)
      }))

    test('has after a reopen what was flushed, with its sequence', () =>
      withSubject(async (subject) => {
        const first = await subject.open()
        await first.replaceDocument(7, 'x', [plainEntry(1, 'x', 'a b')])
        expect([first.appliedSequence, first.durableSequence]).toEqual([7, 0])
        await first.close()
        const second = await subject.open()
        expect([second.appliedSequence, second.durableSequence, await count(second)]).toEqual([7, 7, 1])
        await second.clear()
        expect([second.appliedSequence, second.durableSequence, await count(second)]).toEqual([0, 0, 0])
        await second.close()
        const third = await subject.open()
        expect([third.appliedSequence, await count(third)]).toEqual([0, 0])
        await third.close()
      }))

    test('after any changes it equals an index built anew from what is alive, and BM25 by definition', async () => {
      const property = async (steps: readonly Step[], queries: readonly KeywordQuery[]): Promise<void> => {
        await withSubject(async (subject) => {
          const { index, alive } = await applySteps(subject, steps)
          await withIndex(async (fresh) => {
            for (const id of new Set(alive.map((entry) => entry.documentId))) {
              const entries = alive.filter(({ documentId }) => documentId === id)
              await fresh.replaceDocument(1, id, entries)
            }
            const [vocabulary, wanted] = [await index.vocabulary(), await fresh.vocabulary()]
            expect(vocabulary.chunkCount()).toBe(alive.length)
            expect(vocabulary.languages()).toEqual(wanted.languages())
            expect(vocabulary.expandPrefix('en', 'p', 5)).toEqual(wanted.expandPrefix('en', 'p', 5))
            for (const query of queries) {
              const got = await index.search(query)
              expect(got).toEqual(await fresh.search(query))
              const byDefinition = bruteForceSearch(alive, query, reference)
              expect(got.total).toBe(byDefinition.length)
              for (const [place, hit] of got.hits.entries()) {
                expect(hit.score).toBeCloseTo(byDefinition[place]?.score ?? -1, reference.digits ?? 6)
              }
            }
          })
          await index.close()
        })
      }
      await fc.assert(
        fc.asyncProperty(
          fc.array(step, { maxLength: 25 }),
          fc.array(queryArbitrary, { minLength: 1, maxLength: 4 }),
          (steps, queries) =>
            property(
              steps,
              queries.map((query) => query as KeywordQuery),
            ),
        ),
        { numRuns: 60, seed: 20261121 },
      )
    }, 60_000)
  })
}
