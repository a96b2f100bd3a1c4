import type { FoundRelation } from './found-relation.ts'
import { GERMAN_VERBS } from './german-verbs.ts'
import { listFrom, nounItemAt, type NounItem } from './noun-items.ts'
import { hasRole, isMark, isWord, type ReadableSentence } from './sentence-elements.ts'

/** What German states with the verb at another place: inverted main clauses, and relative clauses, which end with their verb. */
export function germanClauseRelations(sentence: ReadableSentence): FoundRelation[] {
  return [...understood(sentence), ...belonging(sentence), ...consisting(sentence), ...relativeClauses(sentence)]
}

/** "Unter X versteht man Y", "als X bezeichnet man Y". */
function understood(sentence: ReadableSentence): FoundRelation[] {
  const { elements } = sentence
  const opening = elements[0]
  if (opening?.kind !== 'word' || !/^(?:unter|mit|als)$/.test(opening.norm)) return []
  const source = nounItemAt(sentence, 1)
  if (source === null) return []
  const verb = elements[source.end]
  const isVerb =
    (verb?.kind === 'word' || verb?.kind === 'verb') && /^(?:versteht|bezeichnet|verstehen|bezeichnen)$/.test(verb.norm)
  if (!isVerb || !(isWord(elements[source.end + 1], 'man') || isWord(elements[source.end + 1], 'wir'))) return []
  const target = nounItemAt(sentence, source.end + 2)
  return target === null ? [] : [{ kind: 'defined-as', source, target, rule: 'versteht-man', strength: 0.85 }]
}

/** "Zu den Y gehören A, B und C". */
function belonging(sentence: ReadableSentence): FoundRelation[] {
  const { elements } = sentence
  const target = isWord(elements[0], 'zu') ? nounItemAt(sentence, 1) : null
  if (target === null || target.phrase.opening !== 'den') return []
  const verb = elements[target.end]
  if (verb?.kind !== 'verb' || !/^(?:gehör|zähl)/.test(verb.norm)) return []
  return listFrom(sentence, afterAdverbs(sentence, target.end + 1)).map((source) => ({
    kind: 'is-a',
    source,
    target,
    rule: 'gehören-zu-den',
    strength: 0.85,
  }))
}

/** "Aus A und B besteht X". */
function consisting(sentence: ReadableSentence): FoundRelation[] {
  const { elements } = sentence
  const parts = isWord(elements[0], 'aus') ? listFrom(sentence, 1) : []
  const verb = elements[parts.at(-1)?.end ?? 0]
  if (parts.length === 0 || verb?.kind !== 'verb' || !verb.norm.startsWith('besteh')) return []
  const target = nounItemAt(sentence, (parts.at(-1)?.end ?? 0) + 1)
  if (target === null) return []
  return parts.map((source) => ({ kind: 'part-of', source, target, rule: 'bestehen', strength: 0.8 }))
}

function afterAdverbs({ elements }: ReadableSentence, at: number): number {
  let next = at
  while (hasRole(elements[next], 'adverb')) next += 1
  return next
}

/** Articles that only a subject has: then the relative pronoun is the object. */
const NOMINATIVE = /^(?:der|ein)$/

/** "Eine Datei, die Code enthält": the verb of the list is the last word of the clause. */
function relativeClauses(sentence: ReadableSentence): FoundRelation[] {
  const { elements } = sentence
  return elements.flatMap((element, at) => {
    const isObject = element.kind === 'word' && /^(?:den|dem|deren|dessen)$/.test(element.norm)
    if (isObject || !hasRole(element, 'relative')) return []
    const antecedent = elements[at - 2]
    if (!isMark(elements[at - 1], ',') || antecedent?.kind !== 'phrase') return []
    const before = elements[at - 3]
    if (before?.kind === 'phrase' || hasRole(before, 'preposition') || hasRole(before, 'conjunction')) return []
    const subject: NounItem = { phrase: antecedent, at: at - 2, end: at - 1, complement: null, narrowed: false }
    return ofRelativeClause(sentence, subject, at + 1)
  })
}

function ofRelativeClause(sentence: ReadableSentence, subject: NounItem, start: number): FoundRelation[] {
  const { elements } = sentence
  const at = afterAdverbs(sentence, start)
  for (const verb of GERMAN_VERBS) {
    if (verb.closes !== '') continue
    const followsAt = verb.follows === '' ? at : isWord(elements[at], verb.follows) ? at + 1 : -1
    const objects = followsAt < 0 ? [] : listFrom(sentence, followsAt)
    const end = objects.at(-1)?.end ?? -1
    const last = elements[end]
    if (last?.kind !== 'verb' || !verb.forms.has(last.norm)) continue
    if (objects.some(({ phrase }) => verb.follows === '' && NOMINATIVE.test(phrase.opening))) continue
    return objects.map((object) => {
      const [source, target] = verb.reversed ? [object, subject] : [subject, object]
      return { kind: verb.kind, source, target, rule: verb.name, strength: verb.strength * 0.85 }
    })
  }
  return []
}
