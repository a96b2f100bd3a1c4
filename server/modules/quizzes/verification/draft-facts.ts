import { termOfWord } from '../../../kernel/text/analyze.ts'
import { stem } from '../../../kernel/text/stem.ts'
import { tokenize } from '../../../kernel/text/tokens.ts'
import type { QuestionDraft } from '../../../ports/question-writer.ts'
import type { ConceptEntry, StudyDocument } from '../../../ports/study-material.ts'
import type { VerificationContext } from './verification-context.ts'
import { BLANK } from './blanks.ts'

/** A text of a draft with its words. */
export interface WordedText {
  readonly text: string
  /** All words in lower case. */
  readonly words: readonly string[]
  /** Stems of the words that carry meaning. */
  readonly stems: ReadonlySet<string>
}

/** What rules look at: the draft, its evidence, and the words of both, cut once. */
export interface DraftFacts {
  readonly draft: QuestionDraft
  readonly context: VerificationContext
  readonly language: string
  readonly document: StudyDocument | null
  /** The document's text of the draft's range; '' when there is no such range. */
  readonly evidence: WordedText
  /** The stem without its instruction ("True or false?") and with blanks taken out. */
  readonly stem: WordedText
  readonly options: readonly WordedText[]
  /** The right option of a multiple choice, the answer in words otherwise. */
  readonly key: WordedText
  /** Options but the right one; empty for other types. */
  readonly distractors: readonly WordedText[]
  /** Concept that the draft is about; null when the map has none of that id. */
  readonly concept: ConceptEntry | null
}

const INSTRUCTION = /^(?:true or false|richtig oder falsch|wahr oder falsch)\s*[?:]\s*/iu

export const statementOf = (stemText: string): string => stemText.replace(INSTRUCTION, '')

export function wordedText(text: string, language: string): WordedText {
  const words = tokenize(text).map((token) => token.text)
  const stems = new Set<string>()
  for (const word of words) {
    const term = termOfWord(word, language)
    if (term !== '') stems.add(term)
  }
  // "To be" and the like have nothing else.
  if (stems.size === 0) for (const word of words) stems.add(stem(word, language))
  return { text, words, stems }
}

export function factsOf(draft: QuestionDraft, context: VerificationContext): DraftFacts {
  const { language } = draft
  const document = context.documents.get(draft.evidence.documentId) ?? null
  const { start, end } = draft.evidence
  const inDocument = document !== null && start >= 0 && start < end && end <= document.text.length
  const options = draft.options.map((option) => wordedText(option, language))
  const right = draft.type === 'multiple-choice' && 'option' in draft.answer ? draft.answer.option : -1
  return {
    draft,
    context,
    language,
    document,
    evidence: wordedText(inDocument ? document.text.slice(start, end) : '', language),
    stem: wordedText(statementOf(draft.stem).replaceAll(BLANK, ' '), language),
    options,
    key: options[right] ?? wordedText(draft.answerText, language),
    distractors: draft.type === 'multiple-choice' ? options.filter((_, at) => at !== right) : [],
    concept: context.concepts.get(draft.conceptId) ?? null,
  }
}
