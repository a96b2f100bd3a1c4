import compromise from 'compromise'
import winkNLP from 'wink-nlp'
import type { WinkMethods } from 'wink-nlp'
import model from 'wink-eng-lite-web-model'
import type { MarkedSpan } from './mention-sets.ts'

/** Another way to find names in a text. */
export interface MentionFinder {
  readonly name: string
  readonly find: (text: string) => readonly MarkedSpan[]
}

const DATES = new Set(['DATE', 'TIME', 'DURATION'])
const NUMBERS = new Set(['CARDINAL', 'ORDINAL', 'MONEY', 'PERCENT'])

/** Runs of words tagged as proper nouns, and wink's own entities for dates and numbers. */
export function winkRuns(): MentionFinder {
  const wink = winkNLP(model, ['sbd', 'pos', 'ner'])
  return { name: 'wink-nlp proper-noun runs', find: (text) => winkSpans(wink, text) }
}

/* oxlint-disable typescript/unbound-method -- plain functions that wink calls itself */
function winkSpans(wink: WinkMethods, text: string): MarkedSpan[] {
  const document = wink.readDoc(text)
  const tokens = document.tokens()
  const tags = tokens.out(wink.its.pos)
  let at = 0
  const places = tokens.out().map((value) => {
    const start = Math.max(at, text.indexOf(value, at))
    at = start + value.length
    return { start, end: at }
  })
  const spans: MarkedSpan[] = []
  places.forEach(({ start, end }, index) => {
    if (tags[index] !== 'PROPN') return
    const before = spans.at(-1)
    if (before !== undefined && places[index - 1]?.end === before.end) spans[spans.length - 1] = { ...before, end }
    else spans.push({ start, end, type: 'name' })
  })
  const details = document.entities().out(wink.its.span) as unknown as (readonly [number, number])[]
  const types = document.entities().out(wink.its.type)
  details.forEach(([first, last], index) => {
    const type = types[index] ?? ''
    const kind = DATES.has(type) ? 'date' : NUMBERS.has(type) ? 'quantity' : null
    const [from, to] = [places[first]?.start, places[last]?.end]
    if (kind !== null && from !== undefined && to !== undefined) spans.push({ start: from, end: to, type: kind })
  })
  return spans
}
/* oxlint-enable typescript/unbound-method */

const CAPITALS = /(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{N}'’.&-]*(?: \p{Lu}[\p{L}\p{N}'’.&-]*)*/gu
const FIRST_WORDS = new Set(
  'the a an in on at it he she they we i this that these those his her its their there when while after as for if but and however'.split(
    ' ',
  ),
)

/** Runs of words with a capital, without a function word at the beginning. */
export function capitalRuns(): MentionFinder {
  return {
    name: 'capital runs',
    find: (text) =>
      [...text.matchAll(CAPITALS)].flatMap((match) => {
        const [first = '', ...rest] = match[0].split(' ')
        const dropped = FIRST_WORDS.has(first.toLowerCase())
        if (dropped && rest.length === 0) return []
        const start = match.index + (dropped ? first.length + 1 : 0)
        return [{ start, end: match.index + match[0].replace(/[.']+$/, '').length, type: 'name' }]
      }),
  }
}

/** compromise's people, places and organisations, or its proper nouns, whichever `pattern` asks for. */
export function compromiseFinder(kind: 'topics' | 'proper nouns'): MentionFinder {
  return {
    name: `compromise ${kind}`,
    find: (text) => {
      const document = compromise(text)
      const found =
        kind === 'topics'
          ? [
              ...spansOf(text, 'person', document.people()),
              ...spansOf(text, 'place', document.places()),
              ...spansOf(text, 'organization', document.organizations()),
            ]
          : spansOf(text, 'name', document.match('#ProperNoun+'))
      return found.filter(({ start }, index) => found.findIndex((other) => other.start === start) === index)
    },
  }
}

function spansOf(text: string, type: string, view: { json(options: object): unknown }): MarkedSpan[] {
  const found = view.json({ offset: true, terms: false }) as { offset: { start: number; length: number } }[]
  return found.map(({ offset }) => trimmed(text, offset.start, offset.start + offset.length, type))
}

/** Its ranges hold the punctuation around. */
function trimmed(text: string, from: number, to: number, type: string): MarkedSpan {
  const surface = text.slice(from, to)
  const lead = /^[^\p{L}\p{N}]*/u.exec(surface)?.[0].length ?? 0
  const body = surface.slice(lead).replace(/(?:['’]s)?[^\p{L}\p{N}]*$/u, '')
  return { start: from + lead, end: from + lead + body.length, type }
}
