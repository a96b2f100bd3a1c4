import { EvaluationSuite, type EvaluationSuiteInput } from '@learnpath/contracts'
import { afterEach, describe, expect, it } from 'vitest'
import type { TrialsApi } from '../../retrieval/index.ts'
import { createRetrievalLabRig } from '../retrieval/testing/retrieval-lab.double.ts'

const SUBJECTS = [
  'moon',
  'bread',
  'tide',
  'oven',
  'engine',
  'harbour',
  'flour',
  'comet',
  'bridge',
  'garden',
  'violin',
  'cellar',
]
const DOCUMENTS = Object.fromEntries(
  SUBJECTS.map((word, at) => [
    `${word}.md`,
    `The ${word} is what this page is about.\n\nIt has a ${SUBJECTS[(at + 1) % SUBJECTS.length] ?? ''} beside it, on a long line of other words.`,
  ]),
)
const SUITE: EvaluationSuiteInput = {
  name: 'words',
  cases: [
    {
      id: 'search',
      kind: 'retrieval',
      questions: SUBJECTS.map((word) => ({
        id: word,
        question: word,
        passages: [{ path: `${word}.md`, quote: `The ${word} is what this page is about.` }],
      })),
    },
  ],
}

let closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing) await close()
  closing = []
})

async function suitesOf(trials?: (trials: TrialsApi) => TrialsApi) {
  const rig = await createRetrievalLabRig(DOCUMENTS, trials === undefined ? {} : { trials })
  closing.push(async () => await rig.cleanUp())
  return rig.suites
}

/** Searches as a careless change would: what is best comes last. */
const reversed = (trials: TrialsApi): TrialsApi => ({
  ...trials,
  open(subject) {
    const { search } = trials.open(subject)
    return { search: async (query, options) => (await search(query, options)).toReversed() }
  },
})

describe('a suite', () => {
  it('passes while nothing changes, and fails on a ranking that was made worse', async () => {
    const suite = EvaluationSuite.parse(SUITE)
    const first = await (await suitesOf()).run({ suite, baseline: null })
    expect(first).toMatchObject({ passed: true, verdicts: [] })
    expect(first.measured.measures.map(({ measure, mean }) => [measure, mean])).toEqual([
      ['ndcg10', 1],
      ['mrr10', 1],
      ['recall10', 1],
    ])
    const baseline = first.measured
    expect(await (await suitesOf()).run({ suite, baseline })).toMatchObject({ passed: true })
    const worse = await (await suitesOf(reversed)).run({ suite, baseline })
    expect(worse.passed).toBe(false)
    expect(worse.verdicts.map(({ measure, verdict }) => [measure, verdict])).toEqual([
      ['ndcg10', 'worse'],
      ['mrr10', 'worse'],
      // Both passages are still among the first ten.
      ['recall10', 'same'],
    ])
    expect(worse.verdicts[0]?.p).toBeLessThan(0.05)
    expect(worse.verdicts[0]?.lost).toHaveLength(5)
  })

  it('fails aloud on a question that cannot be judged, rather than leave it out', async () => {
    const suites = await suitesOf()
    const [search] = SUITE.cases
    const questions = [{ question: 'x', passages: [{ path: 'moon.md', quote: 'words that are not there' }] }]
    const suite = EvaluationSuite.parse({ ...SUITE, cases: [{ ...search, questions }] })
    await expect(suites.run({ suite, baseline: null })).rejects.toMatchObject({ code: 'LP_QUESTION_SET_INVALID' })
  })

  it('is not compared with the baseline of another', async () => {
    const suites = await suitesOf()
    const suite = EvaluationSuite.parse(SUITE)
    const { measured } = await suites.run({ suite, baseline: null })
    await expect(suites.run({ suite, baseline: { ...measured, suite: 'another' } })).rejects.toMatchObject({
      code: 'LP_QUESTION_SET_INVALID',
    })
  })
})
