import compromise from 'compromise'
import winkNLP from 'wink-nlp'
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
  return {
    name: 'wink-nlp proper-noun runs',
    find: (text) => {
      const document = wink.readDoc(text)
      const places: MarkedSpan[] = []
      let at = 0
      const spans: MarkedSpan[] = []
      document.tokens().each((token) => {
        const value = token.out()
        const start = text.indexOf(value, at)
        at = start + value.length
        places.push({ start, end: at, type: token.out(wink.its.pos) })
      })
      places.forEach(({ start, end, type }, index) => {
        if (type !== 'PROPN') return
        const before = spans.at(-1)
        if (before !== undefined && places[index - 1]?.end === before.end) spans[spans.length - 1] = { ...before, end }
        else spans.push({ start, end, type: 'name' })
      })
      document.entities().each((entity) => {
        const type = entity.out(wink.its.type)
        const kind = DATES.has(type) ? 'date' : NUMBERS.has(type) ? 'quantity' : null
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion
        const [first, last] = entity.out(wink.its.span) as unknown as [number, number]
        const [from, to] = [places[first]?.start, places[last]?.end]
        if (kind !== null && from !== undefined && to !== undefined) spans.push({ start: from, end: to, type: kind })
      })
      return spans
    },
  }
}

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
      const views =
        kind === 'topics'
          ? [
              ['person', document.people()],
              ['place', document.places()],
              ['organization', document.organizations()],
            ]
          : [['name', document.match('#ProperNoun+')]]
      const found = (views as readonly (readonly [string, { json(options: object): unknown }])[]).flatMap(
        ([type, view]) =>
          (
            view.json({ offset: true, terms: false }) as { text: string; offset: { start: number; length: number } }[]
          ).map(({ offset }) => trimmed(text, offset.start, offset.start + offset.length, type)),
      )
      return found.filter(({ start }, index) => found.findIndex((other) => other.start === start) === index)
    },
  }
}

/** Its ranges hold the punctuation around. */
function trimmed(text: string, from: number, to: number, type: string): MarkedSpan {
  const surface = text.slice(from, to)
  const lead = /^[^\p{L}\p{N}]*/u.exec(surface)?.[0].length ?? 0
  const body = surface.slice(lead).replace(/(?:['’]s)?[^\p{L}\p{N}]*$/u, '')
  return { start: from + lead, end: from + lead + body.length, type }
}
