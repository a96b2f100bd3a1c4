import { readdirSync, readFileSync } from 'node:fs'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseMarkdown } from '../../server/adapters/parsers/parse-markdown.ts'
import type { ParsedDocument } from '../../server/ports/parsed-document.ts'

export interface JudgedDocument {
  readonly id: string
  readonly title: string
  /** Path as a person would have it in the library. */
  readonly path: string
  readonly parsed: ParsedDocument
}

export interface JudgedSet {
  readonly documents: readonly JudgedDocument[]
  /** Queries that have a relevant document. */
  readonly queries: readonly { readonly id: string; readonly text: string }[]
  /** Query → document → grade. */
  readonly relevance: ReadonlyMap<string, ReadonlyMap<string, number>>
}

function readLines(file: string): Record<string, unknown>[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}

function readRelevance(file: string): Map<string, Map<string, number>> {
  const relevance = new Map<string, Map<string, number>>()
  for (const line of readFileSync(file, 'utf8').trim().split('\n').slice(1)) {
    const [query = '', document = '', grade = ''] = line.split('\t')
    const grades = relevance.get(query) ?? new Map<string, number>()
    grades.set(document, Number(grade))
    relevance.set(query, grades)
  }
  return relevance
}

/** A passage of a corpus as a document: its title as heading, then the text. */
function passageDocument(id: string, rawTitle: string, text: string): JudgedDocument {
  // SQuAD's titles are names of Wikipedia articles, with underscores for blanks.
  const title = rawTitle.replaceAll('_', ' ').trim()
  const body = text.trim()
  const start = title === '' ? 0 : title.length + 2
  const whole = title === '' ? body : `${title}\n\n${body}`
  const heading = title === '' ? [] : [{ kind: 'heading' as const, level: 1, start: 0, end: title.length }]
  const blocks = [...heading, { kind: 'paragraph' as const, start, end: whole.length }]
  const parsed = { format: 'text' as const, title, text: whole, blocks, marks: [], pages: [], warnings: [] }
  return { id, title, path: '', parsed }
}

async function readMarkdown(folder: string): Promise<JudgedDocument[]> {
  const documents: JudgedDocument[] = []
  for (const path of readdirSync(folder).toSorted()) {
    const parsed = await parseMarkdown(readFileSync(join(folder, path), 'utf8'))
    const id = path.replace(/\.md$/, '')
    documents.push({ id, title: parsed.title ?? id, path, parsed })
  }
  return documents
}

/** Reads a set of `corpus.jsonl` or `docs/*.md` with `qrels.tsv`; queries also from question files of textbooks. */
export async function readJudgedSet(dataFolder: string, name: string): Promise<JudgedSet> {
  const folder = join(dataFolder, name, 'dev')
  const corpus = [join(folder, 'corpus.jsonl'), join(dataFolder, name, 'corpus.jsonl')].find((file) => existsSync(file))
  const documents =
    corpus === undefined
      ? await readMarkdown(join(folder, 'docs'))
      : readLines(corpus).map((line) =>
          passageDocument(String(line['_id']), String(line['title']), String(line['text'])),
        )
  const relevance = readRelevance(join(folder, 'qrels.tsv'))
  const queries = ['queries.jsonl', 'mcq.jsonl', 'free_response.jsonl']
    .map((file) => join(folder, file))
    .filter((file) => existsSync(file))
    .flatMap((file) => readLines(file))
    .map((line) => ({ id: String(line['_id']), text: String(line['text']).trim() }))
    .filter(({ id }) => relevance.has(id))
  return { documents, queries, relevance }
}
