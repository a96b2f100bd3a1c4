import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startProduct } from '../../tools/product-process.ts'
import type { Benchmark } from '../benchmark.ts'
import { libraryOf20kChunks } from './library-of-20k-chunks.ts'

const SEARCHES = 1000
const IDLE_MS = 5000
const MEGABYTE = 2 ** 20

export const benchmark: Benchmark = {
  name: 'memory',
  description: 'resident memory of the server and everything it started, with a library of 20,000 chunks',
  async run(context) {
    const { home, chunks } = await libraryOf20kChunks(context)
    const lines = (await readFile(join(context.dataFolder, 'scifact/dev/queries.jsonl'), 'utf8')).trim().split('\n')
    const queries = lines.map((line) => (JSON.parse(line) as { text: string }).text)
    const product = await startProduct({ home, environment: { LEARNPATH_LOG_LEVEL: 'warn' } })
    try {
      await new Promise((resolve) => setTimeout(resolve, IDLE_MS))
      const idle = await product.residentBytes()
      for (let count = 0; count < SEARCHES; count++) {
        await product.client.search({ query: (queries[count % queries.length] ?? '').slice(0, 500) })
      }
      const searched = await product.residentBytes()
      for (let count = 0; count < 100; count++) {
        await product.client.ask({ question: (queries[count % queries.length] ?? '').slice(0, 500) })
      }
      const asked = await product.residentBytes()
      return [
        { name: 'chunks in the library', value: chunks, unit: 'chunks' },
        { name: 'idle', value: idle / MEGABYTE, unit: 'MB', target: { operator: '<', value: 150 } },
        {
          name: `after ${SEARCHES} searches`,
          value: searched / MEGABYTE,
          unit: 'MB',
          target: { operator: '<', value: 250 },
          note: `${queries.length} different ones`,
        },
        { name: 'after 100 questions more', value: asked / MEGABYTE, unit: 'MB' },
      ]
    } finally {
      await product.stop()
    }
  },
}
