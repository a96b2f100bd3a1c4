import { sentences as sentencesOf } from '../../../kernel/text/sentences.ts'
import type {
  AnalysableDocument,
  CandidatePhrase,
  DocumentAnalysis,
  DocumentAnalyst,
} from '../../../ports/document-analyst.ts'

const PHRASE = /\b[A-Z][a-z]{2,}(?: [A-Z][a-z]{2,})*|\b[A-Z]{2,}\b/gu
const WITH_INITIALS = /([A-Z][a-z]+(?: [A-Z][a-z]+)*) \(([A-Z]{2,})\)/gu

export interface CapitalAnalyst extends DocumentAnalyst {
  version: string
  /** Texts that were analysed, in order. */
  readonly analysed: readonly string[]
  /** Holds every analysis until the returned function is called. */
  hold(): () => void
}

/**
 * Takes runs of capitalised words for phrases, "Long Form (LF)" for two names of one thing and "X is a …" for a definition. A text that
 * holds "CRASH" cannot be analysed.
 */
export function createCapitalAnalyst(): CapitalAnalyst {
  const analysed: string[] = []
  let gate: Promise<void> = Promise.resolve()
  return {
    version: 'capitals-1',
    analysed,
    hold() {
      let open = (): void => undefined
      gate = new Promise((resolve) => {
        open = resolve
      })
      return () => open()
    },
    async analyse(document, signal) {
      analysed.push(document.text)
      await Promise.race([
        gate,
        new Promise<never>((_resolve, reject) => {
          signal?.addEventListener('abort', () => reject(new Error('aborted')))
        }),
      ])
      if (document.text.includes('CRASH')) throw new Error('it crashed')
      return analyse(document)
    },
    close: async () => await Promise.resolve(),
  }
}

function analyse({ text }: AnalysableDocument): DocumentAnalysis {
  const section = { headingPath: [], level: 0, start: 0, end: text.length, page: null, pageEnd: null }
  const sentences = sentencesOf(text, 'en').map(({ start, end }) => ({
    start,
    end,
    section: 0,
    kind: 'paragraph' as const,
    listNumber: null,
  }))
  return {
    language: 'en',
    words: text.split(/\s+/u).length,
    sections: [{ ...section, readingCharacters: text.length }],
    sentences,
    phrases: phrasesOf(text, sentences),
  }
}

function phrasesOf(text: string, sentences: DocumentAnalysis['sentences']): CandidatePhrase[] {
  const phrases = new Map<string, CandidatePhrase>()
  for (const { 0: form, index } of text.matchAll(PHRASE)) {
    const key = keyOf(form)
    const sentence = sentences.findIndex(({ start, end }) => start <= index && index < end)
    const known = phrases.get(key) ?? newPhrase(form)
    const defines = known.definition === null && text.slice(index + form.length).startsWith(' is a ')
    phrases.set(key, {
      ...known,
      occurrences: [...known.occurrences, index, index + form.length, sentence, 0, 0, 1],
      definition: defines ? { sentence, strength: 0.8 } : known.definition,
    })
  }
  for (const [, long = '', initials = ''] of text.matchAll(WITH_INITIALS)) {
    join(phrases, keyOf(long), keyOf(initials))
    join(phrases, keyOf(initials), keyOf(long))
  }
  return [...phrases.values()]
}

function newPhrase(form: string): CandidatePhrase {
  const kind = form === form.toUpperCase() ? 'acronym' : 'noun-phrase'
  const nothing = { occurrences: [], definition: null, sameAs: [] }
  return { key: keyOf(form), name: form, forms: [form], kind, plural: false, ...nothing }
}

const keyOf = (form: string): string => `en:${form.toLowerCase()}`

function join(phrases: Map<string, CandidatePhrase>, key: string, other: string): void {
  const phrase = phrases.get(key)
  if (phrase !== undefined) phrases.set(key, { ...phrase, sameAs: [...new Set([...phrase.sameAs, other])] })
}
