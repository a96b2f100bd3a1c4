import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createDocumentAnalyst } from '../../server/adapters/language-analysis/document-analyst.ts'
import { parseFile } from '../../server/adapters/parsers/parse-file.ts'
import { createSqlJobQueue } from '../../server/adapters/sql/job-queue.ts'
import { detectLanguage } from '../../server/kernel/text/detect-language.ts'
import { createConcepts } from '../../server/modules/concepts/index.ts'
import {
  createLibraryFixture,
  putText,
  type LibraryFixture,
} from '../../server/modules/library/library-fixture.double.ts'
import { createRecordingMetrics } from '../../server/ports/metrics.double.ts'
import type { Benchmark } from '../benchmark.ts'

/** About 95,000 words: 300 pages and a bit. */
const MODULES = 48

async function publish(fixture: LibraryFixture, file: string, path: string): Promise<number> {
  const { library } = fixture
  const { document } = await putText(library, path, await readFile(file, 'utf8'), { format: 'markdown' })
  const parsed = await parseFile({ file, name: path }, { programTimeoutMs: 60_000 })
  const { id: documentId, contentHash } = document
  const language = detectLanguage(parsed.text)
  await library.publishVersion({ documentId, contentHash, parserVersion: 'bench', parsed, language, chunks: [] })
  return parsed.text.split(/\s+/u).length
}

async function timedMs(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now()
  await work()
  return performance.now() - startedMs
}

export const benchmark: Benchmark = {
  name: 'concept-speed',
  description:
    'concepts and prerequisites of a 300-page textbook: at first, again, after one more document and an edit',
  async run({ dataFolder }) {
    const folder = join(dataFolder, 'openstax-biology/dev/docs')
    const files = (await readdir(folder)).toSorted().map((file) => ({ file: join(folder, file), path: file }))
    const fixture = await createLibraryFixture()
    const analyst = createDocumentAnalyst(fixture)
    const jobQueue = createSqlJobQueue(fixture)
    const concepts = createConcepts({ ...fixture, analyst, jobQueue, metrics: createRecordingMetrics() })
    try {
      let words = 0
      for (const { file, path } of files.slice(0, MODULES)) words += await publish(fixture, file, path)
      const firstMs = await timedMs(async () => await concepts.map('library'))
      const againMs = await timedMs(async () => await concepts.map('library'))
      for (const { file, path } of files.slice(MODULES, MODULES + 1)) await publish(fixture, file, path)
      const oneMoreMs = await timedMs(async () => await concepts.map('library'))
      const map = await concepts.map('library')
      const id = map.concepts[0]?.id ?? ''
      const renameMs = await timedMs(async () => await concepts.update(id, { name: 'A name of mine' }))
      const studyMs = await timedMs(async () => {
        for (const documentId of map.documentIds) await concepts.studyDocument(documentId)
      })
      return [
        { name: 'words', value: words, unit: 'words' },
        { name: 'concepts', value: map.concepts.length, unit: 'concepts' },
        { name: 'first map', value: firstMs, unit: 'ms', target: { operator: '<', value: 10_000 } },
        { name: 'map again', value: againMs, unit: 'ms', target: { operator: '<', value: 5 } },
        { name: 'map after one more document', value: oneMoreMs, unit: 'ms', target: { operator: '<', value: 1000 } },
        { name: 'rename', value: renameMs, unit: 'ms' },
        { name: 'all study documents', value: studyMs, unit: 'ms' },
      ]
    } finally {
      await concepts.stop()
      await analyst.close()
      await fixture.cleanUp()
    }
  },
}
