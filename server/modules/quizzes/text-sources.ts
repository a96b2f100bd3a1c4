import { breathe } from '../../kernel/breathe.ts'
import { isStopWord } from '../../kernel/text/stop-words.ts'
import { tokenize } from '../../kernel/text/tokens.ts'
import type { StudyDocument } from '../../ports/study-material.ts'

/** Tells of which document the words of a text are, so that they go when that document goes. */
export interface TextSources {
  /** @returns the evidence's document when it has all the words, else the one that has the rarest of the others. */
  sourceOf(text: string, evidenceDocumentId: string, language: string): string
}

const wordsOfDocument = new WeakMap<StudyDocument, ReadonlySet<string>>()

/** Read without a breath in between; a text of this length takes about 2 ms. */
const PIECE = 40_000

export async function createTextSources(documents: readonly StudyDocument[]): Promise<TextSources> {
  const wordsOf = new Map<string, ReadonlySet<string>>()
  // Whatever is written from one document alone is of that document.
  for (const document of documents.length > 1 ? documents : []) {
    const words = wordsOfDocument.get(document) ?? (await wordsIn(document.text))
    wordsOfDocument.set(document, words)
    wordsOf.set(document.documentId, words)
  }
  return {
    sourceOf(text, evidenceDocumentId, language) {
      const own = wordsOf.get(evidenceDocumentId)
      let source = evidenceDocumentId
      let fewest = Infinity
      for (const { text: word } of own === undefined ? [] : tokenize(text)) {
        if (own?.has(word) === true || isStopWord(word, language)) continue
        const holders = [...wordsOf].filter(([, words]) => words.has(word))
        const [first] = holders
        if (first === undefined || holders.length >= fewest) continue
        fewest = holders.length
        source = first[0]
      }
      return source
    },
  }
}

async function wordsIn(text: string): Promise<ReadonlySet<string>> {
  const words = new Set<string>()
  let from = 0
  while (from < text.length) {
    const blank = text.lastIndexOf(' ', from + PIECE)
    const to = from + PIECE >= text.length || blank <= from ? from + PIECE : blank
    for (const token of tokenize(text.slice(from, to))) words.add(token.text)
    from = to
    await breathe()
  }
  return words
}
