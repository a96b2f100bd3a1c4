import type { RetrievalReport, RetrievalSubjectReport } from '@learnpath/contracts'

const BYTES_PER_MEGABYTE = 1_000_000
const HARDEST = 10

const decimals = (value: number): string => value.toFixed(3)
const signed = (value: number): string => `${value >= 0 ? '+' : '−'}${decimals(Math.abs(value))}`
const megabytes = (bytes: number): string => `${(bytes / BYTES_PER_MEGABYTE).toFixed(1)} MB`
const row = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [row(head), row(head.map((_, at) => (at === 0 ? '---' : '---:'))), ...rows.map(row)]
}

function figuresOf({ name, metrics, latency, memory }: RetrievalSubjectReport): string[] {
  const { ndcg10, mrr10, recall10, hit1, hit10 } = metrics
  const interval = `${decimals(ndcg10.value)} [${decimals(ndcg10.low)}, ${decimals(ndcg10.high)}]`
  const rest = [mrr10, recall10, hit1, hit10].map(({ value }) => decimals(value))
  const times = [latency.p50Ms, latency.p95Ms].map((value) => value.toFixed(1))
  return [name, interval, ...rest, ...times, megabytes(memory.modelBytes), megabytes(memory.vectorBytes)]
}

function differencesOf({ name, againstReference }: RetrievalSubjectReport): string[][] {
  if (againstReference === null) return []
  const { metrics, overlap10, rankCorrelation, speed } = againstReference
  const { value, low, high, pValue, wins, ties, losses } = metrics.ndcg10
  return [
    [
      name,
      `${signed(value)} [${signed(low)}, ${signed(high)}]`,
      pValue.toFixed(4),
      `${wins} / ${ties} / ${losses}`,
      decimals(overlap10),
      rankCorrelation === null ? '–' : decimals(rankCorrelation),
      `${speed.toFixed(2)}x`,
    ],
  ]
}

function recommendationOf({ recommendation }: RetrievalReport): string[] {
  if (recommendation === null) return []
  const { sentence, reasons, certainty } = recommendation
  return [
    '## Recommendation',
    '',
    `**${sentence}**`,
    '',
    `Certainty: ${certainty}.`,
    '',
    ...reasons.map((one) => `- ${one}`),
    '',
  ]
}

/** The questions that the recommended one, or the first, answers worst. */
function hardest({ perQuestion, subjects, recommendation }: RetrievalReport): string[] {
  const at = Math.max(
    0,
    subjects.findIndex(({ name }) => name === recommendation?.subject),
  )
  const scored = perQuestion.flatMap(({ question, subjects: results }) => {
    const result = results[at]
    return result === undefined ? [] : [{ question, ...result }]
  })
  const worst = scored.toSorted((one, other) => one.ndcg10 - other.ndcg10).slice(0, HARDEST)
  const rows = worst.map(({ question, ndcg10, firstRank }) => [question, decimals(ndcg10), String(firstRank ?? 'none')])
  return [
    `## Hardest questions of ${subjects[at]?.name ?? ''}`,
    '',
    ...table(['question', 'nDCG@10', 'first rank'], rows),
    '',
  ]
}

function originsOf({ subjects, questions }: RetrievalReport): string[] {
  const used = Object.entries(questions.byOrigin).filter(([, count]) => count > 0)
  if (used.length < 2) return []
  const head = ['', ...used.map(([origin, count]) => `${origin} (${count})`)]
  const rows = subjects.map(({ name, byOrigin }) => [name, ...byOrigin.map(({ ndcg10 }) => decimals(ndcg10.value))])
  return ['## nDCG@10 by origin of the questions', '', ...table(head, rows), '']
}

/** A report as a page to read or to keep beside the documents. */
export function reportMarkdown(title: string, report: RetrievalReport): string {
  const { labelSet, questions, corpus, subjects, setup, reference } = report
  const origins = Object.entries(questions.byOrigin).filter(([, count]) => count > 0)
  const differences = subjects.flatMap(differencesOf)
  const lines = [
    `# ${title}`,
    '',
    `${questions.total} questions of ${labelSet.name} (${origins.map(([origin, count]) => `${count} ${origin}`).join(', ')}), ` +
      `judged by ${labelSet.unit}; ${corpus.documents} documents, ${corpus.passages} passages.`,
    '',
    ...(corpus.changedWhileRunning ? ['Documents changed while this was measured.', ''] : []),
    ...(questions.left.length > 0
      ? [`${questions.left.length} questions were left out: their passages are gone.`, '']
      : []),
    ...recommendationOf(report),
    '## Quality, time and memory',
    '',
    ...table(
      ['', 'nDCG@10 [95 %]', 'MRR@10', 'recall@10', 'hit@1', 'hit@10', 'p50 ms', 'p95 ms', 'model', 'vectors'],
      subjects.map(figuresOf),
    ),
    '',
    ...(differences.length > 0
      ? [
          `## Against ${reference}, question by question`,
          '',
          ...table(
            ['', 'nDCG@10 [95 %]', 'p', 'better / same / worse', 'overlap@10', 'rank correlation', 'speed'],
            differences,
          ),
          '',
        ]
      : []),
    ...originsOf(report),
    ...hardest(report),
    `LearnPath ${setup.version}; ${setup.machine}; seed ${setup.seed}, ${setup.resamples} resamples, ${setup.depth} hits; ` +
      `configuration ${setup.configHash}; ${setup.models.map(({ model, precision, key }) => `${model} ${precision} (${key})`).join(', ')}`,
    '',
  ]
  return lines.join('\n')
}
