import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { createHash } from 'node:crypto'
import { LearnPathError } from '@learnpath/contracts'

export interface BeirFolder {
  /** Of the folder, with the split. */
  readonly name: string
  readonly corpus: string
  readonly queries: string
  readonly qrels: string
  /** Changes when one of the files does. */
  readonly fingerprint: string
}

export interface BeirPassage {
  readonly id: string
  readonly title: string
  readonly text: string
}

export interface BeirQuestion {
  readonly id: string
  readonly text: string
  /** Id of a document → grade above 0. */
  readonly grades: ReadonlyMap<string, number>
}

const wrong = (detail: string): LearnPathError => new LearnPathError('LP_QUESTION_SET_INVALID', { detail })
/** As labels have them; sets with other scales say 2 for the best, or count from 1 to 4. */
const LARGEST_GRADE = 3

function firstOf(candidates: readonly string[], what: string): string {
  const found = candidates.find((file) => existsSync(file))
  if (found === undefined) throw wrong(`there is no ${what}: looked for ${candidates.join(', ')}`)
  return found
}

/** With several splits and none named, the one called test. */
function qrelsIn(folder: string, split: string | undefined): string {
  const judged = join(folder, 'qrels')
  const splits = existsSync(judged) ? readdirSync(judged).filter((name) => name.endsWith('.tsv')) : []
  const only = splits.length === 1 ? splits[0] : undefined
  const name = split ?? only?.slice(0, -'.tsv'.length) ?? 'test'
  return firstOf([join(judged, `${name}.tsv`), join(folder, name, 'qrels.tsv'), join(folder, 'qrels.tsv')], 'qrels')
}

/**
 * The files of a folder as BEIR has them: corpus.jsonl, queries.jsonl and qrels/SPLIT.tsv; also with the last two in a folder
 * per split. @throws LP_QUESTION_SET_INVALID
 */
export function findBeir(path: string, split: string | undefined): BeirFolder {
  const folder = resolve(path)
  const qrels = qrelsIn(folder, split)
  const beside = join(qrels, '..')
  const corpus = firstOf([join(beside, 'corpus.jsonl'), join(folder, 'corpus.jsonl')], 'corpus.jsonl')
  const queries = firstOf([join(beside, 'queries.jsonl'), join(folder, 'queries.jsonl')], 'queries.jsonl')
  const facts = [corpus, queries, qrels].map((file) => [file, statSync(file).size, statSync(file).mtimeMs])
  const fingerprint = createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 16)
  const name = split === undefined ? basename(folder) : `${basename(folder)} ${split}`
  return { name, corpus, queries, qrels, fingerprint }
}

async function* linesOf(file: string): AsyncGenerator<string> {
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    if (line.trim() !== '') yield line
  }
}

async function* objectsOf(file: string): AsyncGenerator<Record<string, unknown>> {
  let number = 0
  for await (const line of linesOf(file)) {
    number += 1
    try {
      yield JSON.parse(line) as Record<string, unknown>
    } catch (cause) {
      throw new LearnPathError('LP_QUESTION_SET_INVALID', { detail: `${file}, line ${number} is not JSON`, cause })
    }
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')

export async function* readCorpus({ corpus }: BeirFolder): AsyncGenerator<BeirPassage> {
  for await (const line of objectsOf(corpus)) {
    yield { id: textOf(line['_id']), title: textOf(line['title']).trim(), text: textOf(line['text']).trim() }
  }
}

async function readQrels(file: string): Promise<Map<string, Map<string, number>>> {
  const judged = new Map<string, Map<string, number>>()
  for await (const line of linesOf(file)) {
    const [query = '', document = '', score = ''] = line.split('\t')
    const grade = Math.min(LARGEST_GRADE, Math.round(Number(score)))
    // The first line has the names of the columns.
    if (!(grade > 0)) continue
    const grades = judged.get(query) ?? new Map<string, number>()
    grades.set(document, grade)
    judged.set(query, grades)
  }
  return judged
}

/** The questions that have a relevant document. */
export async function readQuestions({ queries, qrels }: BeirFolder): Promise<BeirQuestion[]> {
  const judged = await readQrels(qrels)
  const questions: BeirQuestion[] = []
  for await (const line of objectsOf(queries)) {
    const id = textOf(line['_id'])
    const grades = judged.get(id)
    if (grades !== undefined) questions.push({ id, text: textOf(line['text']).trim(), grades })
  }
  if (questions.length === 0) throw wrong(`no question of ${queries} has a relevant document in ${qrels}`)
  return questions
}
