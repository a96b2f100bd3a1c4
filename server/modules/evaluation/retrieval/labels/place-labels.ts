import { LearnPathError, type Document, type DocumentText, type LabelPlace } from '@learnpath/contracts'
import { findQuote } from '../../../../kernel/text/find-quote.ts'
import type { LabelLibrary } from './label-library.ts'
import type { StoredPassage } from './stored-labels.ts'

export interface PlacedPassage {
  readonly passage: StoredPassage
  readonly place: LabelPlace
}

/** Finds labelled passages in the documents as they are now; what was looked up is remembered for the next one. */
export interface LabelPlacer {
  place(passage: StoredPassage): Promise<PlacedPassage>
}

const GONE: ReadonlySet<string> = new Set(['LP_DOCUMENT_NOT_FOUND', 'LP_DOCUMENT_NOT_READY', 'LP_COLLECTION_NOT_FOUND'])

/** Null when there is no such thing, or not yet. */
export async function orNull<Value>(work: () => Promise<Value>): Promise<Value | null> {
  try {
    return await work()
  } catch (failure) {
    if (failure instanceof LearnPathError && GONE.has(failure.code)) return null
    throw failure
  }
}

/** A document of the same place: it was deleted and added again. */
async function sameNamed(library: LabelLibrary, { collection, path }: StoredPassage): Promise<Document | null> {
  return await orNull(async () => {
    const { id } = await library.collection(collection)
    return await library.findByPath(id, path)
  })
}

function memo<Value>(load: (key: string) => Promise<Value>): (key: string) => Promise<Value> {
  const known = new Map<string, Promise<Value>>()
  return async (key) => {
    const loading = known.get(key) ?? load(key)
    known.set(key, loading)
    return await loading
  }
}

/** In a version that is not the one it was marked in: where its words are now. */
function moved(passage: StoredPassage, document: Document, text: DocumentText): PlacedPassage {
  const named = { collection: document.collection, path: document.path, title: document.title }
  const { versionHash } = text
  const known = { ...passage, ...named, documentId: document.id }
  if (passage.wholeDocument) {
    return { place: 'exact', passage: { ...known, versionHash, start: 0, end: text.text.length } }
  }
  const range = findQuote(text.text, passage.quote, passage.start)
  if (range === null) return { place: 'gone', passage: known }
  const place = range.start === passage.start ? 'exact' : 'moved'
  return { place, passage: { ...known, ...range, versionHash } }
}

export function createLabelPlacer(library: LabelLibrary): LabelPlacer {
  const documentOf = memo(async (id) => await orNull(async () => await library.get(id)))
  const textOf = memo(async (id) => await orNull(async () => await library.text(id)))
  return {
    async place(passage) {
      const document = (await documentOf(passage.documentId)) ?? (await sameNamed(library, passage))
      if (document === null || document.versionHash === null) return { place: 'document-gone', passage }
      if (document.id === passage.documentId && document.versionHash === passage.versionHash) {
        const { collection, path, title } = document
        return { place: 'exact', passage: { ...passage, collection, path, title } }
      }
      const text = await textOf(document.id)
      return text === null ? { place: 'document-gone', passage } : moved(passage, document, text)
    },
  }
}

export const isThere = ({ place }: PlacedPassage): boolean => place === 'exact' || place === 'moved'
