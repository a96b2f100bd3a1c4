import type { FoundRelation } from './found-relation.ts'
import { subjectsBefore, subjectsOfParticiple } from './clause-subjects.ts'
import { listFrom, type NounItem } from './noun-items.ts'
import { relationByNoun } from './relational-nouns.ts'
import type { RelationVerb } from './relation-verbs.ts'
import { hasRole, isPluralNoun, isWord, type ReadableSentence, type VerbElement } from './sentence-elements.ts'

interface Place {
  readonly element: VerbElement
  readonly at: number
}

/** Relations that verbs state between what is before and what is after them. */
export function verbRelations(sentence: ReadableSentence, verbs: readonly RelationVerb[]): FoundRelation[] {
  return sentence.elements.flatMap((element, at) => {
    if (element.kind !== 'verb' || element.form === 'infinitive') return []
    if (element.negated || element.certainty === 0) return []
    if (hasPassingAdverb(sentence, at)) return []
    return verbs.flatMap((verb) => ofVerb(sentence, { element, at }, verb))
  })
}

function ofVerb(sentence: ReadableSentence, { element, at }: Place, verb: RelationVerb): FoundRelation[] {
  const after = afterVerb(sentence, { element, at }, verb)
  if (after < 0) return []
  const objects = listFrom(sentence, after)
  const last = objects.at(-1)
  if (last === undefined || !closesRight(sentence, last, verb)) return []
  const { items, certainty } =
    element.form === 'loose' ? subjectsOfParticiple(sentence, at) : subjectsBefore(sentence, at)
  const strength = verb.strength * certainty * element.certainty
  if (isQuoted(sentence, at, after)) return []
  return items.flatMap((subject) =>
    objects.flatMap((object) => {
      if (!fits(sentence, { verb, subject, object })) return []
      const told = verb.name === 'include' ? relationByNoun(sentence, subject, object) : null
      if (told !== null) return [{ ...told, strength: told.strength * certainty * element.certainty }]
      const [source, target] = verb.reversed ? [object, subject] : [subject, object]
      const kind = kindFor(verb, subject, sentence)
      return [{ kind, source, target, rule: kind === verb.kind ? verb.name : `${verb.name}-kinds`, strength }]
    }),
  )
}

/** "Organelles include mitochondria" names kinds, "the cell includes a nucleus" parts. */
function kindFor(verb: RelationVerb, subject: NounItem, sentence: ReadableSentence): FoundRelation['kind'] {
  return verb.name === 'include' && isPluralNoun(sentence, subject.phrase) ? 'is-a' : verb.kind
}

/** "Still needs": that may change. */
const hasPassingAdverb = ({ elements }: ReadableSentence, at: number): boolean =>
  [elements[at - 1], elements[at + 1]].some((element) => isWord(element, 'still') || isWord(element, 'noch'))

const COUNTED = /^(?:all|both|one|two|three|four|five|six|seven|eight|nine|ten|alle|zwei|drei|vier)$/
const MAKING = /^(?:produced?|rise)$/
const PROCESS = /(?:tion|sion|sis|ing|ment|ism|ture|cycle|process|reaction|pathway|change|work)s?$/

/** What makes things is their cause only when it is something that happens; what is counted is no kind. */
function fits(
  sentence: ReadableSentence,
  { verb, subject, object }: { readonly verb: RelationVerb; readonly subject: NounItem; readonly object: NounItem },
): boolean {
  if (kindFor(verb, subject, sentence) === 'is-a' && COUNTED.test(object.phrase.opening)) return false
  if (!MAKING.test(verb.name)) return true
  const maker = verb.reversed ? object : subject
  return PROCESS.test(sentence.unit.words[maker.phrase.to - 1]?.norm ?? '')
}

/** “X means ‘opposite birds’” translates a word. */
function isQuoted({ elements, unit, prose }: ReadableSentence, verbAt: number, objectAt: number): boolean {
  const [verb, object] = [elements[verbAt], elements[objectAt]]
  if (verb?.kind !== 'verb' || object?.kind !== 'phrase' || verb.norm === 'called') return false
  return /["“„«‘]/u.test(prose.slice(unit.words[verb.at]?.end, unit.words[object.from]?.start))
}

/** Element at which the object begins, or -1 when the verb is not this one. */
function afterVerb(sentence: ReadableSentence, place: Place, verb: RelationVerb): number {
  const { elements } = sentence
  const isOfVoice = isPassive(sentence, place.element) === (verb.voice === 'passive')
  if (!isOfVoice || !verb.forms.has(place.element.norm)) return -1
  let next = place.at + 1
  while (hasRole(elements[next], 'adverb')) next += 1
  for (const word of verb.follows === '' ? [] : verb.follows.split(' ')) {
    const found = elements[next]
    if (word === 'den') return found?.kind === 'phrase' && found.opening === 'den' ? next : -1
    const isNoun = found?.kind === 'phrase' && word === 'rise'
    if (!isNoun && !isWord(found, word)) return -1
    next += 1
  }
  return next
}

function isPassive({ language }: ReadableSentence, { form, norm }: VerbElement): boolean {
  return form === 'passive' || (language === 'en' && form === 'loose' && !norm.endsWith('ing'))
}

function closesRight({ elements }: ReadableSentence, last: NounItem, verb: RelationVerb): boolean {
  const next = elements[last.end]
  if (verb.closes !== '') {
    return (next?.kind === 'word' || next?.kind === 'verb') && verb.closes.split('|').includes(next.norm)
  }
  if (hasRole(next, 'negation')) return false
  const isOfVerb = verb.kind === 'depends-on' || verb.kind === 'causes'
  if (isOfVerb && next?.kind === 'verb' && next.form === 'infinitive') return false
  // "means that …" or "requires cells to divide": the object is the subject of another verb.
  return next?.kind !== 'verb' || next.form === 'loose' || next.form === 'infinitive'
}
