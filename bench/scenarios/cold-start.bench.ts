import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { startProduct } from '../../tools/product-process.ts'
import type { Benchmark, Measurement } from '../benchmark.ts'
import { percentile } from '../environment.ts'
import { libraryOf20kChunks } from './library-of-20k-chunks.ts'

const RUNS = 11

interface Start {
  readonly ready: number
  readonly processor: number
  readonly searched: number
}

/** From the start of the process until /health/ready says yes and until the first search is answered. */
async function start(home: string): Promise<Start> {
  const started = performance.now()
  const product = await startProduct({ home, environment: { LEARNPATH_LOG_LEVEL: 'warn' }, askEveryMs: 2 })
  await product.client.search({ query: 'cell membrane' })
  const searched = performance.now() - started
  await product.stop()
  return { ready: product.readyMs, processor: product.readyProcessorMs, searched }
}

function bareNode(): number {
  const started = performance.now()
  spawnSync(process.execPath, ['-e', '0'])
  return performance.now() - started
}

function summary(name: string, samples: readonly number[], target?: Measurement['target']): Measurement[] {
  return [
    { name: `${name}, median`, value: percentile(samples, 0.5), unit: 'ms', ...(target && { target }) },
    { name: `${name}, slowest of ${samples.length}`, value: Math.max(...samples), unit: 'ms' },
  ]
}

export const benchmark: Benchmark = {
  name: 'cold-start',
  description: 'process start to ready, with a library of 20,000 chunks and with an empty one',
  async run(context) {
    const { home, chunks } = await libraryOf20kChunks(context)
    const emptyHome = join(context.scratchFolder, 'empty')
    await start(emptyHome)
    const full: Start[] = []
    const empty: Start[] = []
    const bare: number[] = []
    for (let run = 0; run < RUNS; run++) {
      full.push(await start(home))
      empty.push(await start(emptyHome))
      bare.push(bareNode())
    }
    return [
      { name: 'chunks in the library', value: chunks, unit: 'chunks' },
      ...summary(
        'ready with the library',
        full.map(({ ready }) => ready),
        { operator: '<', value: 700 },
      ),
      ...summary(
        'processor time until ready with the library',
        full.map(({ processor }) => processor),
      ),
      ...summary(
        'first search answered',
        full.map(({ searched }) => searched),
      ),
      ...summary(
        'ready with an empty library',
        empty.map(({ ready }) => ready),
      ),
      ...summary('bare node process', bare),
    ]
  },
}
