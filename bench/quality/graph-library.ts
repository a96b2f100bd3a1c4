import { AnalystThread } from '../../server/adapters/language-analysis/analyst-thread.ts'
import { createChunkReader } from '../../server/adapters/language-analysis/chunk-reader.ts'
import { createDocumentAnalyst } from '../../server/adapters/language-analysis/document-analyst.ts'
import { createSoleLeadership } from '../../server/adapters/system/sole-leadership.ts'
import { createSqlJobQueue } from '../../server/adapters/sql/job-queue.ts'
import { createConcepts } from '../../server/modules/concepts/index.ts'
import { createGraph, type GraphApi } from '../../server/modules/graph/index.ts'
import { createLanguageModels } from '../../server/modules/language-models/index.ts'
import type { Embedder } from '../../server/ports/embedder.ts'
import { type AskLibrary, openAskLibrary } from './ask-library.ts'
import type { AskDocument } from './ask-sets.ts'

const TIMEOUT_MS = 10 * 60_000
const MERGE_SIMILARITY = 0.93

export interface GraphLibrary extends AskLibrary {
  readonly graph: Pick<GraphApi, 'search' | 'status'>
}

/** A library with its knowledge graph, as the product makes it without a language model. */
export async function openGraphLibrary(
  documents: readonly AskDocument[],
  scratchFolder: string,
  embedder: Embedder,
): Promise<GraphLibrary> {
  const opened = await openAskLibrary(documents, scratchFolder, embedder)
  const { library, retrieval, store, serving } = opened
  const leadership = createSoleLeadership('run_bench')
  const surroundings = { ...opened.surroundings, library, retrieval, store, leadership }
  const thread = new AnalystThread({ ...surroundings, timeoutMs: TIMEOUT_MS })
  const jobQueue = createSqlJobQueue(surroundings)
  const analyst = createDocumentAnalyst(surroundings, thread)
  const concepts = createConcepts({ ...surroundings, jobQueue, analyst })
  const graph = createGraph({
    ...surroundings,
    jobQueue,
    concepts,
    generations: { serving: () => serving },
    languageModels: createLanguageModels({ ...surroundings, sources: [], settingsChain: [] }),
    chunkReader: createChunkReader(surroundings, thread),
    mergeSimilarity: MERGE_SIMILARITY,
  })
  await concepts.start()
  await graph.start()
  await jobQueue.start()
  await graph.settled('library')
  return {
    ...opened,
    graph,
    async close() {
      await jobQueue.stop({ graceMs: 0 })
      await graph.stop()
      await concepts.stop()
      await thread.close()
      await opened.close()
    },
  }
}
