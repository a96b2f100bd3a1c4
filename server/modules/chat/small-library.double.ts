import type { SearchHit } from '@learnpath/contracts'
import { analyze } from '../../kernel/text/analyze.ts'
import type { QueryTerm, RetrievalApi } from '../retrieval/index.ts'

/** A document of a test: its passages are the parts between lines of `---`. */
export interface SmallDocument {
  readonly path: string
  readonly language: string
  readonly text: string
  readonly title?: string
  readonly headingPath?: readonly string[]
  /** Where pages begin, from page 1 at offset 0. Without it the document has no pages. */
  readonly pageStarts?: readonly number[]
  readonly versionHash?: string
}

type SmallLibrary = Pick<RetrievalApi, 'search' | 'queryTerms' | 'pages' | 'indexState'>

const PASSAGE_BREAK = '\n\n---\n\n'

/** Keyword search over a handful of documents, for tests of what is made from its hits. */
export function createSmallLibrary(documents: readonly SmallDocument[]): SmallLibrary {
  const passages = documents.flatMap(passagesOf)
  const languages = [...new Set(documents.map(({ language }) => language))]
  const termsOf = (passage: SearchHit): Set<string> =>
    new Set(
      analyze(`${passage.title} ${passage.headingPath.join(' ')} ${passage.text}`, passage.language).map(
        ({ term }) => term,
      ),
    )

  function frequency(term: string, language: string): number {
    return passages.filter((passage) => passage.language === language && termsOf(passage).has(term)).length
  }
  function worth(term: string, language: string): number {
    const found = frequency(term, language)
    const all = passages.filter((passage) => passage.language === language).length
    return found === 0 ? 0 : Math.log(1 + (all - found + 0.5) / (found + 0.5))
  }
  return {
    async search({ query, limit = 10 }) {
      const scored = passages
        .map((passage) => {
          const own = termsOf(passage)
          const asked = new Set(analyze(query, passage.language).map(({ term }) => term))
          let score = 0
          for (const term of asked) if (own.has(term)) score += worth(term, passage.language)
          return { ...passage, score }
        })
        .filter(({ score }) => score > 0)
        .toSorted((a, b) => b.score - a.score)
      const hits = scored.slice(0, limit).map((passage, index) => ({ ...passage, rank: index + 1 }))
      return {
        query,
        hits,
        reading: { words: query, phrases: [], excluded: [], unknownWords: [] },
        total: scored.length,
        totalIsExact: true,
        tookMs: 0,
        engine: 'keyword',
        semantic: { used: false, model: null, reason: 'a test', lag: 0 },
        reranked: null,
        stages: {},
        indexLag: 0,
      }
    },
    async queryTerms(question) {
      return languages.flatMap((language) =>
        analyze(question, language).map(({ word, term }): QueryTerm => {
          return { word, term, language, inverseDocumentFrequency: worth(term, language) }
        }),
      )
    },
    async indexState() {
      return { kind: 'keyword', sequence: 1, lag: 0, chunks: passages.length, sizeBytes: 0, trouble: null }
    },
    async pages(documentId) {
      const document = documents.find(({ path }) => path === documentId)
      return { versionHash: document?.versionHash ?? 'v1', pages: document === undefined ? [] : pagesOf(document) }
    },
  }
}

function passagesOf(document: SmallDocument): SearchHit[] {
  let start = 0
  return document.text.split(PASSAGE_BREAK).map((text, index) => {
    const passageStart = start
    start += text.length + PASSAGE_BREAK.length
    const end = passageStart + text.length
    const touched = pagesOf(document).filter((page) => page.start < end && page.end > passageStart)
    return {
      rank: 1,
      score: 0,
      documentId: document.path,
      versionHash: document.versionHash ?? 'v1',
      chunkId: `${document.path}#${index}`,
      collection: 'library',
      path: document.path,
      title: document.title ?? '',
      headingPath: [...(document.headingPath ?? [])],
      language: document.language,
      page: touched[0]?.page ?? null,
      pageEnd: touched.at(-1)?.page ?? null,
      start: passageStart,
      end,
      text,
      highlights: [],
    }
  })
}

function pagesOf({ pageStarts = [], text }: SmallDocument): { page: number; start: number; end: number }[] {
  return pageStarts.map((start, index) => ({ page: index + 1, start, end: pageStarts[index + 1] ?? text.length }))
}
