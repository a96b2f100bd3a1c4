import type {
  ChartPoint,
  ChatReport,
  ChatReportQuery,
  ChatSubject,
  Estimate,
  EvaluationSummary,
  MeasureSummary,
  SubjectComparison,
  SubjectReport,
} from '@learnpath/contracts'
import { breathe } from '../../../../kernel/breathe.ts'
import { mean } from '../../../../kernel/statistics/quantile.ts'
import { turnsOf } from '../chat-run-kind.ts'
import type { Judgement } from '../ratings.ts'
import {
  EXTRACTIVE,
  type ChatResults,
  type ChatRunConfig,
  type StoredAnswer,
  type StoredLoad,
} from '../stored-chat-run.ts'
import { countVotes, judgementsOf, pointsOf, rankSubjects } from './count-votes.ts'
import { decide, type DecisionFacts } from './decide.ts'
import { JUDGEMENTS_WANTED, peopleQuality } from './people-quality.ts'
import { remarksOn } from './remarks.ts'
import { pairedDifference, perMeasure, QUALITY, readingOf, summarise, summariseValues } from './summarise-measures.ts'

export interface ReportedRun {
  readonly run: EvaluationSummary
  readonly config: ChatRunConfig
  readonly results: ChatResults
  readonly judgements: readonly Judgement[]
}

/** Everything that an evaluation has shown so far. Made when it is asked for: answers, judgements and weights may be other ones by then. */
export async function makeReport(reported: ReportedRun, weights: ChatReportQuery): Promise<ChatReport> {
  const { run, config, results, judgements } = reported
  const { seed } = config.request
  const labels = config.request.subjects.map(({ label }) => label)
  const answersOf = config.request.subjects.map((_, subject) =>
    results.answers.filter((answer) => answer.subject === subject),
  )
  const subjects: SubjectReport[] = []
  for (const at of labels.keys()) {
    await breathe()
    subjects.push(subjectReport(reported, at, answersOf[at] ?? []))
  }
  const comparisons: SubjectComparison[] = []
  for (const [first, second] of pairsAmong(labels.length)) {
    await breathe()
    comparisons.push(compare(reported, [first, second], [answersOf[first] ?? [], answersOf[second] ?? []]))
  }
  const quality = qualities(reported, subjects)
  return {
    run,
    setup: setupOf(config),
    subjects,
    comparisons,
    ranking: rankSubjects(judgements, labels, seed),
    decision: decide(
      subjects.map((subject, at) => factsOf(subject, config, quality.values[at] ?? null)),
      weights,
      { qualityFrom: quality.from, judgementsWanted: JUDGEMENTS_WANTED },
    ),
    chart: subjects.map((subject, at) => chartPoint(subject, quality.values[at] ?? null)),
    questions: questionRows(config, answersOf),
    remarks: remarksOn({
      config,
      isComplete: run.state === 'complete',
      answers: results.answers,
      judgements,
      subjects,
      comparisons,
      qualityFrom: quality.from,
    }),
  }
}

const pairsAmong = (count: number): [first: number, second: number][] =>
  Array.from({ length: count }, (_, first) => first).flatMap((first) =>
    Array.from({ length: count - first - 1 }, (_, offset): [number, number] => [first, first + offset + 1]),
  )

function setupOf({ request, set, version, machine, library }: ChatRunConfig): ChatReport['setup'] {
  const { subjects, repetitions, seed, loads, cold, filters = {} } = request
  return {
    questionSet: { id: set.id, title: set.title, language: set.language },
    questions: set.questions.length,
    followUps: set.questions.reduce((sum, { followUps }) => sum + followUps.length, 0),
    subjects,
    repetitions,
    seed,
    loads,
    cold,
    filters,
    version,
    machine,
    library,
  }
}

function subjectReport(
  { config, results, judgements }: ReportedRun,
  at: number,
  answers: readonly StoredAnswer[],
): SubjectReport {
  const { seed, subjects } = config.request
  const { label, model, settings = {} } = subjects[at] ?? ({ label: '', model: '' } satisfies ChatSubject)
  const loads = results.loads.filter((load) => load.model === model)
  const measured = perMeasure((measure) => summarise(answers, readingOf(measure), seed))
  return {
    label,
    model,
    settings,
    digest: config.digests[at] ?? null,
    answers: answers.length,
    failures: failuresOf(answers),
    quality: summarise(answers, QUALITY, seed),
    measures: {
      ...measured,
      loadMs: ofLoads(loads, ({ loadMs }) => loadMs, seed) ?? measured.loadMs,
      modelBytes: ofLoads(loads, ({ modelBytes }) => modelBytes, seed) ?? measured.modelBytes,
      vramBytes: ofLoads(loads, ({ vramBytes }) => vramBytes, seed) ?? measured.vramBytes,
    },
    ratings: pointsOf(judgements, at, seed),
  }
}

const ofLoads = (
  loads: readonly StoredLoad[],
  reading: (load: StoredLoad) => number | null,
  seed: number,
): MeasureSummary | null =>
  summariseValues(
    loads.flatMap((load) => reading(load) ?? []),
    seed,
  )

function failuresOf(made: readonly Pick<StoredAnswer, 'failure'>[]): SubjectReport['failures'] {
  const counts = new Map<string, SubjectReport['failures'][number]>()
  for (const { failure } of made) {
    if (failure === null) continue
    const known = counts.get(failure.code)
    if (known === undefined) counts.set(failure.code, { ...failure, count: 1 })
    else known.count += 1
  }
  return [...counts.values()].toSorted((one, other) => other.count - one.count)
}

function compare(
  { config, judgements }: ReportedRun,
  [first, second]: readonly [number, number],
  [own, others]: readonly [readonly StoredAnswer[], readonly StoredAnswer[]],
): SubjectComparison {
  const { seed, subjects } = config.request
  return {
    first: subjects[first]?.label ?? '',
    second: subjects[second]?.label ?? '',
    quality: pairedDifference(own, others, QUALITY, seed),
    measures: perMeasure((measure) => pairedDifference(own, others, readingOf(measure), seed)),
    votes: countVotes(judgements, { first, second, seed }),
  }
}

interface Qualities {
  readonly from: 'people' | 'automatic' | 'nothing'
  readonly values: readonly (Estimate | null)[]
}

function qualities({ config, judgements }: ReportedRun, subjects: readonly SubjectReport[]): Qualities {
  const { seed } = config.request
  if (subjects.every((_, at) => judgementsOf(judgements, at) >= JUDGEMENTS_WANTED)) {
    return { from: 'people', values: subjects.map((_, at) => peopleQuality(judgements, at, seed)) }
  }
  const values = subjects.map(({ quality }) => quality)
  return { from: values.every((value) => value === null) ? 'nothing' : 'automatic', values }
}

/** Answering with quotes needs no model: nothing is loaded for it, and nothing lies in the memory of a graphics card. */
function factsOf(
  { label, model, measures }: SubjectReport,
  { maintenance }: ChatRunConfig,
  quality: Estimate | null,
): DecisionFacts {
  const ofModel = (summary: MeasureSummary | null): number | null =>
    model === EXTRACTIVE ? 0 : (summary?.value ?? null)
  return {
    label,
    quality: quality?.value ?? null,
    firstTextMs: measures.firstTextMs?.value ?? null,
    totalMs: measures.totalMs?.value ?? null,
    switchMs: ofModel(measures.loadMs),
    vramBytes: ofModel(measures.vramBytes),
    maintenance: maintenance[label] ?? null,
  }
}

function chartPoint({ label, measures }: SubjectReport, quality: Estimate | null): ChartPoint {
  const { tokensPerSecond, totalMs } = measures
  const drawn = quality === null ? null : { n: quality.n, value: quality.value, low: quality.low, high: quality.high }
  return {
    label,
    tokensPerSecond: tokensPerSecond?.value ?? null,
    answersPerMinute: totalMs === null || totalMs.value <= 0 ? null : 60_000 / totalMs.value,
    quality: drawn,
  }
}

function questionRows(
  { set, request }: ChatRunConfig,
  answersOf: readonly (readonly StoredAnswer[])[],
): ChatReport['questions'] {
  return set.questions.flatMap((question) =>
    turnsOf(question).map(({ text }, turn) => {
      const qualityBy = request.subjects.map(({ label }, at): [string, number | null] => {
        const own = (answersOf[at] ?? []).filter((one) => one.questionId === question.id && one.turn === turn)
        const values = own.flatMap((answer) => QUALITY.of(answer) ?? [])
        return [label, values.length === 0 ? null : mean(values)]
      })
      return { id: question.id, turn, tier: question.tier, text, quality: Object.fromEntries(qualityBy) }
    }),
  )
}
