import { analyze } from '../../kernel/text/analyze.ts'
import { tokenize } from '../../kernel/text/tokens.ts'
import { isStopWord } from '../../kernel/text/stop-words.ts'
import type { KeywordEntry } from '../../ports/keyword-index.ts'
import type { IndexableDocument } from '../library/index.ts'
import { RANKING } from './ranking-parameters.ts'
import { stopWordGrams } from './stop-word-grams.ts'

/** Changes whenever the same document gives other entries; an index built with another value is rebuilt. */
export const ENTRY_FORMAT = 'entries-2'

const FILE_EXTENSION = /\.\w{1,8}$/u

/** FNV-1a over UTF-16 units, 32 bit unsigned. Source: Fowler, Noll, Vo, http://www.isthe.com/chongo/tech/comp/fnv/. */
function stableHash(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  }
  return hash >>> 0
}

interface FieldCounts {
  readonly terms: ReadonlyMap<string, number>
  readonly length: number
}

function countTerms(text: string, language: string): FieldCounts {
  const terms = new Map<string, number>()
  const tokens = analyze(text, language)
  for (const { term } of tokens) terms.set(term, (terms.get(term) ?? 0) + 1)
  return { terms, length: tokens.length }
}

/** Title or heading: few words, so its stop words are worth keeping ("The Who", "To be or not to be"). */
function countFieldTerms(text: string, language: string): FieldCounts {
  const { terms, length } = countTerms(text, language)
  const counts = new Map(terms)
  const words = tokenize(text).map((token) => token.text)
  for (const word of words) if (isStopWord(word, language)) counts.set(`=${word}`, 1)
  for (const gram of stopWordGrams(words, language)) counts.set(gram, 1)
  return { terms: counts, length }
}

function addWeighted(into: Map<string, number>, field: FieldCounts, weight: number): void {
  for (const [term, count] of field.terms) into.set(term, (into.get(term) ?? 0) + weight * count)
}

/**
 * About what BM25 will divide the frequencies of a chunk of this length by. Multiplied into a field's weight it undoes that
 * division: a title is worth the same above a short chunk and a long one, or else a stub of two lines would beat the text on the matter.
 */
function lengthNorm(length: number): number {
  return 1 - RANKING.lengthShare + (RANKING.lengthShare * length) / RANKING.usualLength
}

/**
 * What the keyword index takes of a document: per chunk the analysed body, plus title, heading path and file path
 * counted with their weights, which the length of the body leaves alone. BM25F; source: Robertson, Zaragoza, Taylor, "Simple BM25
 * extension to multiple weighted fields", CIKM 2004, with the length norm per field of Zaragoza et al., TREC 2004.
 */
export function* indexEntries(document: IndexableDocument): Generator<KeywordEntry> {
  const { language } = document
  const title = countFieldTerms(document.title, language)
  const path = countTerms(document.path.replace(FILE_EXTENSION, ''), language)
  const headings = new Map<string, FieldCounts>()
  for (const chunk of document.chunks) {
    const headingText = chunk.headingPath.join('\n')
    const heading = headings.get(headingText) ?? countFieldTerms(headingText, language)
    headings.set(headingText, heading)
    const body = countTerms(chunk.text, language)
    const terms = new Map(body.terms)
    const length = body.length + RANKING.fieldLengthShare * (title.length + heading.length + path.length)
    const ownLength = lengthNorm(length)
    addWeighted(terms, title, RANKING.titleWeight * ownLength)
    addWeighted(terms, heading, RANKING.headingWeight * ownLength)
    addWeighted(terms, path, RANKING.pathWeight * ownLength)
    const words = tokenize(chunk.text).map((token) => token.text)
    for (const gram of stopWordGrams(words, language)) terms.set(gram, (terms.get(gram) ?? 0) + 1)
    yield {
      chunkId: chunk.id,
      documentId: document.documentId,
      workspaceId: document.workspaceId,
      collectionId: document.collectionId,
      language,
      terms,
      length,
      tieBreaker: stableHash(`${document.collection}\n${document.path}\n${chunk.ordinal}`),
    }
  }
}
