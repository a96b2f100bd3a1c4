import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AnalystThread } from '../../server/adapters/language-analysis/analyst-thread.ts'
import { createChunkReader } from '../../server/adapters/language-analysis/chunk-reader.ts'
import { createDocumentAnalyst } from '../../server/adapters/language-analysis/document-analyst.ts'
import { parseFile } from '../../server/adapters/parsers/parse-file.ts'
import { createSqlJobQueue } from '../../server/adapters/sql/job-queue.ts'
import { createSystemClock } from '../../server/adapters/system/system-clock.ts'
import { detectLanguage } from '../../server/kernel/text/detect-language.ts'
import { createConcepts } from '../../server/modules/concepts/index.ts'
import { createGraphEngine, type GraphEngine } from '../../server/modules/graph/engine/graph-engine.ts'
import type { GraphDependencies } from '../../server/modules/graph/graph-dependencies.ts'
import { chunkDocument } from '../../server/modules/ingestion/chunk-document.ts'
import { createLibraryFixture, putText } from '../../server/modules/library/library-fixture.double.ts'
import type { Embedder } from '../../server/ports/embedder.ts'
import { createRecordingMetrics } from '../../server/ports/metrics.double.ts'

export interface SourceText {
  readonly path: string
  readonly text: string
}

/** Chapters of a real manual. */
export async function manualChapters(dataFolder: string): Promise<SourceText[]> {
  const folder = join(dataFolder, 'rust-book/dev/md')
  const names = (await readdir(folder)).filter((name) => name.endsWith('.md')).toSorted()
  return await Promise.all(names.map(async (path) => ({ path, text: await readFile(join(folder, path), 'utf8') })))
}

/** What the graph is made of, with the real reader and the real threads, on a store of its own. */
export interface GraphLibrary {
  readonly engine: GraphEngine
  /** Waits until the concepts are in, which the product makes with or without a graph. */
  concepts(): Promise<void>
  /** Adds texts until there are so many chunks. @returns how many there are */
  fill(texts: readonly SourceText[], chunks: number, scratchFile: string): Promise<number>
  /** Seconds that the last assembly took, with embedding and writing. */
  assemblySeconds(): number
  close(): Promise<void>
}

export async function openGraphLibrary(embedder: Embedder | null): Promise<GraphLibrary> {
  const fixture = await createLibraryFixture()
  const clock = createSystemClock()
  const thread = new AnalystThread(fixture)
  const analyst = createDocumentAnalyst(fixture, thread)
  const jobQueue = createSqlJobQueue({ ...fixture, clock })
  let assemblySeconds = 0
  const metrics = {
    ...createRecordingMetrics(),
    graphAssembled(seconds: number) {
      assemblySeconds = seconds
    },
  }
  const surroundings = { ...fixture, clock, analyst, jobQueue, metrics }
  const concepts = createConcepts(surroundings)
  const engine = createGraphEngine({
    ...surroundings,
    concepts,
    chunkReader: createChunkReader(fixture, thread),
    generations: { serving: () => (embedder === null ? null : { embedder }) },
    mergeSimilarity: 0.93,
  } as unknown as GraphDependencies)
  return {
    engine,
    concepts: async () => void (await concepts.map('library')),
    assemblySeconds: () => assemblySeconds,
    async fill(texts, chunks, scratchFile) {
      const { writeFile } = await import('node:fs/promises')
      let count = 0
      for (let round = 0; count < chunks; round++) {
        for (const { path, text } of texts) {
          if (count >= chunks) break
          const body = round === 0 ? text : `${text}\n\nRound ${round}.\n`
          const file = `${scratchFile}-${round}-${count}.md`
          await writeFile(file, body)
          const parsed = await parseFile({ file, name: path }, { programTimeoutMs: 60_000 })
          const { document } = await putText(fixture.library, `${round}/${path}`, body, { format: 'markdown' })
          const { id: documentId, contentHash } = document
          const language = detectLanguage(parsed.text)
          const all = chunkDocument(parsed, language).slice(0, chunks - count)
          const version = { documentId, contentHash, parserVersion: 'bench', parsed, language, chunks: all }
          await fixture.library.publishVersion(version)
          count += all.length
        }
      }
      return count
    },
    async close() {
      await engine.stop()
      await concepts.stop()
      await analyst.close()
      await fixture.cleanUp()
    },
  }
}
