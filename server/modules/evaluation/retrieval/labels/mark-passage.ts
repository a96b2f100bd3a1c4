import { LearnPathError, type LabelUnit, type PassageToLabel } from '@learnpath/contracts'
import type { LabelLibrary } from './label-library.ts'
import type { StoredPassage } from './stored-labels.ts'

/**
 * A stretch of a document as a label, with its words. White space at its ends is left out.
 * @throws LP_QUESTION_SET_INVALID, LP_DOCUMENT_NOT_FOUND, LP_DOCUMENT_NOT_READY
 */
export async function markPassage(
  library: LabelLibrary,
  unit: LabelUnit,
  { documentId, start, end, grade }: PassageToLabel,
): Promise<StoredPassage> {
  const { collection, path, title } = await library.get(documentId)
  const { text, versionHash } = await library.text(documentId)
  const named = { documentId, collection, path, title, versionHash, grade }
  if (unit === 'document' || (start === undefined && end === undefined)) {
    return { ...named, start: 0, end: text.length, quote: '', wholeDocument: true }
  }
  const marked = text.slice(start ?? 0, end ?? text.length)
  const quote = marked.trim()
  if (quote === '') {
    throw new LearnPathError('LP_QUESTION_SET_INVALID', { detail: `there is no text at that place of ${path}` })
  }
  const from = (start ?? 0) + (marked.length - marked.trimStart().length)
  return { ...named, start: from, end: from + quote.length, quote, wholeDocument: false }
}
