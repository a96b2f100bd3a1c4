import type { GraphMode, SearchHit, SearchMode } from '@learnpath/contracts'
import { ndcg, recall } from '../../server/kernel/ranking/ranking-metrics.ts'
import { mean, quantile } from '../../server/kernel/statistics/quantile.ts'
import { escapeQuery } from '../../server/kernel/text/query-syntax.ts'
import type { Benchmark, BenchmarkContext, Measurement } from '../benchmark.ts'
import { readAskSet } from './ask-sets.ts'
import { readJudgedSet } from './beir.ts'
import { type GraphLibrary, openGraphLibrary } from './graph-library.ts'
import { openJudgedModels } from './judged-models.ts'
import { type MultiHopQuestion, readMultiHopDocuments, readMultiHopQuestions } from './multi-hop-set.ts'
import { pairedInterval } from './paired-interval.ts'

const DEPTHS = [5, 10, 20]
const PASSAGES = 50
const DOCUMENTS = 10
const MODES: readonly GraphMode[] = ['naive', 'local', 'global', 'hybrid', 'mix']
const SEARCHES: readonly SearchMode[] = ['keyword', 'hybrid']
/** Every third of them: mixing is to be compared, not the sets. */
const SINGLE_HOP_STEP = 3

export const benchmark: Benchmark = {
  name: 'multi-hop',
  description:
    'Forty questions that need two documents, and questions that need one, with and without the graph; the embedder of the tests.',
  run,
}

async function run(context: BenchmarkContext): Promise<readonly Measurement[]> {
  const models = await openJudgedModels(context.modelsFolder)
  const measurements: Measurement[] = []
  try {
    const documents = await readMultiHopDocuments(context.dataFolder)
    context.log(`${documents.length} documents`)
    const lessons = await openGraphLibrary(documents, context.scratchFolder, models.embedder)
    try {
      const { entities, relations } = await lessons.graph.status()
      context.log(`${lessons.chunkCount} passages, ${entities} entities, ${relations} relations`)
      const questions = readMultiHopQuestions(documents)
      for (const mode of SEARCHES) measurements.push(...(await measureTwoHops(lessons, questions, mode)))
      for (const set of ['odin', 'openstax-biology']) {
        context.log(set)
        const { queries, relevance } = await readJudgedSet(context.dataFolder, set)
        const asked = queries.map(({ id, text }) => ({
          text,
          relevant: [...(relevance.get(id) ?? new Map<string, number>()).keys()].map((name) => `${set}/${name}.md`),
        }))
        measurements.push(...(await measureOneHop(set, lessons, asked)))
      }
    } finally {
      await lessons.close()
    }
    context.log('squad2-devhalf')
    const squad = await readAskSet(context.dataFolder, 'squad2-devhalf')
    const articles = await openGraphLibrary(squad.documents, context.scratchFolder, models.embedder)
    try {
      const asked = squad.questions
        .filter(({ documentIds }) => documentIds.size > 0)
        .map(({ text, documentIds }) => ({ text, relevant: [...documentIds] }))
      measurements.push(...(await measureOneHop('squad2-devhalf', articles, asked)))
    } finally {
      await articles.close()
    }
  } finally {
    await models.close()
  }
  return measurements
}

/** Per question: recall of both passages, whether both are there, whether both documents are, and nDCG. */
interface Found {
  readonly recall: readonly number[]
  readonly both: readonly number[]
  readonly documents: readonly number[]
  readonly ndcg: number
  readonly milliseconds: number
}

async function measureTwoHops(
  library: GraphLibrary,
  questions: readonly MultiHopQuestion[],
  mode: SearchMode,
): Promise<Measurement[]> {
  const results = new Map<GraphMode, Found[]>()
  for (const graphMode of MODES) {
    const found: Found[] = []
    for (const question of questions) {
      const startedMs = performance.now()
      const { hits } = await library.graph.search({
        query: escapeQuery(question.question),
        limit: Math.max(...DEPTHS),
        mode,
        graphMode,
      })
      found.push({ ...judge(question, hits, library), milliseconds: performance.now() - startedMs })
    }
    results.set(graphMode, found)
  }
  const naive = results.get('naive') ?? []
  return MODES.flatMap((graphMode) => {
    const found = results.get(graphMode) ?? []
    const name = `two documents, ${mode}, ${graphMode}`
    return [
      ...describeFound(name, found, naive),
      ...(['development', 'report'] as const).flatMap((part) => {
        const ofPart = (list: readonly Found[]) => list.filter((_, at) => questions[at]?.part === part)
        return describeFound(`${name}, half ${part}`, ofPart(found), ofPart(naive)).filter(({ name: figure }) =>
          figure.includes('both in'),
        )
      }),
      ...(['en', 'de'] as const).flatMap((language) => {
        const ofLanguage = (list: readonly Found[]) => list.filter((_, at) => questions[at]?.language === language)
        const described = describeFound(`${name}, ${language}`, ofLanguage(found), ofLanguage(naive))
        return described.filter(({ name: figure }) => figure.endsWith('both in 10'))
      }),
      {
        name: `${name}: time`,
        value: quantile(
          found.map(({ milliseconds }) => milliseconds).toSorted((one, other) => one - other),
          0.5,
        ),
        unit: 'ms p50',
        note: `p95 ${quantile(
          found.map(({ milliseconds }) => milliseconds).toSorted((one, other) => one - other),
          0.95,
        ).toFixed(0)} ms`,
      },
    ]
  })
}

function judge(
  { gold }: MultiHopQuestion,
  hits: readonly SearchHit[],
  { documentIds }: GraphLibrary,
): Omit<Found, 'milliseconds'> {
  const names = new Map([...documentIds].map(([name, id]) => [id, name]))
  /** Number of the gold passage that a hit holds, each counted once. */
  const held = new Set<number>()
  const ranking = hits.map((hit, rank) => {
    const at = gold.findIndex(
      (place, number) =>
        !held.has(number) &&
        names.get(hit.documentId) === place.document &&
        hit.start < place.end &&
        hit.end > place.start,
    )
    if (at >= 0) held.add(at)
    return at < 0 ? `other ${rank}` : `gold ${at}`
  })
  const grades = new Map(gold.map((_, at) => [`gold ${at}`, 1]))
  const wanted = new Set(gold.map(({ document }) => document))
  const shares = DEPTHS.map((depth) => recall(ranking, grades, depth))
  return {
    recall: shares,
    both: shares.map((share) => (share === 1 ? 1 : 0)),
    documents: DEPTHS.map((depth) => {
      const shown = new Set(hits.slice(0, depth).map((hit) => names.get(hit.documentId)))
      return [...wanted].every((document) => shown.has(document)) ? 1 : 0
    }),
    ndcg: ndcg(ranking, grades, DOCUMENTS),
  }
}

function describeFound(name: string, found: readonly Found[], naive: readonly Found[]): Measurement[] {
  const figure = (label: string, unit: string, valueOf: (one: Found) => number): Measurement => {
    const [ours, theirs] = [found.map(valueOf), naive.map(valueOf)]
    return { name: `${name}: ${label}`, value: mean(ours), unit, note: against(ours, theirs) }
  }
  return [
    ...DEPTHS.flatMap((depth, at) => [
      figure(`passages in ${depth}`, `recall@${depth}`, (one) => one.recall[at] ?? 0),
      figure(`both in ${depth}`, 'share', (one) => one.both[at] ?? 0),
      figure(`both documents in ${depth}`, 'share', (one) => one.documents[at] ?? 0),
    ]),
    figure('order', 'nDCG@10', (one) => one.ndcg),
  ]
}

const against = (ours: readonly number[], theirs: readonly number[]): string => {
  const { low, high } = pairedInterval(ours, theirs)
  const difference = mean(ours) - mean(theirs)
  return `${difference.toFixed(4)} against naive, 95 % [${low.toFixed(4)}, ${high.toFixed(4)}], ${ours.length} questions`
}

interface OneHopQuestion {
  readonly text: string
  readonly relevant: readonly string[]
}

/** Questions that one document answers: what the graph costs there. */
async function measureOneHop(
  set: string,
  library: GraphLibrary,
  questions: readonly OneHopQuestion[],
): Promise<Measurement[]> {
  const names = new Map([...library.documentIds].map(([name, id]) => [id, name]))
  const asked = questions.filter((_, at) => at % SINGLE_HOP_STEP === 0)
  const measure = async (graphMode: GraphMode): Promise<number[]> => {
    const values: number[] = []
    for (const { text, relevant } of asked) {
      const { hits } = await library.graph.search({
        query: escapeQuery(text),
        limit: PASSAGES,
        mode: 'keyword',
        graphMode,
      })
      const documents = [...new Set(hits.map(({ documentId }) => names.get(documentId) ?? ''))]
      values.push(ndcg(documents.slice(0, DOCUMENTS), new Map(relevant.map((name) => [name, 1])), DOCUMENTS))
    }
    return values
  }
  const naive = await measure('naive')
  const measurements: Measurement[] = []
  for (const graphMode of MODES) {
    const values = graphMode === 'naive' ? naive : await measure(graphMode)
    measurements.push({
      name: `one document, ${set}, keyword, ${graphMode}`,
      value: mean(values),
      unit: 'nDCG@10',
      note: against(values, naive),
    })
  }
  return measurements
}
