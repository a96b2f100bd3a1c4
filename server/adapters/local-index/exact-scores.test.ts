import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { KeywordEntry, KeywordIndex, KeywordQuery } from '../../ports/keyword-index.ts'
import { frequencyUnits, roundedLength, termScore, termScoring, UNIT } from './bm25.ts'
import { createLocalKeywordIndex } from './keyword-index.ts'
import { inDocument } from '../../ports/search-reach.double.ts'

const PARAMETERS = { k1: 1.2, b: 0.75 }
const VOCABULARY = 400
const DOCUMENTS = 700
const CHUNKS_PER_DOCUMENT = 12

/** A repeatable source of numbers in [0, 1): a linear congruential generator. */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 4_294_967_296
  }
}

/** Words as in real text: few are very common, most are rare. */
function document(number: number, version: number): KeywordEntry[] {
  const random = numbers(number * 1000 + version)
  const count = 1 + Math.floor(random() * CHUNKS_PER_DOCUMENT)
  return Array.from({ length: count }, (_, place) => {
    const words = 5 + Math.floor(random() * 60)
    const terms = new Map<string, number>()
    for (let at = 0; at < words; at++) {
      const term = `w${Math.floor(VOCABULARY * random() ** 3)}`
      terms.set(term, (terms.get(term) ?? 0) + (random() < 0.1 ? 1.7 : 1))
    }
    const chunkId = (version * DOCUMENTS + number) * CHUNKS_PER_DOCUMENT + place
    // Few tie-breakers, so that chunk ids decide as well.
    return { chunkId, ...inDocument(`doc_${number}`), language: 'en', terms, length: words, tieBreaker: chunkId % 7 }
  })
}

/** All matches by definition, with the index's own arithmetic. */
function allMatches(alive: readonly KeywordEntry[], { terms, ...query }: KeywordQuery) {
  const holds = (entry: KeywordEntry, term: string): boolean => entry.terms.has(term)
  const averageLength = alive.reduce((sum, { length }) => sum + roundedLength(length), 0) / alive.length
  const scorings = terms.map(({ term, weight }) => {
    const documentFrequency = alive.filter((entry) => holds(entry, term)).length
    return termScoring(weight, { documentFrequency, chunkCount: alive.length, averageLength }, PARAMETERS)
  })
  return alive
    .filter((entry) => terms.some(({ term }) => holds(entry, term)))
    .filter((entry) => (query.required ?? []).every((group) => group.some(({ term }) => holds(entry, term))))
    .filter((entry) => !(query.excluded ?? []).some(({ term }) => holds(entry, term)))
    .filter((entry) => query.documentIds?.has(entry.documentId) ?? true)
    .map((entry) => {
      let score = 0
      for (const [at, { term }] of terms.entries()) {
        const frequency = entry.terms.get(term)
        const scoring = scorings[at]
        if (frequency === undefined || scoring === undefined) continue
        score += termScore(scoring, frequencyUnits(frequency) * UNIT, roundedLength(entry.length))
      }
      return { chunkId: entry.chunkId, score, tieBreaker: entry.tieBreaker }
    })
    .toSorted((a, b) => b.score - a.score || a.tieBreaker - b.tieBreaker || a.chunkId - b.chunkId)
    .map(({ chunkId, score }) => ({ chunkId, score }))
}

function randomQuery(random: () => number): KeywordQuery {
  const term = (power: number) => ({
    language: 'en',
    term: `w${Math.floor(VOCABULARY * random() ** power)}`,
    weight: random() < 0.3 ? 0.3 : 1,
  })
  const count = 1 + Math.floor(random() * 8)
  const terms = new Map(Array.from({ length: count }, () => term(random() < 0.5 ? 3 : 1)).map((one) => [one.term, one]))
  const documentIds = new Set(Array.from({ length: 60 }, () => `doc_${Math.floor(random() * DOCUMENTS)}`))
  return {
    terms: [...terms.values()],
    limit: [1, 10, 50][Math.floor(random() * 3)] ?? 10,
    ...(random() < 0.2 && { required: [[term(4), term(4)]] }),
    ...(random() < 0.2 && { excluded: [term(3)] }),
    ...(random() < 0.2 && { documentIds }),
  }
}

async function fill(index: KeywordIndex): Promise<KeywordEntry[]> {
  const documents = new Map<number, KeywordEntry[]>()
  const put = async (number: number, entries: KeywordEntry[]): Promise<void> => {
    documents.set(number, entries)
    await index.replaceDocument(documents.size, `doc_${number}`, entries)
  }
  for (let number = 0; number < DOCUMENTS; number++) {
    await put(number, document(number, 0))
    if (number % 300 === 299) await index.flush()
    // Makes a segment of what came since, which is merged with those before it.
    if (number % 4 === 0) await index.search({ terms: [], limit: 1 })
  }
  const begun = index.flush()
  for (let number = 0; number < DOCUMENTS; number += 3) await put(number, number % 2 === 0 ? [] : document(number, 1))
  for (let number = 1; number < DOCUMENTS; number += 30) {
    await put(number, document(number, 2))
    await index.search({ terms: [], limit: 1 })
  }
  await begun
  return [...documents.values()].flat()
}

test('leaving out what cannot win changes no hit, no score and no order', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'keyword-index-'))
  const index = await createLocalKeywordIndex({ folder, parameters: PARAMETERS })
  try {
    const alive = await fill(index)
    const random = numbers(7)
    let leftOut = 0
    for (let count = 0; count < 300; count++) {
      const query = randomQuery(random)
      const { hits, total, totalIsExact } = await index.search(query)
      const wanted = allMatches(alive, query)
      expect(hits).toEqual(wanted.slice(0, query.limit))
      if (!totalIsExact) leftOut += 1
      // A total that is not exact counts what was seen, at least a thousand.
      const least = totalIsExact ? wanted.length : 1000
      expect([total >= least, total <= wanted.length]).toEqual([true, true])
    }
    expect(leftOut).toBeGreaterThan(20)
  } finally {
    await index.close()
    await rm(folder, { recursive: true, force: true })
  }
}, 60_000)
