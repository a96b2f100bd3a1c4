import { LearnPathError } from '@learnpath/contracts'
import type { DocumentFormat } from '@learnpath/contracts'
import type { Change, ChunkInDocument, DocumentFilter, IndexableDocument } from '../../library/index.ts'
import type { LibraryReader } from '../library-reader.ts'

export interface MemoryDocument {
  readonly id: string
  readonly title: string
  readonly language: string
  /** Text of each passage; the document's text is all of them, joined by blank lines. */
  readonly passages: readonly { readonly text: string; readonly headings?: readonly string[] }[]
  readonly collection?: string
  readonly path?: string
  readonly format?: DocumentFormat
  readonly tags?: readonly string[]
  readonly changedAt?: number
}

export interface MemoryLibrary extends LibraryReader {
  /** Adds or replaces a document and logs the change. */
  publish(document: MemoryDocument): void
  delete(documentId: string): void
  fullText(documentId: string): string
}

interface Stored extends IndexableDocument {
  readonly source: MemoryDocument
  readonly fullText: string
}

function passes({ source }: Stored, filter: DocumentFilter): boolean {
  const within = <Value>(values: readonly Value[] | undefined, value: Value): boolean =>
    values === undefined || values.includes(value)
  const changedAt = source.changedAt ?? 0
  return (
    within(filter.collectionIds, source.collection ?? 'library') &&
    within(filter.documentIds, source.id) &&
    within(filter.formats, source.format ?? 'text') &&
    within(filter.languages, source.language) &&
    (filter.tags === undefined || filter.tags.some((tag) => source.tags?.includes(tag) ?? false)) &&
    changedAt > (filter.changedAfter ?? -1) &&
    changedAt < (filter.changedBefore ?? Number.MAX_SAFE_INTEGER)
  )
}

/** A library in memory with a change log, for tests and quality benchmarks of retrieval. Collections have their name as id. */
export function createMemoryLibrary(): MemoryLibrary {
  const documents = new Map<string, Stored>()
  const chunksById = new Map<number, ChunkInDocument>()
  const changes: Change[] = []
  let nextChunkId = 1

  function log(kind: Change['kind'], documentId: string): void {
    changes.push({ sequence: changes.length + 1, kind, documentId })
  }

  function drop(documentId: string): void {
    for (const chunk of documents.get(documentId)?.chunks ?? []) chunksById.delete(chunk.id)
    documents.delete(documentId)
  }

  function stored(source: MemoryDocument): Stored {
    let fullText = ''
    const chunks = source.passages.map(({ text, headings }, ordinal) => {
      if (ordinal > 0) fullText += '\n\n'
      const start = fullText.length
      fullText += text
      const place = { start, end: fullText.length, pageStart: null, pageEnd: null }
      return { id: nextChunkId++, ordinal, headingPath: headings ?? [], ...place, tokenCount: 0, text }
    })
    const { id, title, language, collection = 'library', path = `${id}.txt` } = source
    const home = { workspaceId: 'workspace', collectionId: collection }
    return {
      ...home,
      documentId: id,
      collection,
      path,
      title,
      titled: title !== '',
      language,
      chunks,
      source,
      fullText,
    }
  }

  return {
    publish(source) {
      drop(source.id)
      const document = stored(source)
      documents.set(source.id, document)
      const { documentId, collection, path, title, language } = document
      for (const chunk of document.chunks) {
        chunksById.set(chunk.id, { ...chunk, documentId, versionHash: '', collection, path, title, language })
      }
      log('document-published', source.id)
    },
    delete(documentId) {
      drop(documentId)
      log('document-deleted', documentId)
    },
    fullText: (documentId) => documents.get(documentId)?.fullText ?? '',
    visibleCollections: async () => await Promise.resolve(null),
    async collection(name) {
      const known = [...documents.values()].some((document) => document.collection === name)
      if (!known) throw new LearnPathError('LP_COLLECTION_NOT_FOUND', { detail: name })
      return await Promise.resolve({
        id: name,
        name,
        documentCount: 0,
        createdAt: '2000-01-01T00:00:00Z',
        visibility: 'shared',
      })
    },
    async text(documentId) {
      return await Promise.reject(new LearnPathError('LP_DOCUMENT_NOT_FOUND', { detail: documentId }))
    },
    async chunks(ids) {
      return await Promise.resolve(
        ids.flatMap((id) => {
          const chunk = chunksById.get(id)
          return chunk === undefined ? [] : [chunk]
        }),
      )
    },
    async matchingDocumentIds(filter) {
      if (Object.keys(filter).length === 0) return await Promise.resolve(null)
      const found = [...documents.values()].filter((document) => passes(document, filter))
      return new Set(found.map((document) => document.documentId))
    },
    async changesAfter(sequence, limit) {
      return await Promise.resolve(changes.slice(sequence, sequence + limit))
    },
    async latestSequence() {
      return await Promise.resolve(changes.length)
    },
    async indexableDocuments(after, limit) {
      const ordered = [...documents.values()].toSorted((one, other) => (one.documentId < other.documentId ? -1 : 1))
      return await Promise.resolve(
        ordered.filter((document) => after === null || document.documentId > after).slice(0, limit),
      )
    },
    async indexableDocument(documentId) {
      return await Promise.resolve(documents.get(documentId) ?? null)
    },
    async statistics() {
      const none = { queued: 0, processing: 0, ready: 0, failed: 0, cancelled: 0 }
      const figures = { total: documents.size, searchable: documents.size, byState: none, languages: {}, chunks: 0 }
      return await Promise.resolve(figures)
    },
  }
}
