import type { DocumentAnalysis } from '../../../ports/document-analyst.ts'
import type { PrerequisiteConcept, PrerequisiteDocument } from './prerequisite-input.ts'

/** Long enough that each section stands for itself. */
const SECTION_CHARACTERS = 2000

/** A document of sections of sentences (each with its text in `text`), in which the given words are the phrases. */
export function analysedText(
  documentId: string,
  sections: readonly (readonly string[])[],
  words: readonly string[],
): PrerequisiteDocument & { readonly text: string } {
  let text = ''
  const sentences: DocumentAnalysis['sentences'][number][] = []
  const parts: DocumentAnalysis['sections'][number][] = []
  for (const [section, lines] of sections.entries()) {
    const start = text.length
    for (const line of lines) {
      sentences.push({
        start: text.length,
        end: text.length + line.length,
        section,
        kind: 'paragraph',
        listNumber: null,
      })
      text += `${line} `
    }
    const range = { start, end: text.length, page: null, pageEnd: null }
    parts.push({ headingPath: [], level: 1, ...range, readingCharacters: SECTION_CHARACTERS })
  }
  const phrases = words.map((word) => ({
    key: `en:${word}`,
    name: word,
    forms: [word],
    kind: 'noun' as const,
    plural: null,
    occurrences: [...text.matchAll(new RegExp(`\\b${word}\\b`, 'gu'))].flatMap(({ index }) => {
      const sentence = sentences.findIndex(({ start, end }) => start <= index && index < end)
      return [index, index + word.length, sentence, sentences[sentence]?.section ?? 0, 0, 1]
    }),
    definition: null,
    sameAs: [],
  }))
  return { documentId, text, analysis: { sections: parts, sentences, phrases } }
}

/** One concept per word, with the word as its id. */
export function conceptsOf(words: readonly string[]): PrerequisiteConcept[] {
  return words.map((word) => ({ id: word, keys: [`en:${word}`], definition: null }))
}
