import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CONFIDENCE_WEIGHTS } from '../../server/modules/chat/answer-model.ts'
import type { ConfidenceFeatures } from '../../server/modules/chat/answer-features.ts'
import { DATA_FOLDER } from '../environment.ts'
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
  readonly foreign: boolean
}

/** Share of the questions whose subject the library does not have that must be refused. */
const FOREIGN_REFUSED = 0.95
const NAMES = Object.keys(CONFIDENCE_WEIGHTS).filter((name) => name !== 'intercept') as (keyof ConfidenceFeatures)[]

const scratch = mkdtempSync(join(tmpdir(), 'learnpath-fit-'))
const samples: Sample[] = []

/** Asks a group of questions; together they weigh `importance`, whatever their number. */
async function sample(
  retrieval: Parameters<typeof sampleConfidence>[0],
  questions: readonly AskQuestion[],
  { importance, foreign = false }: { readonly importance: number; readonly foreign?: boolean },
): Promise<void> {
  const chosen = questions.filter(({ id }) => isForFitting(id))
  for (const { text, impossible } of chosen) {
    const { features } = await sampleConfidence(retrieval, text)
    if (features === null) continue
    const row = NAMES.map((name) => features[name])
    samples.push({ row, right: !impossible, importance: importance / chosen.length, foreign })
  }
}

const squad = await readAskSet(DATA_FOLDER, 'squad2-devhalf')
const squadLibrary = await openAskLibrary(squad.documents, scratch)
await sample(
  squadLibrary.retrieval,
  squad.questions.filter(({ impossible }) => !impossible),
  { importance: 0.4 },
)
await sample(
  squadLibrary.retrieval,
  squad.questions.filter(({ impossible }) => impossible),
  { importance: 0.35 },
)
const tales = readForeignQuestions(DATA_FOLDER, 'fairytaleqa')
await sample(squadLibrary.retrieval, tales, { importance: 0.25, foreign: true })
await squadLibrary.close()

const fairytale = await readAskSet(DATA_FOLDER, 'fairytaleqa')
const fairytaleLibrary = await openAskLibrary(fairytale.documents, scratch)
await sample(fairytaleLibrary.retrieval, fairytale.questions, { importance: 0.2 })
await fairytaleLibrary.close()

const german = await readAskSet(DATA_FOLDER, 'xquad-de')
const germanLibrary = await openAskLibrary(german.documents, scratch)
await sample(germanLibrary.retrieval, german.questions, { importance: 0.4 })
await germanLibrary.close()

const lessonsLibrary = await openAskLibrary(await readMarkdownSet(DATA_FOLDER, 'mdn-de'), scratch)
const germanQuestions = readForeignQuestions(DATA_FOLDER, 'xquad-de')
await sample(lessonsLibrary.retrieval, germanQuestions, { importance: 0.4, foreign: true })
await lessonsLibrary.close()
rmSync(scratch, { recursive: true, force: true })

const [intercept = 0, ...weights] = fitLogistic(samples, NAMES.length)
console.log(`intercept: ${intercept.toFixed(2)},`)
for (const [index, name] of NAMES.entries()) console.log(`${name}: ${(weights[index] ?? 0).toFixed(2)},`)
const foreignConfidences = samples
  .filter(({ foreign }) => foreign)
  .map(({ row }) => row.reduce((sum, value, index) => sum + value * (weights[index] ?? 0), intercept))
  .map((logOdds) => 1 / (1 + Math.exp(-logOdds)))
  .toSorted((a, b) => a - b)
const threshold = foreignConfidences[Math.ceil(foreignConfidences.length * FOREIGN_REFUSED)] ?? 1
console.log(`ANSWER_THRESHOLD: ${threshold.toFixed(3)}`)
