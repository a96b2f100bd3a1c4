import { listFrom, nounItemAt, type NounItem } from './noun-items.ts'
import { hasRole, isMark, type ReadableSentence, type SentenceElement } from './sentence-elements.ts'

export interface ClauseSubjects {
  readonly items: readonly NounItem[]
  /** What is left of the strength, as the subject was found in a less certain way. */
  readonly certainty: number
}

const NONE: ClauseSubjects = { items: [], certainty: 0 }
const BY_RELATIVE = 0.9
/** "Insulin is a hormone that lowers …": what is said of the hormone is said of insulin. */
const BY_PREDICATE = 0.9

/** What the verb at an element is said of: noun phrases before it, or the noun that its relative pronoun stands for. */
export function subjectsBefore(sentence: ReadableSentence, verbAt: number): ClauseSubjects {
  const subjects = runBefore(sentence, verbAt)
  const isObject = sentence.language === 'de' && subjects.items.some(({ phrase }) => OBLIQUE.test(phrase.opening))
  return isObject ? NONE : subjects
}

/** German articles that no subject has. */
const OBLIQUE = /^(?:den|dem|des|einen|einem|eines|diesen|diesem|keinen|jeden|jedem)$/

function runBefore(sentence: ReadableSentence, verbAt: number): ClauseSubjects {
  const { elements } = sentence
  let at = verbAt - 1
  while (hasRole(elements[at], 'adverb')) at -= 1
  if (hasRole(elements[at], 'relative')) return antecedent(sentence, isMark(elements[at - 1], ',') ? at - 2 : at - 1)
  if (isMark(elements[at], ',') || isMark(elements[at], ')')) at = beforeInsertion(elements, at)
  const start = startOfRun(elements, at)
  return start > at ? NONE : subjectsOfRun(sentence, start, at + 1)
}

/** What a participle without an auxiliary is said of: "a disease caused by …". */
export const subjectsOfParticiple = (sentence: ReadableSentence, verbAt: number): ClauseSubjects =>
  antecedent(sentence, verbAt - 1)

/** The noun, at element `last`, that a relative clause hangs on, when it is the only one near; or what that noun is said of. */
function antecedent(sentence: ReadableSentence, last: number): ClauseSubjects {
  const { elements } = sentence
  const start = startOfRun(elements, last)
  if (start > last || elements[last]?.kind !== 'phrase') return NONE
  const verb = elements[start - 1]
  if (verb?.kind === 'verb') {
    if (verb.form !== 'copula' || verb.negated || start !== last) return NONE
    const subjects = subjectsBefore(sentence, start - 1)
    return { ...subjects, certainty: subjects.certainty * BY_PREDICATE * verb.certainty }
  }
  const subjects = subjectsOfRun(sentence, start, last + 1)
  const [only] = subjects.items
  const isAlone = subjects.items.length === 1 && only?.end === last + 1 && !only.narrowed && only.complement === null
  return isAlone ? { ...subjects, certainty: subjects.certainty * BY_RELATIVE } : NONE
}

const LONGEST_INSERTION = 14

/** Steps over ", a kind of Z," and "(Z)" and ", which …," before a verb; where none is, stays. */
function beforeInsertion(elements: readonly SentenceElement[], at: number): number {
  const opening = isMark(elements[at], ')') ? '(' : ','
  for (let back = at - 1; back > 0 && back >= at - LONGEST_INSERTION; back--) {
    if (isMark(elements[back], ';')) return at
    if (!isMark(elements[back], opening)) continue
    if (opening === '(') return back - 1
    const first = elements[back + 1]
    const hasVerb = elements.slice(back + 1, at).some((element) => element.kind === 'verb')
    const isRelative = hasRole(first, 'relative')
    const isApposition =
      first?.kind === 'phrase' && /^(?:an?|the|ein|eine|der|die|das)$/.test(first.opening) && !hasVerb
    return isRelative || isApposition ? back - 1 : at
  }
  return at
}

/** Start of the run of noun phrases, prepositions, commas and conjunctions that ends with element `last`. */
function startOfRun(elements: readonly SentenceElement[], last: number): number {
  let at = last
  for (; at >= 0; at--) {
    const element = elements[at]
    const goesOn =
      element?.kind === 'phrase' ||
      isMark(element, ',') ||
      hasRole(element, 'preposition') ||
      hasRole(element, 'conjunction') ||
      hasRole(element, 'adverb')
    if (!goesOn) break
  }
  return at + 1
}

function subjectsOfRun(sentence: ReadableSentence, start: number, end: number): ClauseSubjects {
  const { elements } = sentence
  const before = elements[start - 1]
  if (hasRole(before, 'condition') || hasRole(before, 'negation') || hasRole(before, 'relative')) return NONE
  const from = afterOpening(sentence, start, end)
  return from < 0 ? NONE : reachingEnd(sentence, from, end)
}

/** Where the subject begins in a run: after the object of another verb and "and", and after "in plants,"; -1 for nowhere. */
function afterOpening({ elements }: ReadableSentence, start: number, end: number): number {
  const before = elements[start - 1]
  let from = start
  if (before !== undefined && !isBoundary(before)) {
    // The run begins with the object of another verb: the subject comes after "and".
    const joint = lastIndex(elements, start, end, (element) => hasRole(element, 'conjunction'))
    if (before.kind !== 'verb' || before.form === 'loose' || before.form === 'infinitive' || joint < 0) return -1
    from = joint + 1
  }
  while (
    from < end &&
    (hasRole(elements[from], 'conjunction') || hasRole(elements[from], 'adverb') || isMark(elements[from], ','))
  ) {
    from += 1
  }
  if (!hasRole(elements[from], 'preposition')) return from
  const comma = elements.findIndex((element, at) => at >= from && at < end && isMark(element, ','))
  return comma < 0 ? -1 : comma + 1
}

/** The list that ends right before the verb: from `from`, or after the last comma that no list holds. */
function reachingEnd(sentence: ReadableSentence, from: number, end: number): ClauseSubjects {
  const { elements } = sentence
  const items = listFrom(sentence, from)
  if (items.at(-1)?.end === end) return { items, certainty: 1 }
  const comma = lastIndex(elements, from, end, (element) => isMark(element, ','))
  const only = comma < 0 ? null : nounItemAt(sentence, comma + 1)
  return only?.end === end ? { items: [only], certainty: 0.9 } : NONE
}

const isBoundary = (element: SentenceElement): boolean =>
  (element.kind === 'mark' && element.mark !== '(' && element.mark !== ')') || hasRole(element, 'subordinator')

function lastIndex(
  elements: readonly SentenceElement[],
  start: number,
  end: number,
  test: (element: SentenceElement) => boolean,
): number {
  for (let at = end - 1; at >= start; at--) {
    const element = elements[at]
    if (element !== undefined && test(element)) return at
  }
  return -1
}
