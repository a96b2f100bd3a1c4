import type { RetrievalPlan, RetrievalReport, RetrievalSubjectReport } from '@learnpath/contracts'
import { sizeText } from '../progress.ts'
import { tableLines } from '../table.ts'
import type { Terminal } from '../terminal.ts'

const decimals = (value: number): string => value.toFixed(3)
const signed = (value: number): string => `${value < 0 ? '-' : '+'}${decimals(Math.abs(value))}`
const milliseconds = (value: number): string => `${value.toFixed(1)} ms`

/** What it will take, before it begins. */
export function printPlan(terminal: Terminal, plan: RetrievalPlan): void {
  const { questions, left, documents, passages, searches, subjects, detectable } = plan
  terminal.note(`${questions} questions on ${documents} documents (${passages} passages): ${searches} searches.`)
  if (left > 0) terminal.note(`${left} questions are left out: their passages are gone.`)
  for (const { name, embed, reused, diskBytes, estimatedSeconds } of subjects) {
    const time = estimatedSeconds === null ? 'time not known yet' : `about ${estimatedSeconds} s`
    terminal.note(
      `${name}: ${embed} vectors to make (${time}), ${reused} there already; ${sizeText(diskBytes)} until the end.`,
    )
  }
  if (detectable !== null) {
    terminal.note(`So many questions show a difference of about ${decimals(detectable)} of nDCG@10 or more.`)
  }
}

function figures({ name, metrics, latency, memory }: RetrievalSubjectReport): string[] {
  const { ndcg10, mrr10, recall10, hit1 } = metrics
  return [
    name,
    `${decimals(ndcg10.value)} [${decimals(ndcg10.low)}, ${decimals(ndcg10.high)}]`,
    decimals(mrr10.value),
    decimals(recall10.value),
    decimals(hit1.value),
    milliseconds(latency.p50Ms),
    milliseconds(latency.p95Ms),
    sizeText(memory.modelBytes + memory.vectorBytes),
  ]
}

function differences({ name, againstReference }: RetrievalSubjectReport): string[][] {
  if (againstReference === null) return []
  const { metrics, overlap10, rankCorrelation, speed } = againstReference
  const { value, low, high, pValue, wins, ties, losses } = metrics.ndcg10
  return [
    [
      name,
      `${signed(value)} [${signed(low)}, ${signed(high)}]`,
      pValue.toFixed(4),
      `${wins}/${ties}/${losses}`,
      decimals(overlap10),
      rankCorrelation === null ? '-' : decimals(rankCorrelation),
      `${speed.toFixed(2)}x`,
    ],
  ]
}

const FIGURES = ['', 'nDCG@10 [95 %]', 'MRR@10', 'recall@10', 'hit@1', 'p50', 'p95', 'memory']
const DIFFERENCES = ['', 'nDCG@10 [95 %]', 'p', 'better/same/worse', 'overlap@10', 'rank correlation', 'speed']

/** One table, one recommendation. */
export function printReport(terminal: Terminal, report: RetrievalReport): void {
  const { style } = terminal
  const { subjects, reference, recommendation, questions } = report
  for (const line of tableLines([FIGURES, ...subjects.map(figures)])) terminal.line(line)
  const rows = subjects.flatMap(differences)
  if (rows.length > 0) {
    terminal.line()
    terminal.line(style.bold(`Against ${reference}, question by question`))
    for (const line of tableLines([DIFFERENCES, ...rows])) terminal.line(line)
  }
  if (recommendation !== null) {
    terminal.line()
    terminal.line(style.bold(recommendation.sentence))
    terminal.line(`Certainty: ${recommendation.certainty}.`)
    for (const reason of recommendation.reasons) terminal.line(`  ${reason}`)
  }
  if (questions.byOrigin.generated > 0) {
    terminal.note(`${questions.byOrigin.generated} of the questions are generated; the report tells them apart.`)
  }
}
