import type { QuestionDraft } from '../../../ports/question-writer.ts'
import type { ConceptEntry } from '../../../ports/study-material.ts'
import { contentStems, coverage } from '../writing/content-stems.ts'
import { randomFor, shuffled } from '../../../kernel/seeded-random.ts'
import { acceptedFor } from '../writing/write-cloze.ts'
import { locateQuote } from './locate-quote.ts'
import type { PassageToAsk } from './passages-to-ask.ts'
import type { WrittenQuestion } from './written-questions.ts'

const LONGEST_QUOTE = 700
/** "B) lysosome": models number options, though told not to. */
const LABEL = /^\(?[A-Fa-f1-6][).:]\s+/u
/** Less of the stem's words in the evidence, and the question does not copy its sentence. */
const COPIED = 0.6

/**
 * What a model wrote, as a draft: its quote found in the passage, its answer among its options. Where they are not, the draft has no
 * evidence or no right option, which verification tells. Null when it is about none of the passage's concepts.
 */
export function draftOfWritten(
  written: WrittenQuestion,
  passage: PassageToAsk,
  { model, seed }: { readonly model: string; readonly seed: number },
): QuestionDraft | null {
  const stem = squeezed(written.stem)
  const concept = conceptAskedAbout(written, passage.concepts)
  if (concept === undefined) return null
  const evidence = evidenceOf(written.quote, passage) ?? NOWHERE
  const given = optionsOf(written)
  const { language, documentId, text } = passage.document
  const mixed = shuffled(given.options, randomFor(seed, `options ${stem}`))
  const isChoice = written.type === 'multiple-choice'
  const isTerm = namesOf(concept).includes(given.answer.toLowerCase())
  const words = contentStems(text.slice(evidence.start, evidence.end), language)
  return {
    type: written.type,
    stem,
    options: mixed,
    left: [],
    right: [],
    answer: isChoice ? { option: placeOf(given.answer, mixed) } : { text: given.answer },
    answerText: given.answer,
    accepted: isTerm ? acceptedFor(concept, given.answer) : [],
    conceptId: concept.id,
    evidence: { documentId, ...evidence },
    bloom: coverage(contentStems(stem, language), words) < COPIED ? 'understand' : 'remember',
    language,
    difficulty: (isChoice ? 0.3 : 0.45) + 0.5 * concept.difficulty,
    pattern: isChoice ? 'model-choice' : 'model-question',
    model,
  }
}

const NOWHERE = { start: 0, end: 0 }

/** One past the end when it is none of them. */
function placeOf(answer: string, options: readonly string[]): number {
  const at = options.indexOf(answer)
  return at < 0 ? options.length : at
}

/** By its name; else the one that the question or the answer speaks of. */
function conceptAskedAbout(
  { concept, stem, answer }: WrittenQuestion,
  concepts: readonly ConceptEntry[],
): ConceptEntry | undefined {
  const wanted = squeezed(concept).toLowerCase()
  const spoken = `${stem} ${answer}`.toLowerCase()
  return (
    concepts.find((one) => namesOf(one).includes(wanted)) ??
    concepts.find((one) => namesOf(one).some((name) => spoken.includes(name)))
  )
}

const namesOf = ({ name, aliases }: ConceptEntry): string[] => [name, ...aliases].map((each) => each.toLowerCase())

/** The sentences of the passage that the quote stands in. */
function evidenceOf(quote: string, { document, start, end }: PassageToAsk): { start: number; end: number } | null {
  if (quote.length > LONGEST_QUOTE) return null
  const found = locateQuote(document.text.slice(start, end), quote)
  if (found === null) return null
  const from = start + found.start
  const to = start + found.end
  const touched = document.sentences.filter((sentence) => sentence.start < to && sentence.end > from)
  return {
    start: Math.min(from, touched[0]?.start ?? from),
    end: Math.max(to, touched.at(-1)?.end ?? to),
  }
}

/** The options without their labels, and the answer as the option that it names by its words or by its letter. */
function optionsOf({ type, options, answer }: WrittenQuestion): { options: string[]; answer: string } {
  const plain = squeezed(answer)
  if (type === 'short-answer') return { options: [], answer: plain.replace(/\.$/u, '') }
  const cleaned = options.map((option) => squeezed(option).replace(LABEL, ''))
  const wanted = plain.replace(LABEL, '').toLowerCase()
  const named = cleaned.find((option) => option.toLowerCase() === wanted)
  const lettered = /^[a-f]$/u.test(wanted) ? cleaned[wanted.charCodeAt(0) - 'a'.charCodeAt(0)] : undefined
  return { options: cleaned, answer: named ?? lettered ?? plain }
}

const squeezed = (text: string): string => text.replaceAll(/\s+/gu, ' ').trim()
