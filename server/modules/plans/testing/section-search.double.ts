import type { SearchResponse } from '@learnpath/contracts'
import { analyze } from '../../../kernel/text/analyze.ts'
import type { StudyDocument } from '../../../ports/study-material.ts'
import type { PlansDependencies } from '../plans-dependencies.ts'

interface IndexedSection {
  readonly document: StudyDocument
  readonly section: number
  readonly counts: ReadonlyMap<string, number>
  readonly length: number
}

/** Search by BM25 over the sections of study documents: what plans need of retrieval, without a store. */
export function createSectionSearch(documents: readonly StudyDocument[]): PlansDependencies['retrieval'] {
  const sections = documents.flatMap((document) => document.sections.map((_, at) => indexed(document, at)))
  const average = sections.reduce((sum, { length }) => sum + length, 0) / Math.max(sections.length, 1)
  const frequencies = new Map<string, number>()
  for (const { counts } of sections) {
    for (const term of counts.keys()) frequencies.set(term, (frequencies.get(term) ?? 0) + 1)
  }
  const languages = [...new Set(documents.map(({ language }) => language))]
  const rarity = (term: string): number => {
    const having = frequencies.get(term) ?? 0
    return having === 0 ? 0 : Math.log(1 + (sections.length - having + 0.5) / (having + 0.5))
  }

  function search(query: string, limit: number, allowed: ReadonlySet<string> | null): SearchResponse['hits'] {
    const terms = new Set(languages.flatMap((language) => analyze(query, language).map(({ term }) => term)))
    const scored = sections
      .filter(({ document }) => allowed?.has(document.documentId) ?? true)
      .map((own) => ({ own, score: [...terms].reduce((sum, term) => sum + bm25(own, term), 0) }))
      .filter(({ score }) => score > 0)
      .toSorted((one, other) => other.score - one.score)
    return scored.slice(0, limit).map(({ own, score }, at) => hitOf(own, score, at + 1))
  }

  function bm25({ counts, length }: IndexedSection, term: string): number {
    const count = counts.get(term) ?? 0
    return (rarity(term) * count * 2.2) / (count + 1.2 * (0.25 + (0.75 * length) / average))
  }

  return {
    async search({ query, limit = 10, filters }) {
      const allowed = filters?.documentIds === undefined ? null : new Set(filters.documentIds)
      return await Promise.resolve(responseOf(query, search(query, limit, allowed)))
    },
    async queryTerms(question) {
      const terms = languages.flatMap((language) =>
        analyze(question, language).map(({ term, word }) => {
          return { word, term, language, inverseDocumentFrequency: rarity(term) }
        }),
      )
      return await Promise.resolve(terms)
    },
  }
}

function indexed(document: StudyDocument, section: number): IndexedSection {
  const { start = 0, end = 0, headingPath = [] } = document.sections[section] ?? {}
  const terms = analyze(
    `${document.title} ${headingPath.join(' ')} ${document.text.slice(start, end)}`,
    document.language,
  )
  const counts = new Map<string, number>()
  for (const { term } of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
  return { document, section, counts, length: terms.length }
}

function hitOf({ document, section }: IndexedSection, score: number, rank: number): SearchResponse['hits'][number] {
  const { start = 0, end = 0, headingPath = [], page = null, pageEnd = null } = document.sections[section] ?? {}
  const { documentId, versionHash, collection, path, title, language, text } = document
  return {
    rank,
    score,
    documentId,
    versionHash,
    chunkId: `${documentId} ${section}`,
    collection,
    path,
    title,
    headingPath: [...headingPath],
    language,
    page,
    pageEnd,
    start,
    end,
    text: text.slice(start, end),
    highlights: [],
  }
}

function responseOf(query: string, hits: SearchResponse['hits']): SearchResponse {
  return {
    query,
    hits,
    reading: { words: query, phrases: [], excluded: [], unknownWords: [] },
    total: hits.length,
    totalIsExact: true,
    tookMs: 0,
    engine: 'keyword',
    semantic: { used: false, model: null, reason: null, lag: 0 },
    reranked: null,
    stages: {},
    indexLag: 0,
  }
}
