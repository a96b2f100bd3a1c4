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
const BE = words("is are was were be been being it's")
const HAVE = words('has have had having')
const MODALS: Readonly<Record<string, number>> = {
  can: 0.92,
  may: 0.75,
  will: 0.75,
  might: 0.6,
  could: 0.55,
  must: 0.95,
  would: 0,
  should: 0,
  "can't": 0,
  cannot: 0,
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
    const tag = this.#tags[at] ?? ''
    const norm = this.#norm(at)
    if (this.#isTied(at) || (at > first && this.#isTied(at - 1))) return !/^(?:and|or)$/.test(norm)
    if (isNoun(tag)) return true
    if (tag === 'ADJ') return norm !== 'such'
    if (tag === 'NUM' || this.#words[at]?.number === true) return at > first || isNoun(this.#tags[at + 1])
    if (tag === 'ADV') return norm.endsWith('ly') && /ADJ|VERB/.test(this.#tags[at + 1] ?? '') && at === first
    return tag === 'VERB' && this.#isParticiple(at, first)
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
    let at = start
    let auxiliary: 'be' | 'have' | 'do' | '' = ''
    let be = -1
    let negated = false
    let certainty = 1
    const isInfinitive = this.#norm(start) === 'to' && this.#tags[start + 1] === 'VERB'
    if (isInfinitive) at++
    for (; at < this.#words.length && (at === start || this.#goesOn(at)); at++) {
      const [norm, tag] = [this.#norm(at), this.#tags[at] ?? '']
      const isFirst = at === start
      if (norm.endsWith("n't") && norm !== "can't") negated = true
      if (NEGATIONS.has(norm) && !isFirst) negated = true
      else if (norm in MODALS) certainty *= MODALS[norm] ?? 1
      else if (BE.has(norm) || /^(?:isn't|aren't|wasn't|weren't)$/.test(norm)) {
        auxiliary = 'be'
        be = at
      } else if (HAVE.has(norm) && this.#tags[at + 1] !== 'DET' && /VERB|AUX|ADV/.test(this.#tags[at + 1] ?? '')) {
        auxiliary = 'have'
      } else if (/^(?:do|does|did|don't|doesn't|didn't)$/.test(norm)) auxiliary = 'do'
      else if (tag === 'VERB' || (auxiliary !== '' && ENGLISH_VERB_FORMS.participles.has(norm))) {
        return this.#takeVerb({ at, auxiliary, negated, certainty, isInfinitive })
      } else if (tag !== 'ADV' || isFirst) break
    }
    if (auxiliary !== 'be') return null
    const { norm } = { norm: this.#norm(be) }
    this.#elements.push({ kind: 'verb', at: be, norm, form: 'copula', negated, certainty })
    return Math.max(be + 1, this.#afterNegation(be + 1))
  }

  #afterNegation(at: number): number {
    return NEGATIONS.has(this.#norm(at)) ? at + 1 : at
  }

  #takeVerb(group: {
    readonly at: number
    readonly auxiliary: string
    readonly negated: boolean
    readonly certainty: number
    readonly isInfinitive: boolean
  }): number {
    const norm = this.#norm(group.at)
    let form: VerbElement['form'] = 'active'
    if (group.auxiliary === 'be') form = norm.endsWith('ing') ? 'active' : 'passive'
    else if (group.isInfinitive) form = 'infinitive'
    else if (group.auxiliary === '' && (norm.endsWith('ing') || this.#isReduced(group.at))) form = 'loose'
    const { at, negated, certainty } = group
    this.#elements.push({ kind: 'verb', at, norm, form, negated, certainty })
    return at + 1
  }

  /** "a disease caused by …": a participle after its noun. */
  #isReduced(at: number): boolean {
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

/** In a sentence without a verb, a noun that looks like one of the verbs that the patterns know is that verb. */
function mendedTags(all: readonly Word[]): string[] {
  const tags = all.map(({ tag }) => tag)
  if (tags.some((tag) => tag === 'VERB' || tag === 'AUX')) return tags
  const at = all.findIndex(({ norm }, place) => {
    const isBetween = place > 0 && place < all.length - 1
    return isBetween && isNoun(tags[place]) && ENGLISH_VERB_FORMS.thirdPerson.has(norm)
  })
  return tags.map((tag, place) => (place === at ? 'VERB' : tag))
}
