import { isStopWord } from '../../kernel/text/stop-words.ts'
import { tokenize } from '../../kernel/text/tokens.ts'
import type { StudyDocument } from '../../ports/study-material.ts'

/** Tells of which document the words of a text are, so that they go when that document goes. */
export interface TextSources {
  /** @returns the evidence's document when it has all the words, else the one that has the rarest of the others. */
  sourceOf(text: string, evidenceDocumentId: string, language: string): string
}

export function createTextSources(documents: readonly StudyDocument[]): TextSources {
  const wordsOf = new Map<string, ReadonlySet<string>>()
  const byId = new Map(documents.map((document) => [document.documentId, document]))

  function words(document: StudyDocument): ReadonlySet<string> {
    let found = wordsOf.get(document.documentId)
    if (found === undefined) {
      found = new Set(tokenize(document.text).map((token) => token.text))
      wordsOf.set(document.documentId, found)
    }
    return found
  }

  return {
    sourceOf(text, evidenceDocumentId, language) {
      const own = byId.get(evidenceDocumentId)
      const ownWords = own === undefined ? new Set<string>() : words(own)
      const foreign = tokenize(text)
        .map((token) => token.text)
        .filter((word) => !ownWords.has(word) && !isStopWord(word, language))
      let source = evidenceDocumentId
      let fewest = Infinity
      for (const word of new Set(foreign)) {
        const holders = documents.filter((document) => words(document).has(word))
        const [first] = holders
        if (first === undefined || holders.length >= fewest) continue
        fewest = holders.length
        source = first.documentId
      }
      return source
    },
  }
}
