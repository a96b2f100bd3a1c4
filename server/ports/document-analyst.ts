import type { ParsedDocument } from './parsed-document.ts'
import type { StudySection, StudySentence } from './study-material.ts'

export interface AnalysableDocument extends Pick<ParsedDocument, 'text' | 'blocks' | 'marks' | 'pages'> {
  readonly title: string
  /** ISO 639-1 code, or "und". */
  readonly language: string
}

/** A phrase that may be a concept, with every place where the document uses it. */
export interface CandidatePhrase {
  /** Equal keys are the same phrase, whatever its case, number or inflection. Stems joined by blanks, language first: "en:cell membran". */
  readonly key: string
  /** The form to show: the most used one, in the singular where the rules of the language tell it. */
  readonly name: string
  /** Every form it has in the text, the most used first. */
  readonly forms: readonly string[]
  readonly kind: 'proper' | 'noun-phrase' | 'noun' | 'acronym' | 'code' | 'other'
  /** Whether the form most used is a plural; null when the language's rules do not tell. */
  readonly plural: boolean | null
  /** Six numbers each: start, end, sentence (-1 in a heading), section, emphasis (0 none, 1 italic, 2 bold, 3 heading), whole phrase (1) or part of a longer one (0). */
  readonly occurrences: readonly number[]
  /** The sentence that says best what it is; `strength` from 0 to 1 by the pattern. */
  readonly definition: { readonly sentence: number; readonly strength: number } | null
  /** Key of the phrase that the text gives as long or short form of this one, e.g. "ATP (adenosine triphosphate)". */
  readonly sameAs: readonly string[]
}

/** What one document contributes, as plain JSON: no other document was looked at. */
export interface DocumentAnalysis {
  readonly language: string
  readonly words: number
  readonly sections: readonly StudySection[]
  readonly sentences: readonly StudySentence[]
  readonly phrases: readonly CandidatePhrase[]
}

/** Reads a document for its phrases, away from the thread that serves requests. */
export interface DocumentAnalyst {
  /** Changes whenever the same document would give another analysis. */
  readonly version: string
  analyse(document: AnalysableDocument, signal?: AbortSignal): Promise<DocumentAnalysis>
  close(): Promise<void>
}
