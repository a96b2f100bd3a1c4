import type { AnalysableDocument, CandidatePhrase } from '../../ports/document-analyst.ts'
import { acronymPairs } from './acronyms.ts'
import { alsoCalled } from './also-called.ts'
import { candidateRuns, type WordRun } from './candidate-runs.ts'
import { addCodeSpans } from './code-spans.ts'
import { definitionStrength, withEmphasisedDefinition } from './definitions.ts'
import { emphasisedRuns, emphasisRanges } from './emphasis.ts'
import { isFurniture, isWeakModifier } from './furniture-words.ts'
import { NUMBERS_PER_OCCURRENCE } from './gathered-phrase.ts'
import { germanNounTest } from './german-nouns.ts'
import { PhraseCollector } from './phrase-collector.ts'
import { phraseKey, phraseStems } from './phrase-key.ts'
import { SeedPhrases } from './seed-phrases.ts'
import type { Unit, Word } from './words.ts'

export interface PhraseSearch {
  readonly document: Pick<AnalysableDocument, 'text' | 'marks'>
  /** The text with residue and code spans blanked out. */
  readonly prose: string
  readonly units: readonly Unit[]
  readonly language: string
}

type Span = Pick<WordRun, 'from' | 'to'>

/** The phrases of a document that may be concepts, ordered by key. */
export function findPhrases(search: PhraseSearch): CandidatePhrase[] {
  return new PhraseFinder(search).find()
}

class PhraseFinder {
  readonly #search: PhraseSearch
  readonly #collector: PhraseCollector
  readonly #seeds = new SeedPhrases()
  readonly #isNoun: (word: Word) => boolean

  constructor(search: PhraseSearch) {
    this.#search = search
    this.#collector = new PhraseCollector(search.document.text)
    this.#isNoun = germanNounTest(search.units)
  }

  find(): CandidatePhrase[] {
    const { document, units } = this.#search
    this.#addEmphasised()
    for (const unit of units) this.#addAcronyms(unit)
    const runs = units.map((unit) => candidateRuns(unit, this.#search.language, this.#isNoun))
    units.forEach((unit, index) => {
      for (const run of runs[index] ?? []) if (run.whole && run.to - run.from > 1) this.#seeds.add(stemsOf(unit, run))
    })
    units.forEach((unit, index) => this.#addRuns(unit, withSeeds(runs[index] ?? [], this.#seeds.runs(unit))))
    addCodeSpans(this.#collector, document, units)
    return this.#collector.finish(isWorthKeeping).map(withEmphasisedDefinition)
  }

  #addEmphasised(): void {
    const { document, units } = this.#search
    const ranges = emphasisRanges(document.text, document.marks)
    let next = 0
    for (const unit of units) {
      while ((ranges[next]?.end ?? Infinity) <= unit.start) next += 1
      let last = next
      while ((ranges[last]?.start ?? Infinity) < unit.end) last += 1
      for (const run of emphasisedRuns(unit, ranges.slice(next, last))) {
        if (run.emphasis === 1 && !this.#isNominal(unit, run)) continue
        if (this.#isNoName(unit, run)) continue
        this.#seeds.add(stemsOf(unit, run))
        this.#collector.add(this.#keyOf(unit, run), { unit, ...run, whole: true })
      }
    }
  }

  #addAcronyms(unit: Unit): void {
    for (const { short, long } of acronymPairs(unit, this.#search.prose)) {
      for (const run of [short, long]) {
        this.#seeds.add(stemsOf(unit, run))
        this.#collector.add(this.#keyOf(unit, run), { unit, ...run, whole: true, emphasis: 0 })
      }
      this.#collector.join(this.#keyOf(unit, short), this.#keyOf(unit, long))
    }
  }

  #addRuns(unit: Unit, runs: readonly WordRun[]): void {
    const { prose, language } = this.#search
    for (const run of runs) {
      if (this.#isNoName(unit, run)) continue
      const key = this.#keyOf(unit, run)
      this.#collector.add(key, { unit, ...run, emphasis: 0 })
      if (!run.whole || unit.sentence < 0) continue
      const strength = definitionStrength({ unit, run, text: prose, language })
      if (strength > 0) this.#collector.define(key, unit.sentence, strength)
    }
    for (const [one, other] of alsoCalled(unit, { runs, text: prose, language })) {
      this.#collector.join(this.#keyOf(unit, one), this.#keyOf(unit, other))
    }
  }

  #keyOf(unit: Unit, run: Span): string {
    return phraseKey(stemsOf(unit, run), this.#search.language)
  }

  /** Words stressed in italics are concepts only when they can be nouns. */
  #isNominal(unit: Unit, run: Span): boolean {
    const last = unit.words[run.to - 1]
    if (last === undefined) return false
    if (this.#search.language === 'en') return last.tag === 'NOUN' || last.tag === 'PROPN'
    if (this.#search.language === 'de') return last.allCapitals || (last.capital && this.#isNoun(last))
    return true
  }

  #isNoName(unit: Unit, run: Span): boolean {
    const words = unit.words.slice(run.from, run.to)
    return isTooShort(words) || words.every((word) => isGeneralWord(word, this.#search.language))
  }
}

/** A known phrase inside of a longer noun phrase is a part of it, as any other. */
function withSeeds(runs: readonly WordRun[], seeds: readonly WordRun[]): WordRun[] {
  const isInside = ({ from, to }: WordRun): boolean =>
    runs.some((run) => run.whole && run.from <= from && run.to >= to && run.to - run.from > to - from)
  return [...runs, ...seeds.map((seed) => ({ ...seed, whole: seed.whole && !isInside(seed) }))]
}

const stemsOf = (unit: Unit, { from, to }: Span): string[] => phraseStems(unit.words.slice(from, to))

/** Of such words alone no name is made: the furniture of teaching texts, words that point or count, numbers, letters. */
function isGeneralWord({ norm, number, stem, modifierStem }: Word, language: string): boolean {
  return number || norm.length === 1 || isFurniture(stem, language) || isWeakModifier(modifierStem, language)
}

function isTooShort(words: readonly Word[]): boolean {
  const [first] = words
  if (first === undefined) return true
  if (words.length === 1) return first.norm.length < (first.allCapitals ? 2 : 3)
  return words.every(({ norm }) => norm.length < 3)
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
