import { LearnPathError, type LabelUnit, type PassageToLabel } from '@learnpath/contracts'
import { findWords } from '../../../../kernel/text/find-quote.ts'
import type { LabelLibrary } from './label-library.ts'
import type { StoredPassage } from './stored-labels.ts'

/**
 * A stretch of a document as a label, with its words. White space at its ends is left out.
 * @throws LP_QUESTION_SET_INVALID, LP_DOCUMENT_NOT_FOUND, LP_DOCUMENT_NOT_READY
 */
export async function markPassage(
  library: LabelLibrary,
  unit: LabelUnit,
  { documentId, grade, ...place }: PassageToLabel,
): Promise<StoredPassage> {
  const { collection, path, title } = await library.get(documentId)
  const { text, versionHash } = await library.text(documentId)
  const named = { documentId, collection, path, title, versionHash, grade }
  const range = unit === 'document' ? 'whole' : rangeIn(text, place)
  if (range === 'whole') return { ...named, start: 0, end: text.length, quote: '', wholeDocument: true }
  if (range === null) {
    throw new LearnPathError('LP_QUESTION_SET_INVALID', { detail: `the words are not in ${path}` })
  }
  const quote = text.slice(range.start, range.end)
  if (quote === '') throw new LearnPathError('LP_QUESTION_SET_INVALID', { detail: `there is no text there in ${path}` })
  return { ...named, ...range, quote, wholeDocument: false }
}

function rangeIn(
  text: string,
  { start, end, quote }: Pick<PassageToLabel, 'start' | 'end' | 'quote'>,
): { readonly start: number; readonly end: number } | 'whole' | null {
  if (quote !== undefined) return findWords(text, quote)
  if (start === undefined && end === undefined) return 'whole'
  const marked = text.slice(start ?? 0, end ?? text.length)
  const from = (start ?? 0) + (marked.length - marked.trimStart().length)
  return { start: from, end: from + marked.trim().length }
}
