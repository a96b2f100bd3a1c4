import { readFile } from 'node:fs/promises'
import { readChunk } from '../../server/adapters/language-analysis/reading/read-chunk.ts'
import type { Benchmark, BenchmarkContext, Measurement } from '../benchmark.ts'
import { capitalRuns, compromiseFinder, type MentionFinder, winkRuns } from './mention-engines.ts'
import { type MarkedSpan, type MarkedText, type MentionSet, readMentionSets } from './mention-sets.ts'
import { bracketedTexts } from './bracketed-texts.ts'
import { countSpans, noSpans, spanF1, type SpanCounts } from './span-f1.ts'

const GERMAN = new URL('fixtures/german-mentions.txt', import.meta.url)

export const benchmark: Benchmark = {
  name: 'mentions',
  description: 'Names found in texts that people marked, exact spans, beside wink-nlp, capital runs and compromise.',
  run,
}

/** What only some sets mark: left out of `names`, on both sides. */
const PATTERNS = new Set(['date', 'quantity', 'identifier', 'TIME', 'NUM', 'pattern'])
const TYPES: Readonly<Record<string, string>> = {
  PER: 'person',
  person: 'person',
  LOC: 'place',
  location: 'place',
  ORG: 'organization',
  corporation: 'organization',
  group: 'organization',
  product: 'name',
  TIME: 'date',
  NUM: 'quantity',
}

/** What is counted of a set: names alone, or everything that it marks. */
interface View {
  readonly name: string
  readonly counts: (span: MarkedSpan) => boolean
}

const NAMES: View = { name: 'names', counts: ({ type }) => !PATTERNS.has(type) }
const ALL: View = { name: 'names, dates and numbers', counts: ({ type }) => type !== 'identifier' }

async function run(context: BenchmarkContext): Promise<readonly Measurement[]> {
  const own = (language: string): MentionFinder => ({
    name: 'LearnPath',
    find: (text) => readChunk({ text, language }).mentions.filter(({ type }) => type !== 'term'),
  })
  const rivals = [winkRuns(), capitalRuns(), compromiseFinder('topics'), compromiseFinder('proper nouns')]
  const measurements: Measurement[] = []
  for (const set of await readMentionSets(context.dataFolder)) {
    for (const view of set.name === 're-docred' ? [NAMES, ALL] : [NAMES]) {
      measurements.push(...compared(set, view, [own('en'), ...rivals]))
    }
  }
  const german: MentionSet = {
    name: 'own German sentences',
    language: 'de',
    texts: bracketedTexts(await readFile(GERMAN, 'utf8')),
  }
  measurements.push(...compared(german, NAMES, [own('de'), capitalRuns()]))
  const everything: View = { name: 'names, dates, quantities, standards, identifiers', counts: () => true }
  measurements.push(...compared(german, everything, [own('de')]))
  for (const { name, value, note } of measurements) context.log(`${name}: ${value.toFixed(3)} ${note ?? ''}`)
  return measurements
}

function compared(set: MentionSet, view: View, finders: readonly MentionFinder[]): Measurement[] {
  const halves = halvesOf(set)
  let ofWink = 0
  const measurements = finders.flatMap((finder) => {
    const results = halves.map((texts) => scored(texts, view, finder))
    const whole = spanF1(sum(results.map(({ counts }) => counts)))
    if (finder.name.startsWith('wink')) ofWink = whole.f1
    const parts = results.map(({ counts }) => spanF1(counts).f1.toFixed(3)).join(' and ')
    const [words, seconds] = [
      results.reduce((all, one) => all + one.words, 0),
      results.reduce((all, one) => all + one.seconds, 0),
    ]
    const note = `precision ${whole.precision.toFixed(3)}, recall ${whole.recall.toFixed(3)}; looked-at and other half ${parts}; ${Math.round(words / seconds)} words per second`
    const named = `${set.name}, ${view.name}: ${finder.name}`
    const untyped: Measurement = { name: named, value: whole.f1, unit: 'span F1', note }
    const typed = spanF1(sum(results.map(({ typed: counts }) => counts)))
    const isTyped = set.language === 'en' && (finder.name === 'LearnPath' || finder.name === 'compromise topics')
    return isTyped
      ? [
          untyped,
          {
            name: `${named}, with types`,
            value: typed.f1,
            unit: 'span F1',
            note: 'person, place, organization; all others are one type',
          },
        ]
      : [untyped]
  })
  const target = { operator: '>', value: ofWink } as const
  return ofWink === 0 ? measurements : measurements.map((each, at) => (at === 0 ? { ...each, target } : each))
}

/** Rules were made looking at the first; of the German sentences, which are a mixture, at every second line. */
function halvesOf({ texts, language }: MentionSet): readonly (readonly MarkedText[])[] {
  const middle = Math.floor(texts.length / 2)
  if (language === 'en') return [texts.slice(0, middle), texts.slice(middle)]
  return [texts.filter((_, at) => at % 2 === 0), texts.filter((_, at) => at % 2 === 1)]
}

interface Score {
  readonly counts: SpanCounts
  readonly typed: SpanCounts
  readonly words: number
  readonly seconds: number
}

function scored(texts: readonly MarkedText[], { counts: isCounted }: View, finder: MentionFinder): Score {
  const [counts, typed] = [noSpans(), noSpans()]
  let words = 0
  const start = performance.now()
  const found = texts.map(({ text }) => finder.find(text))
  const seconds = (performance.now() - start) / 1000
  texts.forEach(({ text, spans }, at) => {
    words += text.split(' ').length
    const compare = { found: (found[at] ?? []).filter(isCounted), marked: spans.filter(isCounted) }
    countSpans(counts, compare, false)
    countSpans(typed, { found: compare.found.map(withType), marked: compare.marked.map(withType) }, true)
  })
  return { counts, typed, words, seconds }
}

const COMMON_TYPES = new Set(['person', 'place', 'organization', 'date', 'quantity'])

function withType({ start, end, type }: MarkedSpan): MarkedSpan {
  const common = TYPES[type] ?? type
  return { start, end, type: COMMON_TYPES.has(common) ? common : 'name' }
}

function sum(all: readonly SpanCounts[]): SpanCounts {
  const total = noSpans()
  for (const { found, marked, right } of all) {
    total.found += found
    total.marked += marked
    total.right += right
  }
  return total
}
