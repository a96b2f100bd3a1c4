import { mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { connect, Index, MatchQuery } from '@lancedb/lancedb'
import { create, insertMultiple, search as searchOrama } from '@orama/orama'
import MiniSearch from 'minisearch'
import { createLocalKeywordIndex } from '../../server/adapters/local-index/keyword-index.ts'
import { analyze } from '../../server/kernel/text/analyze.ts'

export const LIMIT = 10
const CHUNKS_PER_DOCUMENT = 20

/** A keyword engine with its index, ready to be asked. */
export interface KeywordEngine {
  /** Ids of the best ten chunks. */
  search(question: string): Promise<number[]>
  close(): Promise<void>
}

export interface KeywordEngineKind {
  readonly name: string
  /** Builds an index of all chunks, in the folder where the engine keeps one. A chunk's id is its place. */
  build(chunks: readonly string[], folder: string): Promise<void | KeywordEngine>
  /** Opens what `build` left in the folder; absent for engines that keep nothing there. */
  open?(folder: string): Promise<KeywordEngine>
}

const termsOf = (text: string): string[] => analyze(text, 'en').map(({ term }) => term)

async function openLearnPath(folder: string): Promise<KeywordEngine> {
  const index = await createLocalKeywordIndex({ folder })
  return {
    async search(question) {
      const terms = termsOf(question).map((term) => ({ language: 'en', term, weight: 1 }))
      return (await index.search({ terms, limit: LIMIT })).hits.map((hit) => hit.chunkId)
    },
    close: () => index.close(),
  }
}

const HOME = { workspaceId: 'workspace', collectionId: 'collection' }

const learnPath: KeywordEngineKind = {
  name: 'LearnPath',
  async build(chunks, folder) {
    const index = await createLocalKeywordIndex({ folder })
    for (let first = 0; first < chunks.length; first += CHUNKS_PER_DOCUMENT) {
      const documentId = `doc_${first}`
      const entries = chunks.slice(first, first + CHUNKS_PER_DOCUMENT).map((chunk, place) => {
        const terms = new Map<string, number>()
        const list = termsOf(chunk)
        for (const term of list) terms.set(term, (terms.get(term) ?? 0) + 1)
        const chunkId = first + place
        return { chunkId, ...HOME, documentId, language: 'en', terms, length: list.length, tieBreaker: chunkId }
      })
      await index.replaceDocument(first + 1, documentId, entries)
      // As in the product: between two documents others get their turn.
      await new Promise((resolve) => setImmediate(resolve))
    }
    await index.close()
  },
  open: openLearnPath,
}

const lanceDb: KeywordEngineKind = {
  name: 'LanceDB',
  async build(chunks, folder) {
    const database = await connect(folder)
    const table = await database.createTable(
      'chunks',
      chunks.map((text, id) => ({ id, text })),
    )
    await table.createIndex('text', { config: Index.fts({ withPosition: false }) })
    await table.optimize()
    database.close()
  },
  async open(folder) {
    const database = await connect(folder)
    const table = await database.openTable('chunks')
    return {
      async search(question) {
        const rows = await table
          .query()
          .fullTextSearch(new MatchQuery(question, 'text'))
          .select(['id', '_score'])
          .limit(LIMIT)
          .toArray()
        return rows.map((row) => Number(row.id))
      },
      close: () => {
        database.close()
        return Promise.resolve()
      },
    }
  },
}

const MINISEARCH_OPTIONS = { fields: ['text'], tokenize: termsOf, processTerm: (term: string) => term }

function miniSearchEngine(index: MiniSearch): KeywordEngine {
  return {
    search: (question) =>
      Promise.resolve(
        index
          .search(question)
          .slice(0, LIMIT)
          .map((hit) => Number(hit.id)),
      ),
    close: () => Promise.resolve(),
  }
}

/** With our text analysis, so that engines alone are compared. */
const miniSearch: KeywordEngineKind = {
  name: 'MiniSearch',
  async build(chunks, folder) {
    const index = new MiniSearch(MINISEARCH_OPTIONS)
    index.addAll(chunks.map((text, id) => ({ id, text })))
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'index.json'), JSON.stringify(index))
  },
  async open(folder) {
    return miniSearchEngine(MiniSearch.loadJSON(await readFile(join(folder, 'index.json'), 'utf8'), MINISEARCH_OPTIONS))
  },
}

/** With our text analysis; keeps its index in memory. */
const orama: KeywordEngineKind = {
  name: 'Orama',
  async build(chunks) {
    const tokenizer = { language: 'english', normalizationCache: new Map<string, string>(), tokenize: termsOf }
    const index = create({ schema: { text: 'string' } as const, components: { tokenizer } })
    await insertMultiple(
      index,
      chunks.map((text, id) => ({ id: String(id), text })),
      1000,
    )
    return {
      async search(question) {
        const { hits } = await searchOrama(index, { term: question, limit: LIMIT, threshold: 1 })
        return hits.map((hit) => Number(hit.id))
      },
      close: () => Promise.resolve(),
    }
  },
}

export const KEYWORD_ENGINES: readonly KeywordEngineKind[] = [learnPath, lanceDb, miniSearch, orama]

/** Bytes of all files below a folder; 0 when there is none. */
export async function folderBytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const sizes = await Promise.all(
    entries.filter((entry) => entry.isFile()).map((entry) => stat(join(entry.parentPath, entry.name))),
  )
  return sizes.reduce((sum, { size }) => sum + size, 0)
}
