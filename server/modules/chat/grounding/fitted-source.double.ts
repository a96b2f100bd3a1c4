import type { FittedSource } from '../fit-sources.ts'

/** Sources of one document each, numbered from 1; the passage begins at `offset` in its document. */
export function fittedSources(texts: readonly string[], { language = 'en', offset = 100 } = {}): FittedSource[] {
  return texts.map((text, index) => ({
    n: index + 1,
    text,
    hit: {
      rank: index + 1,
      score: 1,
      documentId: `doc${index + 1}`,
      versionHash: 'v1',
      chunkId: `chunk${index + 1}`,
      collection: 'library',
      path: `doc${index + 1}.md`,
      title: '',
      headingPath: [],
      language,
      page: null,
      pageEnd: null,
      start: offset,
      end: offset + text.length,
      text,
      highlights: [],
    },
  }))
}
