import type { CandidatePhrase, DocumentAnalysis } from '../../../ports/document-analyst.ts'
import type { StudySentence } from '../../../ports/study-material.ts'
import type { AuthorHints } from '../prerequisites/author-hints.ts'

/** Changes whenever this module would store another analysis for the same answer of the analyst. */
export const STORED_FORMAT = '1'

/** Text and pages of a sentence that may define a concept: shown in lists without reading the document. */
export interface DefinitionText {
  readonly sentence: number
  readonly text: string
  readonly page: number | null
  readonly pageEnd: number | null
}

/** An analysis as it is stored, with what only the text tells. */
export interface StoredAnalysis {
  readonly analysis: DocumentAnalysis
  readonly definitions: readonly DefinitionText[]
  readonly hints: AuthorHints
}

/** An analysis as JSON texts of some ten kilobytes each, so that no one of them takes long to read or write. */
export interface PackedAnalysis {
  readonly language: string
  readonly words: number
  readonly sectionsJson: string
  readonly hintsJson: string
  readonly parts: readonly AnalysisPart[]
}

export interface AnalysisPart {
  readonly kind: 'sentences' | 'phrases' | 'definitions'
  readonly json: string
}

/** Numbers per sentence in a part: start, end, section, kind, number in its list (0: none). */
const NUMBERS_PER_SENTENCE = 5
const SENTENCE_KINDS = ['paragraph', 'quote', 'list-item', 'table-row'] as const
const SENTENCES_PER_PART = 2000
const DEFINITIONS_PER_PART = 500
/** About 100 KB. */
const NUMBERS_PER_PART = 20_000
/** What a phrase takes besides its occurrences, in numbers. */
const PHRASE_OVERHEAD = 25

/** Parts one by one, so that the caller can breathe between them. */
export function* packParts({
  analysis,
  definitions,
}: Pick<StoredAnalysis, 'analysis' | 'definitions'>): Generator<AnalysisPart, void, undefined> {
  for (let at = 0; at < analysis.sentences.length; at += SENTENCES_PER_PART) {
    const numbers = analysis.sentences.slice(at, at + SENTENCES_PER_PART).flatMap((sentence) => packSentence(sentence))
    yield { kind: 'sentences', json: JSON.stringify(numbers) }
  }
  for (const phrases of phraseGroups(analysis.phrases)) yield { kind: 'phrases', json: JSON.stringify(phrases) }
  for (let at = 0; at < definitions.length; at += DEFINITIONS_PER_PART) {
    yield { kind: 'definitions', json: JSON.stringify(definitions.slice(at, at + DEFINITIONS_PER_PART)) }
  }
}

function* phraseGroups(phrases: readonly CandidatePhrase[]): Generator<readonly CandidatePhrase[], void, undefined> {
  let group: CandidatePhrase[] = []
  let size = 0
  for (const phrase of phrases) {
    group.push(phrase)
    size += phrase.occurrences.length + PHRASE_OVERHEAD
    if (size < NUMBERS_PER_PART) continue
    yield group
    group = []
    size = 0
  }
  if (group.length > 0) yield group
}

function packSentence({ start, end, section, kind, listNumber }: StudySentence): number[] {
  return [start, end, section, SENTENCE_KINDS.indexOf(kind), listNumber ?? 0]
}

function unpackSentences(numbers: readonly number[]): StudySentence[] {
  const sentences: StudySentence[] = []
  for (let at = 0; at < numbers.length; at += NUMBERS_PER_SENTENCE) {
    const [start = 0, end = 0, section = 0, kind = 0, listNumber = 0] = numbers.slice(at, at + NUMBERS_PER_SENTENCE)
    sentences.push({
      start,
      end,
      section,
      kind: SENTENCE_KINDS[kind] ?? 'paragraph',
      listNumber: listNumber === 0 ? null : listNumber,
    })
  }
  return sentences
}

/** Reads one part after the other; `done` once all are in. */
export function createUnpacking(packed: Omit<PackedAnalysis, 'parts'>): {
  add(part: AnalysisPart): void
  done(): StoredAnalysis
} {
  const sentences: StudySentence[] = []
  const phrases: CandidatePhrase[] = []
  const definitions: DefinitionText[] = []
  return {
    add({ kind, json }) {
      const content: unknown = JSON.parse(json)
      if (kind === 'sentences') sentences.push(...unpackSentences(content as number[]))
      else if (kind === 'phrases') phrases.push(...(content as CandidatePhrase[]))
      else definitions.push(...(content as DefinitionText[]))
    },
    done: () => ({
      analysis: {
        language: packed.language,
        words: packed.words,
        sections: JSON.parse(packed.sectionsJson) as DocumentAnalysis['sections'],
        sentences,
        phrases,
      },
      definitions,
      hints: JSON.parse(packed.hintsJson) as AuthorHints,
    }),
  }
}
