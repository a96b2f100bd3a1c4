import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ParsedDocument } from '../../server/ports/parsed-document.ts'
import { parseMarkdown } from '../../server/adapters/parsers/parse-markdown.ts'
import { parseText } from '../../server/adapters/parsers/parse-text.ts'

export interface AskDocument {
  readonly id: string
  readonly title: string
  readonly parsed: ParsedDocument
}

export interface AskQuestion {
  readonly id: string
  readonly text: string
  /** The set's own mark that its documents do not hold the answer. */
  readonly impossible: boolean
  readonly answers: readonly string[]
  readonly documentIds: ReadonlySet<string>
  /** Raw Markdown that answers, and where it begins in the raw file as a share of the file's length. */
  readonly gold?: { readonly passage: string; readonly place: number }
}

export interface AskSet {
  readonly name: string
  readonly documents: readonly AskDocument[]
  readonly questions: readonly AskQuestion[]
}

interface QueryLine {
  readonly _id: string
  readonly text: string
  readonly impossible?: boolean
  readonly answers?: readonly string[]
  readonly doc?: string
  readonly span?: readonly [number, number]
  readonly passage?: string
}

/** Reads a BEIR-like set (one document per paragraph of the corpus) or a set of Markdown files with questions. */
export async function readAskSet(dataFolder: string, name: string): Promise<AskSet> {
  const folder = join(dataFolder, name, 'dev')
  const documents = existsSync(join(folder, 'docs')) ? await readMarkdownSet(dataFolder, name) : readCorpus(folder)
  const lengths = new Map(documents.map(({ id, parsed }) => [id, parsed.text.length]))
  const answering = new Map<string, Set<string>>()
  for (const [query, document] of readRows(join(folder, 'qrels.tsv'))) {
    answering.set(query, (answering.get(query) ?? new Set()).add(document))
  }
  const questions = readLines<QueryLine>(join(folder, 'queries.jsonl')).map(({ _id: id, ...line }): AskQuestion => {
    const place = (line.span?.[0] ?? 0) / (lengths.get(line.doc ?? '') ?? 1)
    return {
      id,
      text: line.text.trim(),
      impossible: line.impossible ?? false,
      answers: line.answers ?? [],
      documentIds: answering.get(id) ?? new Set(),
      ...(line.passage === undefined ? {} : { gold: { passage: line.passage, place } }),
    }
  })
  return { name, documents, questions }
}

function readCorpus(folder: string): AskDocument[] {
  const file = join(folder, 'corpus.jsonl')
  return readLines<{ _id: string; title: string; text: string }>(file).map(({ _id, title, text }) => ({
    id: _id,
    title: title.replaceAll('_', ' '),
    parsed: parseText(text),
  }))
}

/** Only the questions, to be asked of another set's documents, which do not hold their answers. */
export function readForeignQuestions(dataFolder: string, name: string): AskQuestion[] {
  return readLines<QueryLine>(join(dataFolder, name, 'dev', 'queries.jsonl')).map(({ _id, text }) => {
    return { id: _id, text: text.trim(), impossible: true, answers: [], documentIds: new Set<string>() }
  })
}

/** Only the documents, for sets whose questions do not matter. */
export async function readMarkdownSet(dataFolder: string, name: string): Promise<AskDocument[]> {
  const folder = join(dataFolder, name, 'dev', 'docs')
  const documents: AskDocument[] = []
  for (const file of readdirSync(folder).toSorted()) {
    const parsed = await parseMarkdown(readFileSync(join(folder, file), 'utf8'))
    const id = file.replace(/\.md$/, '')
    documents.push({ id, title: parsed.title ?? id.replaceAll('_', ' '), parsed })
  }
  return documents
}

function readLines<Line>(file: string): Line[] {
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines.filter((line) => line.trim() !== '').map((line) => JSON.parse(line) as Line)
}

function readRows(file: string): [string, string][] {
  const rows = readFileSync(file, 'utf8').trim().split('\n').slice(1)
  return rows.map((row) => row.split('\t')).map(([query, document]) => [query ?? '', document ?? ''])
}
