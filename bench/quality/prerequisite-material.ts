import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { analyseDocument } from '../../server/adapters/language-analysis/analyse-document.ts'
import { parseFile } from '../../server/adapters/parsers/parse-file.ts'
import { detectLanguage } from '../../server/kernel/text/detect-language.ts'
import { authorHints, type AuthorHints } from '../../server/modules/concepts/prerequisites/author-hints.ts'
import type { PrerequisiteConcept } from '../../server/modules/concepts/prerequisites/prerequisite-input.ts'
import { rankConcepts, type RankedConcept } from '../../server/modules/concepts/ranking/rank-concepts.ts'
import type { DocumentAnalysis } from '../../server/ports/document-analyst.ts'

/** A document as the product knows it; its id is the file name without ending. */
export interface MaterialDocument {
  readonly documentId: string
  readonly path: string
  readonly title: string
  readonly hints: AuthorHints
  readonly analysis: DocumentAnalysis
}

const TIMEOUT_MS = 60_000

/** The Markdown files of a folder through the product's parser and analyst. */
export async function readMaterial(folder: string): Promise<MaterialDocument[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.md')).toSorted()
  const documents: MaterialDocument[] = []
  for (const path of names) {
    const parsed = await parseFile({ file: join(folder, path), name: path }, { programTimeoutMs: TIMEOUT_MS })
    const title = parsed.title ?? path
    const analysis = analyseDocument({ ...parsed, title, language: detectLanguage(parsed.text) })
    documents.push({ documentId: path.replace(/\.md$/, ''), path, title, hints: authorHints(parsed), analysis })
  }
  return documents
}

export interface MaterialConcept extends PrerequisiteConcept {
  readonly ranked: RankedConcept
}

/** The best concepts of documents, read in the order given. */
export function conceptsOf(documents: readonly MaterialDocument[], most: number): MaterialConcept[] {
  const inOrder = documents.map((document, index) => ({ ...document, path: String(index) }))
  return rankConcepts(inOrder)
    .slice(0, most)
    .map((ranked) => ({ id: ranked.key, keys: ranked.keys, definition: ranked.definition, ranked }))
}

/** The key under which the analyst knows a name; null when it is no phrase to it. */
export function phraseKeyOf(name: string): string | null {
  const phrases = phrasesOf(`The ${name} is here.`)
  const wanted = name.toLowerCase()
  const found = phrases.find(({ forms }) => forms.some((form) => form.toLowerCase() === wanted))
  return found?.key ?? null
}

export function phrasesOf(text: string): DocumentAnalysis['phrases'] {
  const block = { kind: 'paragraph' as const, start: 0, end: text.length }
  return analyseDocument({ title: '', language: 'en', text, blocks: [block], marks: [], pages: [] }).phrases
}

export async function readLines<Row>(file: string): Promise<Row[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '')
  return lines.map((line) => JSON.parse(line) as Row)
}

/** Share of pairs whose first stands before its second, among those with both in the order. */
export function shareInOrder(
  order: readonly string[],
  pairs: readonly (readonly [before: string, after: string])[],
): { readonly share: number; readonly count: number } {
  const places = new Map(order.map((id, place) => [id, place]))
  const known = pairs.filter(([before, after]) => places.has(before) && places.has(after))
  const right = known.filter(([before, after]) => (places.get(before) ?? 0) < (places.get(after) ?? 0))
  return { share: known.length === 0 ? 0 : right.length / known.length, count: known.length }
}
