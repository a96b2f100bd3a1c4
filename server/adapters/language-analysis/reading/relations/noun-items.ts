import {
  hasRole,
  isMark,
  isWord,
  type PhraseElement,
  type ReadableSentence,
  type SentenceElement,
} from './sentence-elements.ts'

/** A noun phrase in a list, with what hangs on it. */
export interface NounItem {
  readonly phrase: PhraseElement
  /** Elements `at` to `end` (exclusive). */
  readonly at: number
  readonly end: number
  /** The phrase after "of" ("loss of water"), or in the genitive. */
  readonly complement: PhraseElement | null
  /** Whether another prepositional phrase says which ("enzymes in saliva"). */
  readonly narrowed: boolean
}

const OF: Readonly<Record<ReadableSentence['language'], RegExp>> = { en: /^of$/, de: /^(?:von|vom)$/ }
const GENITIVE = /^(?:des|der|eines|einer)$/
const RESTRICTIVE: Readonly<Record<ReadableSentence['language'], RegExp>> = {
  en: /^(?:in|on|from|for|with|within|between|to|into|at|under|among|through|without|by|across|inside|outside|during|along|against|around|per|over)$/,
  de: /^(?:in|im|auf|aus|für|mit|zwischen|zu|zum|zur|bei|beim|unter|ohne|durch|innerhalb|außerhalb|während|an|am|nach|über|gegen|um|vor|ins|ans)$/,
}

/** The noun phrase that begins at an element, with what hangs on it; null when none begins there. */
export function nounItemAt({ elements, language }: ReadableSentence, at: number): NounItem | null {
  const phrase = elements[at]
  if (phrase?.kind !== 'phrase') return null
  let end = at + 1
  let complement: PhraseElement | null = null
  const direct = elements[end]
  const linked = elements[end + 1]
  if (language === 'de' && direct?.kind === 'phrase' && GENITIVE.test(direct.opening)) {
    complement = direct
    end += 1
  } else if (isWordLike(direct, OF[language]) && linked?.kind === 'phrase') {
    complement = linked
    end += 2
  }
  let narrowed = false
  for (;;) {
    const isChained = isWordLike(elements[end], OF[language]) || isWordLike(elements[end], RESTRICTIVE[language])
    if (!isChained || elements[end + 1]?.kind !== 'phrase') break
    narrowed = true
    end += 2
  }
  return { phrase, at, end, complement, narrowed }
}

const isWordLike = (element: SentenceElement | undefined, pattern: RegExp): boolean =>
  element?.kind === 'word' && pattern.test(element.norm)

/**
 * The items of a list that begins at an element: "A, B, and C". An item that something hangs on ends it. A list that is inserted ("such
 * as A and B") may stand before a verb, which is not said of its last item.
 */
export function listFrom(sentence: ReadableSentence, start: number, isInserted = false): NounItem[] {
  const { elements } = sentence
  const items: NounItem[] = []
  let at = start
  for (;;) {
    const item = nounItemAt(sentence, at)
    if (item === null) break
    items.push(item)
    const joint = jointAt(elements, item.end)
    if (joint === 0 || item.narrowed || item.complement !== null) break
    // "Between tools such as A and B and the design": the first "and" closes the list.
    if (hasRole(elements[item.at - 1], 'conjunction') && items.length > 1) break
    at = item.end + joint
    while (hasRole(elements[at], 'adverb')) at += 1
  }
  return closedList(sentence, items, isInserted)
}

/** How many elements join two items of a list: a comma, "and", or both; 0 when no list goes on. */
function jointAt(elements: readonly SentenceElement[], at: number): number {
  const comma = isMark(elements[at], ',') ? 1 : 0
  const conjunction = hasRole(elements[at + comma], 'conjunction') ? 1 : 0
  return comma + conjunction
}

/** Without a last item that is the subject of what follows, and only as far as a conjunction shows that it is a list. */
function closedList({ elements }: ReadableSentence, items: NounItem[], isInserted: boolean): NounItem[] {
  const last = items.at(-1)
  if (last === undefined || items.length === 1) return items
  const next = elements[last.end]
  const isSubject = next?.kind === 'verb' && next.form !== 'loose' && next.form !== 'infinitive'
  const list = isSubject && !isInserted ? items.slice(0, -1) : items
  const isClosed = list.some((item, at) => at > 0 && hasRole(elements[item.at - 1], 'conjunction'))
  // "A, B" without "and" is an apposition or an insertion.
  const isOpenEnded = isWord(elements[last.end], 'etc') || isWord(elements[last.end], 'usw')
  return isClosed || isOpenEnded ? list : list.slice(0, 1)
}
