// The regression gate and folders of benchmarks, as a user and a CI run them: by the built command, without a server.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { RetrievalReport, SuiteBaseline, SuiteReport } from '@learnpath/contracts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runCommand, type CommandResult } from './run-command.ts'

const WORDS = ['moon', 'bread', 'tide', 'oven', 'engine', 'harbour', 'flour', 'comet']

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'learnpath-evaluation-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
})

const learnpath = async (...args: string[]): Promise<CommandResult> =>
  await runCommand(args, { cwd: folder, environment: { LEARNPATH_HOME: join(folder, 'home') } })

async function writeSuite(): Promise<void> {
  await mkdir(join(folder, 'docs'))
  for (const word of WORDS) {
    await writeFile(join(folder, 'docs', `${word}.md`), `# Page\n\nThis is about the ${word}.\n`)
  }
  const questions = WORDS.map((word) => ({
    id: word,
    question: word,
    passages: [{ path: `docs/${word}.md`, quote: `about the ${word}` }],
  }))
  const suite = { name: 'words', documents: ['docs'], cases: [{ id: 'search', kind: 'retrieval', questions }] }
  await writeFile(join(folder, 'suite.yaml'), JSON.stringify(suite))
}

describe('learnpath eval run', () => {
  it('keeps a baseline, passes as long as nothing changes, and exits with 1 on documents that are found no more', async () => {
    await writeSuite()
    const updated = await learnpath('eval', 'run', 'suite.yaml', '--baseline', 'baseline.json', '--update')
    expect(updated).toMatchObject({ exitCode: 0, errors: '' })
    const baseline = SuiteBaseline.parse(JSON.parse(await readFile(join(folder, 'baseline.json'), 'utf8')))
    expect(baseline.measures.map(({ measure, mean }) => [measure, mean])).toContainEqual(['ndcg10', 1])
    expect(await learnpath('eval', 'run', 'suite.yaml', '--baseline', 'baseline.json')).toMatchObject({ exitCode: 0 })

    // The words of the questions come to stand in other documents, more often.
    for (const [at, word] of WORDS.entries()) {
      const other = WORDS[(at + 1) % WORDS.length] ?? ''
      const text = `# ${other}\n\nThis is about the ${word}.\n\n${`The ${other} and the ${other}. `.repeat(5)}\n`
      await writeFile(join(folder, 'docs', `${word}.md`), text)
    }
    const worse = await learnpath('eval', 'run', 'suite.yaml', '--baseline', 'baseline.json', '--json')
    expect(worse.exitCode).toBe(1)
    const { passed, verdicts } = SuiteReport.parse(JSON.parse(worse.output))
    expect(passed).toBe(false)
    expect(verdicts.find(({ measure }) => measure === 'ndcg10')).toMatchObject({
      verdict: 'worse',
      pairs: WORDS.length,
    })
  })

  it('names what is wrong with a suite', async () => {
    await writeFile(join(folder, 'suite.yaml'), 'name: x\ncases: []\n')
    const { exitCode, errors } = await learnpath('eval', 'run', 'suite.yaml')
    expect(exitCode).toBe(1)
    expect(errors).toContain('cases')
  })
})

describe('learnpath eval retrieval --beir', () => {
  it('measures in a library of its own and leaves nothing of it', async () => {
    const lines = (rows: readonly object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('')
    await mkdir(join(folder, 'set', 'qrels'), { recursive: true })
    const corpus = WORDS.map((word) => ({ _id: word, title: `On the *${word}*`, text: `All about the ${word}.` }))
    await writeFile(join(folder, 'set', 'corpus.jsonl'), lines(corpus))
    await writeFile(
      join(folder, 'set', 'queries.jsonl'),
      lines(WORDS.map((word) => ({ _id: `q-${word}`, text: word }))),
    )
    const judged = WORDS.map((word) => `q-${word}\t${word}\t1\n`).join('')
    await writeFile(join(folder, 'set', 'qrels', 'test.tsv'), `query-id\tcorpus-id\tscore\n${judged}`)
    const { exitCode, output } = await learnpath('eval', 'retrieval', '--beir', 'set', '--compare', 'keyword', '--json')
    expect(exitCode).toBe(0)
    const { subjects, questions, corpus: searched, recommendation } = RetrievalReport.parse(JSON.parse(output))
    expect(subjects[0]?.metrics.hit1.value).toBe(1)
    expect(questions).toMatchObject({ total: WORDS.length, byOrigin: { imported: WORDS.length } })
    expect(searched.documents).toBe(WORDS.length)
    expect(recommendation).toBeNull()
    expect(await readdir(join(folder, 'home', 'evaluation-libraries'))).toEqual([])
    expect(JSON.parse((await learnpath('documents', '--json')).output)).toMatchObject({ total: 0 })
  })
})
