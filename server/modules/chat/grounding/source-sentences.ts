import { analyze } from '../../../kernel/text/analyze.ts'
import { sentences } from '../../../kernel/text/sentences.ts'
import { tokenize } from '../../../kernel/text/tokens.ts'
import type { FittedSource } from '../fit-sources.ts'
import { numberKeys } from './number-keys.ts'

/** A sentence of a source, taken apart. Offsets are those of the source's text. */
export interface SourceSentence {
  readonly start: number
  readonly end: number
  readonly text: string
  readonly terms: ReadonlySet<string>
  readonly words: readonly string[]
  readonly numbers: ReadonlySet<string>
}

/** A source, read for comparing. */
export interface ReadSource {
  readonly source: FittedSource
  readonly language: string
  readonly sentences: readonly SourceSentence[]
  /** Terms of title and headings: what a passage is about without saying it again. */
  readonly headingTerms: ReadonlySet<string>
  /** All words of text and headings. */
  readonly words: ReadonlySet<string>
  /** Of text and headings. */
  readonly numbers: ReadonlySet<string>
}

export interface ReadSources {
  readonly sources: readonly ReadSource[]
  /** Sentences of all sources. */
  readonly sentenceCount: number
  /** In how many of them each term stands. */
  readonly frequencies: ReadonlyMap<string, number>
}

export function readSources(fitted: readonly FittedSource[]): ReadSources {
  const frequencies = new Map<string, number>()
  const sources = fitted.map(readSource)
  const all = sources.flatMap((source) => source.sentences)
  for (const { terms } of all) for (const term of terms) frequencies.set(term, (frequencies.get(term) ?? 0) + 1)
  return { sources, sentenceCount: all.length, frequencies }
}

function readSource(source: FittedSource): ReadSource {
  const { text, hit } = source
  const headings = [hit.title, ...hit.headingPath].join(' \n ')
  return {
    source,
    language: hit.language,
    sentences: sentences(text, hit.language).map(({ start, end }) => {
      const said = text.slice(start, end)
      const tokens = analyze(said, hit.language).filter(({ word }) => !/^\p{N}/u.test(word))
      return {
        start,
        end,
        text: said,
        terms: new Set(tokens.map(({ term }) => term)),
        words: [...new Set(tokens.map(({ word }) => word))],
        numbers: numberKeys(said),
      }
    }),
    headingTerms: new Set(analyze(headings, hit.language).map(({ term }) => term)),
    words: new Set(tokenize(`${headings}\n${text}`).map((token) => token.text)),
    numbers: new Set([...numberKeys(text), ...numberKeys(headings)]),
  }
}
