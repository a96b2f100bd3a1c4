import { join } from 'node:path'
import type { Benchmark, BenchmarkContext, Measurement } from '../benchmark.ts'
import { readStudyMaterial } from '../study-material.ts'
import { writeItems, type QuestionItem } from './question-items.ts'
import { readQuestionLabels, type QuestionLabel } from './question-labels.ts'

const ITEMS = 300
const SETS = [
  { name: 'openstax-biology', folder: 'openstax-biology/dev/docs' },
  { name: 'rust-book', folder: 'rust-book/dev/md' },
  { name: 'mdn-de', folder: 'mdn-de/dev/docs' },
] as const
const ACCEPTED = 0.75
/** Words of a printed page. */
const WORDS_PER_PAGE = 350
const BOOK_PAGES = 300
const QUICK_ITEMS = 100
const QUICK_SECONDS = 3

async function measureSet({ name, folder }: (typeof SETS)[number], context: BenchmarkContext): Promise<Measurement[]> {
  const material = await readStudyMaterial(join(context.dataFolder, folder))
  const { items, drafts, dropped, seconds } = await writeItems(material, ITEMS)
  const words = material.analyses.reduce((sum, { analysis }) => sum + analysis.words, 0)
  const labels = readQuestionLabels().filter((label) => label.set === name)
  logPatterns(items, labels, context)
  const share = (part: readonly unknown[], whole: readonly unknown[]): number =>
    whole.length === 0 ? 0 : part.length / whole.length
  return [
    {
      name: `${name} items`,
      value: items.length,
      unit: 'items',
      note: `of ${ITEMS} wished for, ${drafts} drafts, turned down: ${summary(dropped)}; ${countBy(items, ({ draft }) => draft.type)}`,
    },
    {
      name: `${name} items per 1,000 words`,
      value: (1000 * items.length) / words,
      unit: 'items',
      note: `${words} words`,
    },
    {
      name: `${name} exact evidence`,
      value: share(
        items.filter((item) => isExact(item, material.documents)),
        items,
      ),
      unit: 'share',
      target: { operator: '>=', value: 1 },
    },
    {
      name: `${name} answer in evidence`,
      value: share(items.filter(isAnswered), items),
      unit: 'share',
      target: { operator: '>=', value: 1 },
    },
    ...(await measureSpeed(name, material, seconds)),
    ...judged(name, items, labels),
  ]
}

function isExact(
  { draft: { evidence }, evidence: quote }: QuestionItem,
  documents: readonly { documentId: string; text: string }[],
): boolean {
  const text = documents.find((document) => document.documentId === evidence.documentId)?.text ?? ''
  return quote !== '' && quote === quote.trim() && text.startsWith(quote, evidence.start)
}

/** Whether the words of the answer stand in the evidence; of a statement that was made false, what it should say instead. */
function isAnswered({ draft, evidence }: QuestionItem): boolean {
  const text = evidence.toLowerCase()
  const holds = (part: string): boolean => holdsWords(text, part.toLowerCase())
  switch (draft.type) {
    case 'cloze':
    case 'short-answer':
    case 'multiple-choice':
      return holds(draft.answerText)
    case 'matching':
      return [...draft.left, ...draft.right].every(holds)
    case 'ordering':
      return draft.options.every(holds)
    case 'true-false': {
      // What is said of the concept; a number or a name may have been changed.
      const said = draft.stem.replace(/^[^?]*\? /, '')
      const quoted = [...said.matchAll(/[“„]([^”“]+)[”“]/gu)].map((match) => match[1] ?? '')
      const isTrue = 'isTrue' in draft.answer && draft.answer.isTrue
      if (quoted.length >= 2) return quoted.every(holds) === isTrue
      return holds(said) === isTrue
    }
  }
}

/** Whether a text holds a part that neither begins nor ends within a word. */
function holdsWords(text: string, part: string): boolean {
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
    const around = `${text.charAt(at - 1)} ${text.charAt(at + part.length)}`
    if (!/\p{L}/u.test(around)) return true
  }
  return false
}

/** Time for 100 questions of a book of 300 pages, read as its first documents. */
async function measureSpeed(
  name: string,
  material: Awaited<ReturnType<typeof readStudyMaterial>>,
  secondsOfAll: number,
): Promise<Measurement[]> {
  const bookWords = WORDS_PER_PAGE * BOOK_PAGES
  let taken = 0
  const documents = material.documents.filter((_, at) => {
    if (taken >= bookWords) return false
    taken += material.analyses[at]?.analysis.words ?? 0
    return true
  })
  const { seconds, items } = await writeItems({ map: material.map, documents }, QUICK_ITEMS)
  return [
    {
      name: `${name} ${QUICK_ITEMS} items of a 300-page book`,
      value: seconds,
      unit: 's',
      target: { operator: '<', value: QUICK_SECONDS },
      note: `processor time; ${items.length} items from ${taken} words; of the whole set ${secondsOfAll.toFixed(1)} s`,
    },
  ]
}

function judged(name: string, items: readonly QuestionItem[], labels: readonly QuestionLabel[]): Measurement[] {
  const byId = new Map(labels.map((label) => [label.id, label]))
  const seen = items.flatMap(({ id }) => byId.get(id) ?? [])
  const options = seen.flatMap((label) => label.distractors)
  const unmatched = labels.length - seen.length
  const reasons = seen.filter((label) => !label.accept).map((label) => label.reason)
  return [
    {
      name: `${name} accepted`,
      value: seen.length === 0 ? 0 : seen.filter((label) => label.accept).length / seen.length,
      unit: 'share',
      target: { operator: '>=', value: ACCEPTED },
      note: `${seen.length} labelled items, ${unmatched} labels of items that are no longer written; ${countBy(seen, ({ type, accept }) => `${type} ${accept ? 'yes' : 'no'}`)}; ${reasons.length} turned down: ${countBy(reasons, (reason) => reason.split(':')[0] ?? '')}`,
    },
    {
      name: `${name} good distractors`,
      value: options.length === 0 ? 0 : options.filter((verdict) => verdict === 'good').length / options.length,
      unit: 'share',
      note: `${options.length} judged: ${countBy(options, (verdict) => verdict)}`,
    },
  ]
}

function logPatterns(
  items: readonly QuestionItem[],
  labels: readonly QuestionLabel[],
  context: BenchmarkContext,
): void {
  const byId = new Map(labels.map((label) => [label.id, label]))
  const patterns = new Map<string, { items: number; judged: number; accepted: number }>()
  for (const { id, draft } of items) {
    const one = patterns.get(draft.pattern) ?? { items: 0, judged: 0, accepted: 0 }
    one.items += 1
    const label = byId.get(id)
    if (label !== undefined) one.judged += 1
    if (label?.accept === true) one.accepted += 1
    patterns.set(draft.pattern, one)
  }
  for (const [pattern, one] of [...patterns].toSorted(([left], [right]) => (left < right ? -1 : 1))) {
    context.log(
      `  ${pattern.padEnd(28)} ${String(one.items).padStart(4)} items, ${one.accepted} of ${one.judged} accepted`,
    )
  }
}

const summary = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ') || 'none'

function countBy<Item>(items: readonly Item[], nameOf: (item: Item) => string): string {
  const counts: Record<string, number> = {}
  for (const item of items) counts[nameOf(item)] = (counts[nameOf(item)] ?? 0) + 1
  return summary(counts)
}

export const benchmark: Benchmark = {
  name: 'questions',
  description: 'Questions from patterns: how many, how exact, how fast, and how many a careful reader accepts',
  async run(context) {
    const measurements: Measurement[] = []
    for (const set of SETS) {
      context.log(set.name)
      measurements.push(...(await measureSet(set, context)))
    }
    return measurements
  },
}
