import { detectLanguage } from '../../kernel/text/detect-language.ts'
import type { AnalysableDocument, DocumentAnalysis } from '../../ports/document-analyst.ts'
import { tagEnglish } from './english-tagger.ts'
import { findPhrases } from './find-phrases.ts'
import { blanked, residueRanges } from './residue.ts'
import { studySections } from './study-sections.ts'
import { studySentences } from './study-sentences.ts'
import { unitsWithWords } from './words.ts'

/**
 * Cuts a document into sections and sentences and finds the phrases in it that may be concepts. Depends on nothing but the
 * document: the same one always gives the same analysis.
 */
export function analyseDocument(document: AnalysableDocument): DocumentAnalysis {
  const { text, blocks, marks, pages } = document
  const plain = blanked(text, residueRanges(text, marks))
  const language = document.language === 'und' ? detectLanguage(plain) : document.language
  const { sections, sectionOfBlock } = studySections({ text, plain, blocks, pages })
  const sentences = studySentences({ text, plain }, { blocks, sectionOfBlock }, language)
  const code = marks.filter(({ kind }) => kind === 'code')
  const prose = blanked(plain, code)
  const units = unitsWithWords(
    prose,
    [
      ...sentences.map(({ start, end, section }, sentence) => ({ start, end, section, sentence })),
      ...blocks.flatMap((block, index) =>
        block.kind === 'heading'
          ? [{ start: block.start, end: block.end, section: sectionOfBlock[index] ?? 0, sentence: -1 }]
          : [],
      ),
    ].toSorted((left, right) => left.start - right.start),
    language,
  )
  if (language === 'en') tagEnglish(prose, units)
  const phrases = findPhrases({ document, prose, units, language })
  return {
    language,
    words: units.reduce((sum, unit) => sum + unit.words.length, 0),
    sections,
    sentences,
    phrases,
  }
}
