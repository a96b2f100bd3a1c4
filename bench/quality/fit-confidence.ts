import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CONFIDENCE_WEIGHTS } from '../../server/modules/chat/answer-model.ts'
import type { ConfidenceFeatures } from '../../server/modules/chat/answer-features.ts'
import { DATA_FOLDER, percentile } from '../environment.ts'
import { isForFitting, sampleConfidence } from './answer-samples.ts'
import { openAskLibrary } from './ask-library.ts'
import { readAskSet, readForeignQuestions, readMarkdownSet, type AskQuestion } from './ask-sets.ts'
import { fitLogistic } from './fit-logistic.ts'

/*
 * Fits CONFIDENCE_WEIGHTS and ANSWER_THRESHOLD of server/modules/chat/answer-model.ts and prints them:
 * `npx tsx bench/quality/fit-confidence.ts`. Only the fitting half of the questions is used; ask.bench.ts reports on the other.
 */

interface Sample {
  readonly row: readonly number[]
  readonly right: boolean
  readonly importance: number
  readonly set: string
}

/** Share of SQuAD's answerable questions that are answered. A lower threshold tells fewer wrong answers from right ones. */
const ANSWERED = 0.87
const NAMES = Object.keys(CONFIDENCE_WEIGHTS).filter((name) => name !== 'intercept') as (keyof ConfidenceFeatures)[]

const scratch = mkdtempSync(join(tmpdir(), 'learnpath-fit-'))
const samples: Sample[] = []

/** Asks a group of questions; together they weigh `importance`, whatever their number. */
async function sample(
  retrieval: Parameters<typeof sampleConfidence>[0],
  questions: readonly AskQuestion[],
  { importance, set = '' }: { readonly importance: number; readonly set?: string },
): Promise<void> {
  const chosen = questions.filter(({ id }) => isForFitting(id))
  for (const { text, impossible } of chosen) {
    const { features } = await sampleConfidence(retrieval, text)
    if (features === null) continue
    const row = NAMES.map((name) => features[name])
    samples.push({ row, right: !impossible, importance: importance / chosen.length, set })
  }
}

const squad = await readAskSet(DATA_FOLDER, 'squad2-devhalf')
const squadLibrary = await openAskLibrary(squad.documents, scratch)
await sample(
  squadLibrary.retrieval,
  squad.questions.filter(({ impossible }) => !impossible),
  { importance: 0.4, set: 'SQuAD 2' },
)
await sample(
  squadLibrary.retrieval,
  squad.questions.filter(({ impossible }) => impossible),
  { importance: 0.35 },
)
const tales = readForeignQuestions(DATA_FOLDER, 'fairytaleqa')
await sample(squadLibrary.retrieval, tales, { importance: 0.25, set: 'tales' })
const shortQuestions = readForeignQuestions(DATA_FOLDER, 'odin')
await sample(squadLibrary.retrieval, shortQuestions, { importance: 0.2, set: 'short questions' })
await squadLibrary.close()

const fairytale = await readAskSet(DATA_FOLDER, 'fairytaleqa')
const fairytaleLibrary = await openAskLibrary(fairytale.documents, scratch)
await sample(fairytaleLibrary.retrieval, fairytale.questions, { importance: 0.2 })
await fairytaleLibrary.close()

const german = await readAskSet(DATA_FOLDER, 'xquad-de')
const germanLibrary = await openAskLibrary(german.documents, scratch)
await sample(germanLibrary.retrieval, german.questions, { importance: 0.4 })
await germanLibrary.close()

const odin = await readAskSet(DATA_FOLDER, 'odin')
const odinLibrary = await openAskLibrary(odin.documents, scratch)
await sample(odinLibrary.retrieval, odin.questions, { importance: 0.2 })
await odinLibrary.close()

const lessonsLibrary = await openAskLibrary(await readMarkdownSet(DATA_FOLDER, 'mdn-de'), scratch)
const germanQuestions = readForeignQuestions(DATA_FOLDER, 'xquad-de')
await sample(lessonsLibrary.retrieval, germanQuestions, { importance: 0.4, set: 'German' })
await lessonsLibrary.close()
rmSync(scratch, { recursive: true, force: true })

const [intercept = 0, ...weights] = fitLogistic(samples, NAMES.length)
console.log(`intercept: ${intercept.toFixed(2)},`)
for (const [index, name] of NAMES.entries()) console.log(`${name}: ${(weights[index] ?? 0).toFixed(2)},`)
const confidenceOf = ({ row }: Sample): number => {
  const logOdds = row.reduce((sum, value, index) => sum + value * (weights[index] ?? 0), intercept)
  return 1 / (1 + Math.exp(-logOdds))
}
const answerable = samples.filter(({ set }) => set === 'SQuAD 2')
const threshold = percentile(answerable.map(confidenceOf), 1 - ANSWERED)
console.log(`ANSWER_THRESHOLD: ${threshold.toFixed(3)}`)
for (const name of ['tales', 'short questions', 'German']) {
  const foreign = samples.filter(({ set }) => set === name)
  const refused = foreign.filter((one) => confidenceOf(one) < threshold)
  console.log(`${name} refused: ${(refused.length / foreign.length).toFixed(3)}`)
}
