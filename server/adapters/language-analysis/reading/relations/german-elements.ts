import { isWeakModifier } from '../../furniture-words.ts'
import type { Unit, Word } from '../../words.ts'
import { GERMAN_VERB_FORMS } from './german-verbs.ts'
import { marksBetween, type SentenceElement, type VerbElement, type WordRole } from './sentence-elements.ts'

const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/))

const DETERMINERS = words(
  `der die das den dem des ein eine einen einem einer eines kein keine keinen keiner keinem dieser diese dieses diesen diesem
jeder jede jedes jeden jedem alle allen aller einige einigen mehrere mehreren viele vielen manche manchen beide beiden wenige andere anderen
anderer weitere weiteren weiterer sonstige sonstigen verschiedene verschiedenen bestimmte zwei drei vier fünf sechs sein seine seinen seiner ihr
ihre ihren ihrer unser unsere unseren solche solcher solchen welche welcher welches zahlreiche`,
)
const PREPOSITIONS = words(
  `in im ins an am auf aus bei beim mit nach von vom zu zum zur für durch über um unter vor hinter neben zwischen gegen ohne während wegen trotz
innerhalb außerhalb anhand mittels mithilfe gemäß laut seit bis ab als gegenüber entlang per statt`,
)
const CONDITIONS = words('wenn falls sofern sobald solange ob')
const SUBORDINATORS = words('dass daß weil da obwohl während damit sodass indem nachdem bevor bis denn')
const ADVERBS = words(
  `auch oft häufig meist meistens normalerweise typischerweise generell immer dann also somit daher deshalb dabei hierbei jedoch aber nur bereits
schon zudem außerdem grundsätzlich einfach hauptsächlich vor-allem wiederum üblicherweise in-der-regel im-allgemeinen insbesondere eigentlich nun
jetzt standardmäßig beispielsweise etwa sogar selbst direkt natürlich letztlich im-wesentlichen stets allerdings`,
)
const NEGATIONS = words('nicht nie niemals weder ohne kaum selten')
const RELATIVES = words('der die das den dem deren dessen welche welcher welches')
const PRONOUNS = words(
  'er sie es wir ihr ich du man sich dies das dieser diese dieses was wer jemand etwas alles nichts',
)

/** They pick out one thing of several. */
const ORDINALS = /^(?:ander|weiter|sonstig|erst|zweit|dritt|letzt|nächst)e[nrsm]?$/

/** Cuts a German sentence into noun phrases, the verbs that the patterns know, and what stands between them, by capitals and word lists. */
export function germanElements(unit: Unit, prose: string, isNoun: (word: Word) => boolean): SentenceElement[] {
  return new GermanReader(unit, prose, isNoun).read()
}

class GermanReader {
  readonly #words: readonly Word[]
  readonly #prose: string
  readonly #isNounWord: (word: Word) => boolean
  readonly #elements: SentenceElement[] = []

  constructor({ words: all }: Unit, prose: string, isNoun: (word: Word) => boolean) {
    this.#words = all
    this.#prose = prose
    this.#isNounWord = isNoun
  }

  read(): SentenceElement[] {
    let at = 0
    while (at < this.#words.length) {
      const marks = marksBetween(this.#prose, this.#words[at - 1], this.#words[at])
      this.#elements.push(...marks)
      const isRelative = marks.at(-1)?.mark === ',' && this.#isRelative(at)
      at = (isRelative ? this.#take(at, 'relative') : null) ?? this.#phrase(at) ?? this.#verb(at) ?? this.#word(at)
    }
    return this.#elements
  }

  #norm(at: number): string {
    return this.#words[at]?.norm ?? ''
  }

  #goesOn(at: number): boolean {
    return marksBetween(this.#prose, this.#words[at - 1], this.#words[at]).length === 0
  }

  /** Whether "der", "die", "das" after a comma opens a clause: one that ends with a verb. */
  #isRelative(at: number): boolean {
    if (!RELATIVES.has(this.#norm(at))) return false
    if (this.#norm(at).startsWith('welch')) return true
    let last = at
    while (last + 1 < this.#words.length && this.#goesOn(last + 1)) last++
    const word = this.#words[last]
    return word !== undefined && last > at + 1 && !word.capital && /(?:t|n|st)$/.test(word.norm) && !word.cut
  }

  #phrase(start: number): number | null {
    const first = this.#runFrom(start, start, (at) => DETERMINERS.has(this.#norm(at)))
    const nouns = this.#runFrom(first, start, (at) => this.#isAdjective(at))
    const end = this.#runFrom(nouns, start, (at) => this.#isNoun(at))
    if (end === nouns) return null
    let from = first
    while (from < nouns && isWeakModifier(this.#words[from]?.modifierStem ?? '', 'de')) from++
    const order = this.#words.slice(first, from).find(({ norm }) => ORDINALS.test(norm))
    const opening = order?.norm ?? (first > start ? this.#norm(first - 1) : '')
    this.#elements.push({ kind: 'phrase', from, to: end, opening })
    return end
  }

  /** End of the words of a kind from `from` on that nothing parts from those before; a phrase may begin after a mark. */
  #runFrom(from: number, start: number, test: (at: number) => boolean): number {
    let at = from
    while (at < this.#words.length && (at === start || this.#goesOn(at)) && test(at)) at++
    return at
  }

  #isNoun(at: number): boolean {
    const word = this.#words[at]
    if (word === undefined || word.cut || word.norm.length < 2) return false
    // "Unix-ähnlich" is no noun.
    if (this.#isTied(at) && this.#words[at + 1]?.capital === false) return false
    if (word.allCapitals) return true
    if (!word.capital || word.number) return false
    if (at > 0 && !/^[:;(]$/.test(this.#lastMark(at))) return !word.stop && !PRONOUNS.has(word.norm)
    return this.#isOpeningNoun(word, at)
  }

  #isTied(at: number): boolean {
    const [word, next] = [this.#words[at], this.#words[at + 1]]
    return word !== undefined && next !== undefined && /^[-‐‑]$/u.test(this.#prose.slice(word.end, next.start))
  }

  #lastMark(at: number): string {
    return marksBetween(this.#prose, this.#words[at - 1], this.#words[at]).at(-1)?.mark ?? ''
  }

  /** At the beginning of a sentence every word has a capital: a noun stands before a verb or a comma, or is one elsewhere. */
  #isOpeningNoun(word: Word, at: number): boolean {
    if (word.stop || ADVERBS.has(word.norm) || PREPOSITIONS.has(word.norm) || DETERMINERS.has(word.norm)) return false
    if (this.#isNounWord(word)) return true
    const next = this.#norm(at + 1)
    const goesOn =
      /^(?:ist|sind|und|oder|wie|des|der|kann|können|wird|werden|haben|hat)$/.test(next) || GERMAN_VERB_FORMS.has(next)
    return goesOn && word.norm.length > 3 && !/(?:lich|weise|ig|isch|end|bar|dem|her|bei|mit|mal)$/.test(word.norm)
  }

  #isAdjective(at: number): boolean {
    const word = this.#words[at]
    if (word === undefined || word.stop || word.number || GERMAN_VERB_FORMS.has(word.norm)) return false
    const next = this.#words[at + 1]
    if (next === undefined || !this.#goesOn(at + 1)) return false
    const isHyphened = this.#isTied(at)
    if (word.capital && at > 0 && !(isHyphened && !next.capital)) return false
    return (isHyphened || /.{3}e[nrsm]?$/.test(word.norm)) && (this.#isNoun(at + 1) || this.#isAdjective(at + 1))
  }

  #verb(at: number): number | null {
    const norm = this.#norm(at)
    const isCopula = /^(?:ist|sind|war|waren)$/.test(norm)
    if (!isCopula && !GERMAN_VERB_FORMS.has(norm)) return null
    const form: VerbElement['form'] = isCopula ? 'copula' : 'active'
    this.#elements.push({ kind: 'verb', at, norm, form, negated: false, certainty: 1 })
    return at + 1
  }

  #word(at: number): number {
    return this.#take(at, this.#roleOf(at))
  }

  #take(at: number, role: WordRole): number {
    this.#elements.push({ kind: 'word', at, norm: this.#norm(at), role })
    return at + 1
  }

  #roleOf(at: number): WordRole {
    const norm = this.#norm(at)
    if (NEGATIONS.has(norm)) return 'negation'
    if (norm === 'und' || norm === 'oder' || norm === 'sowie') return 'conjunction'
    if (CONDITIONS.has(norm)) return 'condition'
    if (ADVERBS.has(norm)) return 'adverb'
    if (PREPOSITIONS.has(norm)) return 'preposition'
    if (SUBORDINATORS.has(norm)) return 'subordinator'
    return PRONOUNS.has(norm) ? 'pronoun' : 'other'
  }
}
