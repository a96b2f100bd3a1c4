import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  LearnPathError,
  type CreateRetrievalEvaluationRequestInput,
  type LearnPathClient,
  type RetrievalReport,
  type RetrievalSubjectInput,
} from '@learnpath/contracts'
import { environment } from '../../../server/app/environment.ts'
import { readSettings } from '../../../server/app/settings.ts'
import { withConnection, withTemporaryLibrary } from '../connection.ts'
import { addCorpus, addQuestions } from '../evaluation/beir-library.ts'
import { followEvaluation } from '../evaluation/follow-evaluation.ts'
import { printPlan, printReport } from '../evaluation/print-comparison.ts'
import { type BeirFolder, findBeir } from '../evaluation/read-beir.ts'
import type { Terminal } from '../terminal.ts'

export interface EvalRetrievalOptions {
  readonly set: string
  readonly beir?: string
  readonly split?: string
  readonly compare: readonly RetrievalSubjectInput[]
  readonly collection: readonly string[]
  readonly origin: readonly ('own' | 'generated' | 'imported')[]
  readonly checked: boolean
  readonly questions?: number
  readonly seed: number
  readonly out: readonly string[]
  readonly plan: boolean
  readonly keep: boolean
}

/** Compares ways to search, on a person's own questions or on a folder of a benchmark. */
export async function evalRetrieval(terminal: Terminal, options: EvalRetrievalOptions): Promise<number> {
  const { beir, split } = options
  if (beir === undefined) {
    return await withConnection({ ingest: true }, async ({ client }) => {
      return await compare(terminal, client, { options, labelSetId: options.set })
    })
  }
  return await compareOnFolder(terminal, findBeir(beir, split), options)
}

/** In a library of its own, that an interrupted comparison goes on with. */
async function compareOnFolder(terminal: Terminal, beir: BeirFolder, options: EvalRetrievalOptions): Promise<number> {
  const { home } = readSettings(environment())
  const folder = join(home, 'evaluation-libraries', beir.fingerprint)
  const code = await withTemporaryLibrary({ folder, study: false, repeatable: false }, async ({ client }) => {
    await addCorpus(terminal, client, beir)
    const { setId, left } = await addQuestions(client, beir)
    if (left.length > 0) terminal.note(`${left.length} questions are left out: ${left[0]?.reason ?? ''}.`)
    return await compare(terminal, client, { options, labelSetId: setId })
  })
  if (options.keep || options.plan) terminal.note(`Its documents stay in ${folder} for the next comparison.`)
  else await rm(folder, { recursive: true, force: true })
  return code
}

interface Wanted {
  readonly options: EvalRetrievalOptions
  readonly labelSetId: string
}

/** What serves now beside keywords alone. */
async function defaultSubjects(client: LearnPathClient): Promise<RetrievalSubjectInput[]> {
  const { generations } = await client.listGenerations()
  const serving = generations.find(({ state }) => state === 'serving')
  const keyword: RetrievalSubjectInput = { mode: 'keyword' }
  return serving === undefined
    ? [keyword]
    : [keyword, { mode: 'hybrid', model: serving.model, precision: serving.precision }]
}

async function requestOf(client: LearnPathClient, wanted: Wanted): Promise<CreateRetrievalEvaluationRequestInput> {
  const { options, labelSetId } = wanted
  const { compare: given, collection, origin, checked, questions, seed } = options
  return {
    labelSetId,
    subjects: given.length > 0 ? [...given] : await defaultSubjects(client),
    ...(collection.length > 0 && { collections: [...collection] }),
    ...(origin.length > 0 && { origins: [...origin] }),
    checkedOnly: checked,
    ...(questions !== undefined && { questions }),
    seed,
  }
}

async function compare(terminal: Terminal, client: LearnPathClient, wanted: Wanted): Promise<number> {
  const body = await requestOf(client, wanted)
  const plan = await client.call('planRetrievalEvaluation', { body })
  printPlan(terminal, plan)
  if (wanted.options.plan) {
    terminal.result(plan)
    return 0
  }
  const { id } = await followEvaluation(
    terminal,
    client,
    // One of the same that was interrupted goes on.
    await client.call('createRetrievalEvaluation', { body }),
  )
  const report = await client.call('retrievalReport', { params: { id } })
  terminal.result(report)
  printReport(terminal, report)
  for (const file of wanted.options.out) await writeReport(client, { id, file, report })
  return 0
}

/** Markdown or JSON, by the ending of the name. */
async function writeReport(
  client: LearnPathClient,
  { id, file, report }: { readonly id: string; readonly file: string; readonly report: RetrievalReport },
): Promise<void> {
  if (file.endsWith('.json')) return await writeFile(file, `${JSON.stringify(report, null, 2)}\n`)
  if (!file.endsWith('.md')) {
    throw new LearnPathError('LP_REQUEST_INVALID', { detail: `the report is .md or .json, not ${file}` })
  }
  const markdown = await client.bytes('exportRetrievalReport', { params: { id }, query: { format: 'markdown' } })
  await writeFile(file, await markdown.text())
}
