import { readFile } from 'node:fs/promises'
import { EvaluationSuite, LearnPathError, SuiteBaseline } from '@learnpath/contracts'
import { parse } from 'yaml'
import { z } from 'zod'

/** A suite as it is written: with the documents that it is measured on, by paths from the file's folder. */
const SuiteFile = EvaluationSuite.extend({ documents: z.array(z.string().min(1)).default([]) })

export interface WrittenSuite {
  readonly suite: EvaluationSuite
  /** Empty: the library as it is. */
  readonly documents: readonly string[]
}

const invalid = (detail: string, cause?: unknown): LearnPathError =>
  new LearnPathError('LP_QUESTION_SET_INVALID', { detail, ...(cause !== undefined && { cause }) })

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new LearnPathError('LP_PATH_UNREADABLE', { detail: file, cause })
  }
}

function issueOf(file: string, { issues: [issue] }: z.ZodError): LearnPathError {
  return invalid(`${file}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`)
}

/** @throws LP_PATH_UNREADABLE, LP_QUESTION_SET_INVALID */
export async function readSuite(file: string): Promise<WrittenSuite> {
  const text = await textOf(file)
  let value: unknown
  try {
    value = parse(text)
  } catch (cause) {
    throw invalid(`${file} is not YAML: ${cause instanceof Error ? cause.message : String(cause)}`, cause)
  }
  const result = SuiteFile.safeParse(value)
  if (!result.success) throw issueOf(file, result.error)
  const { documents, ...suite } = result.data
  return { suite, documents }
}

/** @throws LP_PATH_UNREADABLE, LP_QUESTION_SET_INVALID */
export async function readBaseline(file: string): Promise<SuiteBaseline> {
  const text = await textOf(file)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw invalid(`${file} is not JSON`, cause)
  }
  const result = SuiteBaseline.safeParse(value)
  if (!result.success) throw issueOf(file, result.error)
  return result.data
}
