import type { DocumentText } from '@learnpath/contracts'
import type { DocumentAnalysis } from '../../../ports/document-analyst.ts'
import { pagesOf } from '../study/passages.ts'
import type { DefinitionText } from './stored-analysis.ts'

/** Text and pages of every sentence that may define a concept, in the order of the text. */
export function definitionTexts(
  document: Pick<DocumentText, 'text' | 'pages'>,
  analysis: DocumentAnalysis,
): DefinitionText[] {
  const numbers = new Set(
    analysis.phrases.flatMap(({ definition }) => (definition === null ? [] : [definition.sentence])),
  )
  return [...numbers]
    .toSorted((one, other) => one - other)
    .flatMap((sentence) => {
      const range = analysis.sentences[sentence]
      if (range === undefined) return []
      return [{ sentence, text: document.text.slice(range.start, range.end), ...pagesOf(document.pages, range) }]
    })
}
