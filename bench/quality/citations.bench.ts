import type { AnswerSentence, SentenceSupport } from '@learnpath/contracts'
import { groundAnswer } from '../../server/modules/chat/grounding/ground-answer.ts'
import type { Benchmark, BenchmarkContext, Measurement } from '../benchmark.ts'
import type { ConstructedAnswer, ConstructedClaim } from './constructed/constructed-answers.ts'
import {
  constructSet,
  PARAPHRASED_SETS,
  QUESTION_SETS,
  type ConstructedSet,
  type SetDescription,
} from './constructed/constructed-set.ts'
import { labelledStatements, type LabelledStatement, type StatementLabel } from './constructed/labelled-statements.ts'

const EACH = 50
const WITHOUT_PAGES = { pagesOf: () => ({ page: null, pageEnd: null }) }

interface Counts {
  wrong: number
  gone: number
  repaired: number
  right: number
  broken: number
}

const none = (): Counts => ({ wrong: 0, gone: 0, repaired: 0, right: 0, broken: 0 })

const bare = (text: string): string =>
  text
    .replaceAll(/\s*\[\d+\]/gu, '')
    .replace(/\.$/u, '')
    .trim()

/** Numbers that the sentences of a statement have after the check. */
function numbersOf({ text }: ConstructedClaim, sentences: readonly AnswerSentence[]): Set<number> {
  const own = sentences.filter((sentence) => text.includes(bare(sentence.text)) || bare(sentence.text).includes(text))
  return new Set(own.flatMap(({ citations }) => citations))
}

function count(answers: readonly ConstructedAnswer[], into: Counts): void {
  for (const { text, sources, language, claims } of answers) {
    const { sentences } = groundAnswer(text, sources, { language, ...WITHOUT_PAGES })
    for (const claim of claims) {
      const numbers = numbersOf(claim, sentences)
      if (claim.wrong === null) {
        into.right++
        if (!numbers.has(claim.written)) into.broken++
      } else {
        into.wrong++
        if (!numbers.has(claim.written)) into.gone++
        if (claim.right.some((n) => numbers.has(n))) into.repaired++
      }
    }
  }
}

const rate = (part: number, whole: number): number => (whole === 0 ? Number.NaN : part / whole)

function rates(name: string, { wrong, gone, repaired, right, broken }: Counts, isPromise = false): Measurement[] {
  const promised = (operator: '>=' | '<', value: number) => (isPromise ? { target: { operator, value } } : {})
  const unit = 'rate'
  return [
    {
      name: `${name}: wrong numbers repaired or dropped`,
      value: rate(gone, wrong),
      unit,
      note: `n ${wrong}`,
      ...promised('>=', 0.9),
    },
    { name: `${name}: wrong numbers repaired`, value: rate(repaired, wrong), unit },
    {
      name: `${name}: right numbers broken`,
      value: rate(broken, right),
      unit,
      note: `n ${right}`,
      ...promised('<', 0.02),
    },
  ]
}

async function measureNumbers(
  name: string,
  sets: readonly SetDescription[],
  context: BenchmarkContext,
  { fitting, isPromise }: { readonly fitting: boolean; readonly isPromise: boolean },
): Promise<{ readonly measurements: readonly Measurement[]; readonly made: readonly ConstructedSet[] }> {
  const measurements: Measurement[] = []
  const made: ConstructedSet[] = []
  const all = none()
  for (const description of sets) {
    context.log(`${name}: ${description.name}`)
    const set = await constructSet(description, context, { fitting, each: EACH })
    const own = none()
    count([...set.wrong, ...set.right], own)
    for (const key of Object.keys(all) as (keyof Counts)[]) all[key] += own[key]
    measurements.push(...rates(`${name}, ${description.name}`, own))
    made.push(set)
  }
  return { measurements: [...rates(name, all, isPromise), ...measurements], made }
}

function judge({ text, right, sources, language }: LabelledStatement): SentenceSupport {
  const answer = `${text} [${right}].`
  const { sentences } = groundAnswer(answer, sources, { language, ...WITHOUT_PAGES })
  const order: readonly SentenceSupport[] = ['not-found', 'partly', 'supported']
  return order[Math.min(...sentences.map(({ support }) => order.indexOf(support)))] ?? 'not-found'
}

/** What should come out for each kind of statement; the first is the best. */
const WANTED: Readonly<Record<StatementLabel, readonly SentenceSupport[]>> = {
  'said in other words': ['supported'],
  'with another number': ['partly', 'not-found'],
  denied: ['partly', 'not-found'],
  'with another name': ['partly', 'not-found'],
  'with a half of another document': ['partly'],
  'of another document': ['not-found'],
}

function measureSupport(name: string, sets: readonly ConstructedSet[]): Measurement[] {
  const statements = sets.flatMap(labelledStatements)
  return (Object.keys(WANTED) as StatementLabel[]).flatMap((label) => {
    const own = statements.filter((statement) => statement.label === label).map(judge)
    const share = (support: SentenceSupport): string =>
      `${support} ${rate(own.filter((one) => one === support).length, own.length).toFixed(2)}`
    return [
      {
        name: `${name}: statement ${label}, judged right`,
        value: rate(own.filter((support) => WANTED[label].includes(support)).length, own.length),
        unit: 'rate',
        note: `n ${own.length}; ${share('supported')}, ${share('partly')}, ${share('not-found')}`,
      },
    ]
  })
}

async function run(context: BenchmarkContext): Promise<Measurement[]> {
  const held = await measureNumbers('held-out', PARAPHRASED_SETS, context, { fitting: false, isPromise: true })
  const asked = await measureNumbers('held-out, words of the question', QUESTION_SETS, context, {
    fitting: false,
    isPromise: false,
  })
  const seen = await measureNumbers('development', PARAPHRASED_SETS, context, { fitting: true, isPromise: false })
  return [
    ...held.measurements,
    ...measureSupport('held-out', held.made),
    ...asked.measurements,
    ...seen.measurements,
    ...measureSupport('development', seen.made),
  ]
}

export const benchmark: Benchmark = {
  name: 'citations',
  description: 'Answers with known wrong numbers: are they repaired, do right ones stay, is what is not said found out',
  run,
}
