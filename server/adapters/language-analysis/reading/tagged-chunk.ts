import { detectLanguage } from '../../../kernel/text/detect-language.ts'
import { sentences } from '../../../kernel/text/sentences.ts'
import type { ReadableChunk } from '../../../ports/chunk-reader.ts'
import { tagEnglish } from '../english-tagger.ts'
import { blanked, residueRanges } from '../residue.ts'
import { type Unit, unitsWithWords } from '../words.ts'

/** A chunk cut into sentences and words. All offsets are of the chunk's text. */
export interface TaggedChunk {
  readonly text: string
  /** The text with blanks in place of what is no language (markup, addresses, formulas); words were cut from it. */
  readonly prose: string
  /** ISO 639-1, or "und". */
  readonly language: string
  /** One per sentence, in order; a line that is a heading or a label and no sentence has `sentence` -1. */
  readonly units: readonly Unit[]
  readonly sentenceEnds: readonly number[]
}

const ENDS_AS_SENTENCE = /[.!?…:;,。！？]["'”’“»)\]]*$/u
const LONGEST_HEADING = 90

export function tagChunk({ text, language: told }: ReadableChunk): TaggedChunk {
  const prose = blanked(text, residueRanges(text, []))
  const language = told === 'und' ? detectLanguage(prose) : told
  const ranges = sentences(text, language)
  const units = unitsWithWords(
    prose,
    ranges.map(({ start, end }, index) => ({
      start,
      end,
      section: 0,
      sentence: isHeading(text, start, end) ? -1 : index,
    })),
    language,
  )
  if (language === 'en') tagEnglish(prose, units)
  return { text, prose, language, units, sentenceEnds: ranges.map(({ end }) => end) }
}

/** A short line of its own without the mark that ends a sentence. */
function isHeading(text: string, start: number, end: number): boolean {
  if (end - start > LONGEST_HEADING || ENDS_AS_SENTENCE.test(text.slice(Math.max(start, end - 4), end))) return false
  return (
    (start === 0 || text.lastIndexOf('\n', start) >= text.slice(0, start).trimEnd().length) && text.charAt(end) === '\n'
  )
}
