import { isWeakModifier } from '../../furniture-words.ts'
import type { Unit, Word } from '../../words.ts'
import { ENGLISH_VERB_FORMS } from './english-verbs.ts'
import { marksBetween, type SentenceElement, type VerbElement, type WordRole } from './sentence-elements.ts'

const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/))

const DETERMINERS = words(
  `a an the this these that those such its their his her our your my each every some any no all both many most several few various
another other more less fewer one two three four five six seven eight nine ten certain numerous either neither`,
)
/** They pick out one thing of several. */
const ORDINALS = words('first second third fourth fifth last next final following previous same only other')
const ADVERBS = words(
  `also often sometimes usually typically generally commonly mainly mostly primarily normally frequently ultimately eventually directly
indirectly then thus therefore always largely chiefly essentially basically simply just itself themselves only together collectively
currently now still already even both either probably partly partially completely entirely actually naturally in-turn instead`,
)
const RELATIVES = words('which that who whose')
const CONDITIONS = words('if unless whether when whenever once until suppose imagine assume consider')
const SUBORDINATORS = words('because since although though while whereas as so before after where how why what than')
const NEGATIONS = words('not never no neither nor without hardly rarely seldom unlike')
const CONJUNCTIONS = words('and or')
const BE = words("is are was were be been being it's isn't aren't wasn't weren't")
const DO = words("do does did don't doesn't didn't")
const HAVE = words('has have had having')
const MODALS: Readonly<Record<string, number>> = {
  can: 0.92,
  may: 0.75,
  will: 0,
  might: 0.6,
  could: 0.55,
  must: 0.95,
  would: 0,
  should: 0,
  "can't": 0,
  cannot: 0,
}

/** What the words of a verb say before the main one. */
interface VerbGroup {
  auxiliary: 'be' | 'have' | 'do' | 'to' | ''
  /** Word of the last form of "be", or -1. */
  be: number
  negated: boolean
  certainty: number
}

/** Cuts a tagged English sentence into noun phrases, verbs and what stands between them. */
export function englishElements(unit: Unit, prose: string): SentenceElement[] {
  const reader = new EnglishReader(unit, prose)
  return reader.read()
}

class EnglishReader {
  readonly #words: readonly Word[]
  readonly #tags: string[]
  readonly #prose: string
  readonly #elements: SentenceElement[] = []

  constructor({ words: all }: Unit, prose: string) {
    this.#words = all
    this.#prose = prose
    this.#tags = mendedTags(all)
  }

  read(): SentenceElement[] {
    let at = 0
    while (at < this.#words.length) {
      this.#elements.push(...marksBetween(this.#prose, this.#words[at - 1], this.#words[at]))
      at = this.#phrase(at) ?? this.#verb(at) ?? this.#word(at)
    }
    return this.#elements
  }

  #norm(at: number): string {
    return this.#words[at]?.norm ?? ''
  }

  /** Whether nothing but a blank or a hyphen stands before a word. */
  #goesOn(at: number): boolean {
    return marksBetween(this.#prose, this.#words[at - 1], this.#words[at]).length === 0
  }

  /** Whether a hyphen ties a word to the next. */
  #isTied(at: number): boolean {
    const [word, next] = [this.#words[at], this.#words[at + 1]]
    return word !== undefined && next !== undefined && /^[-‐‑]$/u.test(this.#prose.slice(word.end, next.start))
  }

  #phrase(start: number): number | null {
    let at = start
    while (DETERMINERS.has(this.#norm(at)) && this.#isDeterminer(at, start)) at++
    const first = at
    while (at < this.#words.length && (at === start || this.#goesOn(at)) && this.#isOfPhrase(at, first)) at++
    let end = at
    while (end > first && !isNoun(this.#tags[end - 1])) end--
    if (end === first) return null
    let from = first
    while (from < end - 1 && this.#isWeak(from)) from++
    const order = this.#words.slice(first, from).find(({ norm }) => ORDINALS.has(norm))
    const opening = order?.norm ?? openingOf(this.#norm(first - 1), this.#norm(start), first > start)
    this.#elements.push({ kind: 'phrase', from, to: end, opening })
    return end
  }

  #isDeterminer(at: number, start: number): boolean {
    const norm = this.#norm(at)
    if (at > start && !this.#goesOn(at)) return false
    const next = this.#tags[at + 1] ?? ''
    if (norm === 'such' && this.#norm(at + 1) === 'as') return false
    if (norm === 'that' || norm === 'this' || norm === 'these' || norm === 'those') {
      return /NOUN|ADJ|PROPN|NUM/.test(next) && this.#tags[at] === 'DET'
    }
    return /NOUN|ADJ|PROPN|NUM|DET|VERB|ADV/.test(next) || this.#isTied(at + 1)
  }

  #isOfPhrase(at: number, first: number): boolean {
    const norm = this.#norm(at)
    if (this.#isTied(at) || (at > first && this.#isTied(at - 1))) return !/^(?:and|or)$/.test(norm)
    const next = this.#tags[at + 1]
    switch (this.#tags[at]) {
      case 'NOUN':
      case 'PROPN':
        return true
      case 'ADJ':
        return norm !== 'such'
      case 'ADV':
        return at === first && norm.endsWith('ly') && /ADJ|VERB/.test(next ?? '')
      case 'VERB':
        return this.#isParticiple(at, first)
      default:
        return this.#words[at]?.number === true && (at > first || isNoun(next))
    }
  }

  #isParticiple(at: number, first: number): boolean {
    const norm = this.#norm(at)
    const next = this.#tags[at + 1] ?? ''
    if (!this.#goesOn(at + 1) || !(isNoun(next) || next === 'ADJ')) return false
    const before = at > first ? (this.#tags[at - 1] ?? '') : (this.#tags[first - 1] ?? '')
    if (norm.endsWith('ing')) return /DET|ADJ/.test(before)
    return /(?:ed|en)$/.test(norm) && /^(?:DET|ADJ|ADP|CCONJ|ADV|)$/.test(before)
  }

  #isWeak(at: number): boolean {
    const word = this.#words[at]
    return word !== undefined && (this.#tags[at] === 'ADV' || isWeakModifier(word.modifierStem, 'en') || word.number)
  }

  #verb(start: number): number | null {
    const isInfinitive = this.#norm(start) === 'to' && this.#tags[start + 1] === 'VERB'
    const group: VerbGroup = { auxiliary: isInfinitive ? 'to' : '', be: -1, negated: false, certainty: 1 }
    for (let at = isInfinitive ? start + 1 : start; at < this.#words.length; at++) {
      if (at > start && !this.#goesOn(at)) break
      if (this.#isAuxiliary(at, group)) continue
      if (this.#isMainVerb(at, group)) return this.#takeVerb(at, group)
      const isBetween = at > start && (this.#tags[at] === 'ADV' || NEGATIONS.has(this.#norm(at)))
      if (!isBetween) break
    }
    if (group.auxiliary !== 'be') return null
    const { be, negated, certainty } = group
    this.#elements.push({ kind: 'verb', at: be, norm: this.#norm(be), form: 'copula', negated, certainty })
    return this.#afterNegation(be + 1)
  }

  #isMainVerb(at: number, { auxiliary }: VerbGroup): boolean {
    return this.#tags[at] === 'VERB' || (auxiliary !== '' && ENGLISH_VERB_FORMS.participles.has(this.#norm(at)))
  }

  /** Notes in the group what an auxiliary, a modal verb or a negation says; false for another word. */
  #isAuxiliary(at: number, group: VerbGroup): boolean {
    const norm = this.#norm(at)
    if (norm.endsWith("n't") || norm === 'cannot') group.negated = true
    if (NEGATIONS.has(norm)) group.negated = true
    const modal = MODALS[norm]
    if (modal !== undefined) {
      group.certainty *= modal
      return true
    }
    if (BE.has(norm)) {
      group.auxiliary = 'be'
      group.be = at
      return true
    }
    const isHave = HAVE.has(norm) && /VERB|AUX|ADV/.test(this.#tags[at + 1] ?? '')
    if (isHave) group.auxiliary = 'have'
    if (DO.has(norm)) group.auxiliary = 'do'
    return isHave || DO.has(norm)
  }

  #afterNegation(at: number): number {
    return NEGATIONS.has(this.#norm(at)) ? at + 1 : at
  }

  #takeVerb(at: number, { auxiliary, negated, certainty }: VerbGroup): number {
    const norm = this.#norm(at)
    let form: VerbElement['form'] = 'active'
    if (auxiliary === 'be') form = norm.endsWith('ing') ? 'active' : 'passive'
    else if (auxiliary === 'to') form = 'infinitive'
    else if (auxiliary === '' && (norm.endsWith('ing') || this.#isReduced(at))) form = 'loose'
    this.#elements.push({ kind: 'verb', at, norm, form, negated, certainty })
    return at + 1
  }

  /** "a disease caused by …": a participle after its noun. */
  #isReduced(at: number): boolean {
    if (this.#norm(at + 1) === 'by' && /(?:ed|en)$/.test(this.#norm(at))) return true
    return (
      ENGLISH_VERB_FORMS.participles.has(this.#norm(at)) && /^(?:by|as|of|from|to|in|up|on)$/.test(this.#norm(at + 1))
    )
  }

  #word(at: number): number {
    this.#elements.push({ kind: 'word', at, norm: this.#norm(at), role: this.#roleOf(at) })
    return at + 1
  }

  #roleOf(at: number): WordRole {
    const [norm, tag] = [this.#norm(at), this.#tags[at] ?? '']
    if (NEGATIONS.has(norm)) return 'negation'
    if (CONJUNCTIONS.has(norm)) return 'conjunction'
    if (RELATIVES.has(norm)) return 'relative'
    if (CONDITIONS.has(norm)) return 'condition'
    if (ADVERBS.has(norm) || tag === 'ADV') return 'adverb'
    if (SUBORDINATORS.has(norm) && tag !== 'ADP') return 'subordinator'
    if (tag === 'ADP') return 'preposition'
    return tag === 'PRON' ? 'pronoun' : 'other'
  }
}

/** The word that says most of how many or which: in "all of the other", "other". */
function openingOf(last: string, first: string, isThere: boolean): string {
  if (!isThere) return ''
  return /^(?:this|these|that|those|such|its|their|his|her|our|your|my|no|some|any|many|most|few|neither)$/.test(first)
    ? first
    : last
}

const isNoun = (tag: string | undefined): boolean => tag === 'NOUN' || tag === 'PROPN'

/** Before "of" they are no verbs. */
const NOUNS_WITH_OF = words(
  'part parts form forms type types cause causes result results kind kinds class product products',
)

/** In a sentence without a verb, a noun that looks like one of the verbs that the patterns know is that verb. */
function mendedTags(all: readonly Word[]): string[] {
  const tags = all.map(({ tag, norm }, at) => (NOUNS_WITH_OF.has(norm) && all[at + 1]?.norm === 'of' ? 'NOUN' : tag))
  if (tags.some((tag) => tag === 'VERB' || tag === 'AUX')) return tags
  const at = all.findIndex(({ norm }, place) => {
    const isBetween = place > 0 && place < all.length - 1
    return isBetween && isNoun(tags[place]) && ENGLISH_VERB_FORMS.thirdPerson.has(norm)
  })
  return tags.map((tag, place) => (place === at ? 'VERB' : tag))
}
