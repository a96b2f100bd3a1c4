import type { ChatMeasure, ReportRemark, SubjectComparison, SubjectReport } from '@learnpath/contracts'
import type { Judgement } from '../ratings.ts'
import { EXTRACTIVE, type ChatRunConfig, type StoredAnswer } from '../stored-chat-run.ts'
import { judgementsOf } from './count-votes.ts'
import { JUDGEMENTS_WANTED } from './people-quality.ts'

/** Below this many questions an interval is wide whatever is measured. */
const FEW_QUESTIONS = 20
/** What an engine may not tell, or a question set not ask for. */
const OFTEN_MISSING: readonly ChatMeasure[] = [
  'tokensPerSecond',
  'loadMs',
  'modelBytes',
  'vramBytes',
  'topicCoverage',
  'abstentionRight',
  'documentCited',
]
const OF_MODELS = new Set<ChatMeasure>(['tokensPerSecond', 'loadMs', 'modelBytes', 'vramBytes'])
const SIGNIFICANT = 0.05

export interface RemarkedReport {
  readonly config: ChatRunConfig
  readonly isComplete: boolean
  readonly answers: readonly StoredAnswer[]
  readonly judgements: readonly Judgement[]
  readonly subjects: readonly SubjectReport[]
  readonly comparisons: readonly SubjectComparison[]
  readonly qualityFrom: 'people' | 'automatic' | 'nothing'
}

const remark = (code: ReportRemark['code'], about: Partial<ReportRemark> = {}): ReportRemark => ({
  subject: null,
  measure: null,
  count: null,
  ...about,
  code,
})

/** What limits the report, the gravest first. */
export function remarksOn(report: RemarkedReport): ReportRemark[] {
  const { config, answers, subjects } = report
  const questions = config.set.questions.length
  const sequences = new Set(answers.map(({ librarySequence }) => librarySequence))
  const withdrawn = answers.filter((answer) => answer.withdrawn).length
  const models = config.request.subjects.filter(({ model }) => model !== EXTRACTIVE)
  return [
    ...(report.isComplete ? [] : [remark('incomplete', { count: answers.length })]),
    ...subjects.flatMap(({ label, failures }) => {
      const count = failures.reduce((sum, failure) => sum + failure.count, 0)
      return count === 0 ? [] : [remark('failures', { subject: label, count })]
    }),
    ...(questions < FEW_QUESTIONS ? [remark('few-questions', { count: questions })] : []),
    ...(config.request.repetitions === 1 ? [remark('one-repetition')] : []),
    ...withoutDifference(report),
    ...aboutJudgements(report),
    remark('heuristic-measures'),
    ...subjects.flatMap(notMeasured),
    ...(models.length > 0 ? [remark('other-process')] : []),
    ...(sequences.size > 1 ? [remark('library-changed')] : []),
    ...(withdrawn > 0 ? [remark('documents-deleted', { count: withdrawn })] : []),
  ]
}

function withoutDifference({ comparisons }: RemarkedReport): ReportRemark[] {
  return comparisons.flatMap(({ first, second, quality }) =>
    quality === null || quality.pValue < SIGNIFICANT
      ? []
      : [remark('no-difference', { subject: `${first} – ${second}`, measure: 'quality', count: quality.n })],
  )
}

function aboutJudgements({ qualityFrom, judgements, config }: RemarkedReport): ReportRemark[] {
  const least = Math.min(...config.request.subjects.map((_, subject) => judgementsOf(judgements, subject)))
  const raters = new Set(judgements.map(({ rater }) => rater)).size
  return [
    ...(qualityFrom === 'automatic' ? [remark('quality-automatic')] : []),
    ...(judgements.length > 0 && least < JUDGEMENTS_WANTED ? [remark('few-judgements', { count: least })] : []),
    ...(raters === 1 ? [remark('one-rater')] : []),
  ]
}

function notMeasured({ label, model, measures }: SubjectReport): ReportRemark[] {
  return OFTEN_MISSING.filter((measure) => measures[measure] === null)
    .filter((measure) => model !== EXTRACTIVE || !OF_MODELS.has(measure))
    .map((measure) => remark('not-measured', { subject: label, measure }))
}
