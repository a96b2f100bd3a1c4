import { join } from 'node:path'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import MarkdownIt from 'markdown-it'
import { startProduct } from '../../tools/product-process.ts'
import type { Benchmark, Measurement } from '../benchmark.ts'
import { percentile } from '../environment.ts'
import { createDocumentMaker, timeToSearchable, type DocumentMaker, type Timed } from './timed-documents.ts'

const RUNS = 21

interface Format {
  readonly name: string
  readonly extension: string
  readonly targetMs: number
  make(maker: DocumentMaker, mark: string): Promise<Uint8Array> | Uint8Array
  /** The same bytes read with the bare library in this process: no structure, no storage, no index. */
  plain(bytes: Uint8Array): Promise<number> | number
}

const FORMATS: readonly Format[] = [
  {
    name: 'PDF of 10 pages',
    extension: 'pdf',
    targetMs: 300,
    make: async (maker, mark) => await maker.pdf(10, mark),
    plain: readPdf,
  },
  {
    name: 'text of 100 KB',
    extension: 'txt',
    targetMs: 100,
    make: (maker, mark) => maker.text(100_000, mark),
    plain: (bytes) => new TextDecoder('utf-8', { fatal: true }).decode(bytes).length,
  },
  {
    name: 'Markdown of 50 KB',
    extension: 'md',
    targetMs: 60,
    make: (maker, mark) => maker.markdown(50_000, mark),
    plain: (bytes) => new MarkdownIt().parse(new TextDecoder().decode(bytes), {}).length,
  },
]

async function readPdf(bytes: Uint8Array): Promise<number> {
  const task = getDocument({ data: bytes.slice(), verbosity: 0 })
  const document = await task.promise
  let length = 0
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number)
    const { items } = await page.getTextContent()
    length += items.reduce((sum, item) => sum + ('str' in item ? item.str.length : 0), 0)
  }
  await task.destroy()
  return length
}

function figures(format: Format, timed: readonly Timed[], plain: readonly number[]): Measurement[] {
  const first = timed[0]?.searchableMs ?? Number.NaN
  const later = timed.slice(1).map(({ searchableMs }) => searchableMs)
  const ours = percentile(later, 0.5)
  const theirs = percentile(plain.slice(1), 0.5)
  const target = { operator: '<', value: format.targetMs } as const
  return [
    { name: `${format.name}: parse to searchable, median`, value: ours, unit: 'ms', target },
    { name: `${format.name}: slowest of ${later.length}`, value: Math.max(...later), unit: 'ms' },
    { name: `${format.name}: the first after a start`, value: first, unit: 'ms' },
    { name: `${format.name}: plain parser in process, median`, value: theirs, unit: 'ms' },
    { name: `${format.name}: ratio to the plain parser`, value: ours / theirs, unit: 'x' },
  ]
}

export const benchmark: Benchmark = {
  name: 'ingestion',
  description: 'from the start of the upload until a search finds the document, over HTTP, beside the plain parser',
  async run(context) {
    const maker = await createDocumentMaker(context.dataFolder)
    const measurements: Measurement[] = []
    for (const format of FORMATS) {
      const home = join(context.scratchFolder, format.extension)
      const product = await startProduct({ home, environment: { LEARNPATH_LOG_LEVEL: 'warn' } })
      try {
        const timed: Timed[] = []
        const plain: number[] = []
        for (let run = 0; run < RUNS; run++) {
          const mark = `zebrafinch${format.extension}${run}`
          const bytes = await format.make(maker, mark)
          timed.push(await timeToSearchable(product.client, { path: `${mark}.${format.extension}`, bytes, mark }))
          const started = performance.now()
          await format.plain(bytes)
          plain.push(performance.now() - started)
        }
        measurements.push(...figures(format, timed, plain))
      } finally {
        await product.stop()
      }
    }
    return measurements
  },
}
