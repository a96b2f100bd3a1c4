import { subjectsBefore, type ClauseSubjects } from './clause-subjects.ts'
import type { FoundRelation } from './found-relation.ts'
import { listFrom, nounItemAt, type NounItem } from './noun-items.ts'
import { relationByNoun } from './relational-nouns.ts'
import {
  hasRole,
  isPluralNoun,
  isWord,
  type ReadableSentence,
  type SentenceElement,
  type VerbElement,
} from './sentence-elements.ts'

const STRENGTH = 0.8
/** Determiners of a noun that says of what kind something is, and how sure that is. */
const KIND_OPENINGS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  another: 0.95,
  // Mostly it says which one something is, not of what kind.
  the: 0.6,
  '': 0.95,
  ein: 1,
  eine: 1,
  einer: 0.9,
  eines: 0.9,
  der: 0.75,
  die: 0.75,
  das: 0.75,
}
/** What is said of some, of these, or of two, is not said of the kind. */
const PARTICULAR =
  /^(?:some|many|most|several|few|one|two|three|four|five|six|seven|eight|nine|ten|another|other|certain|more|less|all|both|einige|viele|manche|mehrere|wenige|zwei|drei|vier|andere|weitere|beide|alle|ein|eine)$/

const ADJECTIVES: readonly {
  readonly pattern: RegExp
  readonly follows: RegExp
  readonly kind: FoundRelation['kind']
  readonly reversed: boolean
}[] = [
  {
    pattern: /^(?:essential|necessary|indispensable|vital|crucial)$/,
    follows: /^(?:for|to)$/,
    kind: 'depends-on',
    reversed: true,
  },
  { pattern: /^(?:dependent|reliant)$/, follows: /^(?:on|upon)$/, kind: 'depends-on', reversed: false },
  { pattern: /^responsible$/, follows: /^for$/, kind: 'causes', reversed: false },
  { pattern: /^due$/, follows: /^to$/, kind: 'causes', reversed: true },
  { pattern: /^(?:notwendig|erforderlich|nötig|unerlässlich)$/, follows: /^für$/, kind: 'depends-on', reversed: true },
  { pattern: /^verantwortlich$/, follows: /^für$/, kind: 'causes', reversed: false },
]

/** Relations that a form of "be" states. */
export function copulaRelations(sentence: ReadableSentence): FoundRelation[] {
  return sentence.elements.flatMap((element, at) => {
    if (element.kind !== 'verb' || element.form !== 'copula' || element.negated || element.certainty === 0) return []
    const subjects = subjectsBefore(sentence, at)
    if (subjects.items.length === 0) return []
    let next = at + 1
    while (hasRole(sentence.elements[next], 'adverb')) next += 1
    // "The post is still a draft": that may change.
    if (sentence.elements.slice(at + 1, next).some(isPassing)) return []
    return [
      ...ofPredicate(sentence, { subjects, verb: element, next }),
      ...ofAdjective(sentence, { subjects, verb: element, next }),
    ]
  })
}

const isPassing = (element: SentenceElement): boolean =>
  isWord(element, 'still') || isWord(element, 'already') || isWord(element, 'noch') || isWord(element, 'bereits')

interface Predicate {
  readonly subjects: ClauseSubjects
  readonly verb: VerbElement
  /** Element after the verb. */
  readonly next: number
}

function ofPredicate(sentence: ReadableSentence, { subjects, verb, next }: Predicate): FoundRelation[] {
  const begin = afterOneOf(sentence, next)
  const objects = listFrom(sentence, begin)
  const [first] = objects
  const last = objects.at(-1)
  if (first === undefined || last === undefined) return []
  const after = sentence.elements[last.end]
  if (after?.kind === 'verb' && after.form !== 'loose' && after.form !== 'infinitive') return []
  if (isCutShort(sentence, last.end)) return []
  const certainty = subjects.certainty * verb.certainty
  const isOpened = ({ phrase }: NounItem): boolean =>
    phrase.opening !== '' || isPluralNoun(sentence, phrase) || sentence.unit.words[phrase.from]?.capital === true

  const inverted = subjects.items.flatMap((subject) =>
    objects.filter(isOpened).flatMap((object) => relationByNoun(sentence, subject, object) ?? []),
  )
  if (inverted.length > 0) return scaled(inverted, certainty)
  const told = subjects.items.flatMap((subject) =>
    objects.flatMap((object) => relationByNoun(sentence, object, subject) ?? []),
  )
  if (told.length > 0) return scaled(told, certainty)
  // "A muscle or a gland" is either.
  const isEither = objects.some(({ at }) => ['or', 'oder'].some((word) => isWord(sentence.elements[at - 1], word)))
  if (isEither) return []
  return scaled(
    subjects.items.flatMap((subject) => isA(sentence, { subject, object: first, verb, isOneOf: begin > next })),
    certainty,
  )
}

/** "A kind of concurrency primitive", whose last word a tagger takes for an adjective. */
function isCutShort({ elements, language }: ReadableSentence, at: number): boolean {
  const next = elements[at + 1]
  if (hasRole(elements[at], 'negation')) return true
  if (language === 'de') return hasRole(elements[at], 'other')
  return hasRole(elements[at], 'other') && (next === undefined || next.kind === 'mark' || hasRole(next, 'relative'))
}

/** Element after "one of" and the like. */
function afterOneOf({ elements }: ReadableSentence, at: number): number {
  const isOne = isWord(elements[at], 'one') || isWord(elements[at], 'einer') || isWord(elements[at], 'eine')
  return isOne && isWord(elements[at + 1], 'of') ? at + 2 : at
}

const scaled = (relations: readonly FoundRelation[], certainty: number): FoundRelation[] =>
  relations.map((relation) => ({ ...relation, strength: relation.strength * certainty }))

function isA(
  sentence: ReadableSentence,
  {
    subject,
    object,
    verb,
    isOneOf,
  }: { readonly subject: NounItem; readonly object: NounItem; readonly verb: VerbElement; readonly isOneOf: boolean },
): FoundRelation[] {
  const opening = isOneOf ? 0.95 : KIND_OPENINGS[object.phrase.opening]
  if (opening === undefined || PARTICULAR.test(subject.phrase.opening) || subject.narrowed) return []
  const isPlural = isPluralNoun(sentence, object.phrase)
  const isManyVerb = /^(?:are|were|sind|waren)$/.test(verb.norm)
  const isSingularVerb = !isManyVerb && !(verb.norm === 'be' && isPluralNoun(sentence, subject.phrase))
  // "Neurons are oval", which a tagger may take for a noun; "water is life" says less than "water is a liquid".
  if (!isOneOf && object.phrase.opening === '' && isSingularVerb === isPlural) return []
  // "In RNA, the sugar is ribose" says which one it is.
  if (object.phrase.opening === '' && isSingularVerb && subject.phrase.opening !== '') return []
  const bare = object.phrase.opening === '' && isSingularVerb ? 0.75 : 1
  return [{ kind: 'is-a', source: subject, target: object, rule: 'is', strength: STRENGTH * opening * bare }]
}

function ofAdjective(sentence: ReadableSentence, { subjects, verb, next }: Predicate): FoundRelation[] {
  const adjective = sentence.elements[next]
  const link = sentence.elements[next + 1]
  if (adjective?.kind !== 'word' || link?.kind !== 'word') return []
  const rule = ADJECTIVES.find(({ pattern, follows }) => pattern.test(adjective.norm) && follows.test(link.norm))
  const object = rule === undefined ? null : nounItemAt(sentence, next + 2)
  if (rule === undefined || object === null) return []
  const strength = STRENGTH * subjects.certainty * verb.certainty
  return subjects.items.map((subject) => {
    const [source, target] = rule.reversed ? [object, subject] : [subject, object]
    return { kind: rule.kind, source, target, rule: adjective.norm, strength }
  })
}
