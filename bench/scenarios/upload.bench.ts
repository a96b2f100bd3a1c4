import { join } from 'node:path'
import { settled, startProduct } from '../../tools/product-process.ts'
import type { Benchmark } from '../benchmark.ts'
import { percentile } from '../environment.ts'
import { createDocumentMaker, timeToSearchable } from './timed-documents.ts'

const SIZE = 10_000_000
const UPLOADS = 20
const SEARCHED = 3

export const benchmark: Benchmark = {
  name: 'upload',
  description: 'a text file of 10 MB over HTTP: until it is stored durably and acknowledged, and until it is found',
  async run(context) {
    const maker = await createDocumentMaker(context.dataFolder)
    const product = await startProduct({
      home: join(context.scratchFolder, 'home'),
      environment: { LEARNPATH_LOG_LEVEL: 'warn' },
    })
    try {
      const searchable: number[] = []
      for (let run = 0; run < SEARCHED; run++) {
        const mark = `zebrafinch${run}`
        const bytes = maker.text(SIZE, mark)
        searchable.push((await timeToSearchable(product.client, { path: `${mark}.txt`, bytes, mark })).searchableMs)
      }
      const acknowledged: number[] = []
      for (let run = 0; run < UPLOADS; run++) {
        const bytes = new Blob([maker.text(SIZE, `upload ${run}`).slice()])
        const started = performance.now()
        const { added } = await product.client.addDocuments({ files: [{ path: `upload-${run}.txt`, bytes }] })
        acknowledged.push(performance.now() - started)
        // Reading ten megabytes is not what is timed here.
        await product.client.cancelDocument(added[0]?.document.id ?? '')
        await settled(product.client)
      }
      const p95 = percentile(acknowledged, 0.95)
      return [
        { name: 'acknowledged, median', value: percentile(acknowledged, 0.5), unit: 'ms' },
        { name: 'acknowledged, p95', value: p95, unit: 'ms', target: { operator: '<', value: 2000 } },
        { name: 'searchable, median', value: percentile(searchable, 0.5), unit: 'ms' },
        { name: 'memory afterwards', value: (await product.residentBytes()) / 2 ** 20, unit: 'MB' },
      ]
    } finally {
      await product.stop()
    }
  },
}
