// Workflows of GitHub: by GitHub's own parser, and what it does not ask for: few rights, named versions, an end in time, commands that exist.
import { readdir, readFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { ROOT } from '../tracked-files.ts'
import { membersNamed } from './pods.ts'

const FOLDER = join(ROOT, '.github/workflows')
const { scripts } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>
}

interface Workflow {
  readonly permissions: Readonly<Record<string, string>>
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly 'timeout-minutes'?: number
        readonly strategy?: { readonly matrix: { readonly node?: readonly number[] } }
      }
    >
  >
}

/** What GitHub would say about it. */
async function problemsOf(name: string, content: string): Promise<string[]> {
  const { context, value } = parseWorkflow({ name, content }, new NoOperationTraceWriter())
  if (value !== undefined) await convertWorkflowTemplate(context, value)
  return context.errors.getErrors().map(({ message }) => message)
}

it('finds what is wrong', async () => {
  const text = 'on: pusch\njobs:\n  a:\n    runs-on: x\n    needs: b\n    steps:\n      - run: x\n        with: {}\n'
  expect((await problemsOf('x.yml', text)).length).toBeGreaterThan(1)
})

describe.each(await readdir(FOLDER))('%s', async (name) => {
  const content = await readFile(join(FOLDER, name), 'utf8')
  const workflow = parse(content) as Workflow
  const jobs = Object.values(workflow.jobs)

  it('is what GitHub knows', async () => {
    expect(await problemsOf(name, content)).toEqual([])
  })

  it('may only read unless a job says more, ends in time, and names versions', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' })
    expect(jobs.filter((job) => job['timeout-minutes'] === undefined)).toEqual([])
    const actions = membersNamed<string>(workflow, 'uses')
    expect(actions.filter((action) => !/^[\w-]+\/[\w-]+@(?:v\d+|[\da-f]{40})$/u.test(action))).toEqual([])
    const checkouts = membersNamed<{ readonly uses?: string; readonly with?: Readonly<Record<string, unknown>> }[]>(
      workflow,
      'steps',
    )
    const trusting = checkouts.flat().filter((step) => step.uses?.startsWith('actions/checkout') === true)
    expect(trusting.filter((step) => step.with?.['persist-credentials'] !== false)).toEqual([])
  })

  it('puts nothing into a shell that somebody else may have written', () => {
    const commands = membersNamed<string>(workflow, 'run')
    expect(commands.filter((command) => /\$\{\{\s*github[.](?:event|head_ref|ref_name)/u.test(command))).toEqual([])
  })

  it('runs commands that exist', () => {
    const commands = membersNamed<string>(workflow, 'run').join('\n')
    const named = [...commands.matchAll(/npm run (?:--silent )?([\w:-]+)/gu)].map(([, script = '']) => script)
    expect(named.filter((script) => scripts[script] === undefined)).toEqual([])
    const files = [...commands.matchAll(/\b((?:tools|bench|e2e|deploy|server)\/[\w./-]+[.]\w+)/gu)].map(
      ([, file = '']) => file,
    )
    expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([])
  })
})

it('tests on every Node that is supported', async () => {
  const { jobs } = parse(await readFile(join(FOLDER, 'ci.yml'), 'utf8')) as Workflow
  expect(jobs['tests']?.strategy?.matrix.node).toEqual([20, 22, 24])
})
