import { detectLanguage } from '../../kernel/text/detect-language.ts'
import type { AnalysableDocument, CandidatePhrase, DocumentAnalysis } from '../../ports/document-analyst.ts'
import { acronymPairs } from './acronyms.ts'
import { candidateRuns } from './candidate-runs.ts'
import { addCodeSpans } from './code-spans.ts'
import { definitionStrength } from './definitions.ts'
import { emphasisedRuns, emphasisRanges } from './emphasis.ts'
import { tagEnglish } from './english-tagger.ts'
import { isFurniture, isWeakModifier } from './furniture-words.ts'
import { NUMBERS_PER_OCCURRENCE, PhraseCollector } from './phrase-collector.ts'
import { phraseKey, phraseStems } from './phrase-key.ts'
import { blanked, residueRanges } from './residue.ts'
import { SeedPhrases } from './seed-phrases.ts'
import { studySections } from './study-sections.ts'
import { studySentences } from './study-sentences.ts'
import { type Unit, type Word, unitsWithWords } from './words.ts'

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

interface Search {
  readonly document: AnalysableDocument
  readonly prose: string
  readonly units: readonly Unit[]
  readonly language: string
}

function findPhrases({ document, prose, units, language }: Search): CandidatePhrase[] {
  const { text, marks } = document
  const collector = new PhraseCollector(text)
  const seeds = new SeedPhrases()
  const isNoun = germanNounTest(units)
  const keyOf = (unit: Unit, run: { from: number; to: number }): string => {
    const stems = phraseStems(unit.words.slice(run.from, run.to), language)
    return phraseKey(stems, language)
  }
  const isGeneral = (unit: Unit, run: { from: number; to: number }): boolean =>
    phraseStems(unit.words.slice(run.from, run.to), language).every(
      (stem, place) =>
        isFurniture(stem, language) || isWeakModifier(stem, language) || unit.words[run.from + place]?.number === true,
    )
  const emphasised = emphasisRanges(text, marks)
  let nextMark = 0
  for (const unit of units) {
    while ((emphasised[nextMark]?.end ?? Infinity) <= unit.start) nextMark += 1
    let lastMark = nextMark
    while ((emphasised[lastMark]?.start ?? Infinity) < unit.end) lastMark += 1
    for (const run of emphasisedRuns(unit, emphasised.slice(nextMark, lastMark))) {
      if (run.emphasis === 1 && !isNominal(unit, run, language, isNoun)) continue
      if (isTooShort(unit, run) || isGeneral(unit, run)) continue
      const key = keyOf(unit, run)
      seeds.add(phraseStems(unit.words.slice(run.from, run.to), language))
      collector.add(key, { unit, ...run, whole: true })
    }
    for (const { short, long } of acronymPairs(unit, prose)) {
      for (const run of [short, long]) {
        seeds.add(phraseStems(unit.words.slice(run.from, run.to), language))
        collector.add(keyOf(unit, run), { unit, ...run, whole: true, emphasis: 0 })
      }
      collector.join(keyOf(unit, short), keyOf(unit, long))
    }
  }
  for (const unit of units) {
    for (const run of [...candidateRuns(unit, language, isNoun), ...seeds.runs(unit, language)]) {
      if (isTooShort(unit, run) || isGeneral(unit, run)) continue
      const key = keyOf(unit, run)
      collector.add(key, { unit, ...run, emphasis: 0 })
      if (!run.whole || unit.sentence < 0) continue
      const strength = definitionStrength({ unit, run, text: prose, language })
      if (strength > 0) collector.define(key, unit.sentence, strength)
    }
  }
  addCodeSpans(collector, document, units)
  return withEmphasisedDefinitions(collector.finish(isWorthKeeping))
}

function isTooShort(unit: Unit, run: { from: number; to: number }): boolean {
  const words = unit.words.slice(run.from, run.to)
  if (words.length === 1) return (words[0]?.norm.length ?? 0) < (words[0]?.allCapitals === true ? 2 : 3)
  return words.every(({ norm }) => norm.length < 3)
}

/** Words stressed in italics are concepts only when they can be nouns. */
function isNominal(
  unit: Unit,
  run: { from: number; to: number },
  language: string,
  isNoun: (word: Word) => boolean,
): boolean {
  const last = unit.words[run.to - 1]
  if (last === undefined) return false
  if (language === 'en') return last.tag === 'NOUN' || last.tag === 'PROPN'
  if (language === 'de') return last.allCapitals || (last.capital && isNoun(last))
  return true
}

/** German nouns have a capital inside of sentences, too; a word seen only at their beginnings is no noun for sure. */
function germanNounTest(units: readonly Unit[]): (word: Word) => boolean {
  const small = new Map<string, number>()
  const capital = new Map<string, number>()
  for (const { words } of units) {
    words.forEach((word, at) => {
      if (at === 0) return
      const counts = word.capital ? capital : small
      counts.set(word.norm, (counts.get(word.norm) ?? 0) + 1)
    })
  }
  return ({ norm }) => {
    const asNoun = capital.get(norm) ?? 0
    return asNoun > 0 && asNoun >= (small.get(norm) ?? 0)
  }
}

const LEAST_PARTS = 3

function isWorthKeeping({ occurrences, definition, sameAs, kind }: CandidatePhrase): boolean {
  if (definition !== null || sameAs.length > 0 || kind === 'code') return true
  if (occurrences.length >= LEAST_PARTS * NUMBERS_PER_OCCURRENCE) return true
  for (let at = 0; at < occurrences.length; at += NUMBERS_PER_OCCURRENCE) {
    if ((occurrences[at + 4] ?? 0) > 0 || occurrences[at + 5] === 1) return true
  }
  return false
}

const EMPHASISED_ONLY = 0.3
const EMPHASIS_ADDS = 0.6

/** A sentence in which the author sets the term off says what it is more likely than the pattern alone tells. */
function withEmphasisedDefinitions(phrases: readonly CandidatePhrase[]): CandidatePhrase[] {
  return phrases.map((phrase) => {
    let bold = -1
    for (let at = 0; at < phrase.occurrences.length; at += NUMBERS_PER_OCCURRENCE) {
      if (phrase.occurrences[at + 4] !== 2) continue
      const sentence = phrase.occurrences[at + 2] ?? -1
      if (sentence === phrase.definition?.sentence) {
        const { strength } = phrase.definition
        return { ...phrase, definition: { sentence, strength: strength + (1 - strength) * EMPHASIS_ADDS } }
      }
      if (bold < 0) bold = sentence
    }
    if (bold < 0 || phrase.definition !== null) return phrase
    return { ...phrase, definition: { sentence: bold, strength: EMPHASISED_ONLY } }
  })
}
