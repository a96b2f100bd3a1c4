import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import autocannon from 'autocannon'
import { startProduct } from '../../tools/product-process.ts'
import type { Benchmark, Measurement } from '../benchmark.ts'
import { libraryOf20kChunks } from './library-of-20k-chunks.ts'
import { useEmbedder } from './use-model.ts'

const CONNECTIONS = 100
const REQUESTS = 10_000
/** So many different queries, asked again and again, are answered from memory. */
const REPEATED = 50

interface Load {
  readonly perSecond: number
  readonly p99Ms: number
  readonly errors: number
}

async function load(url: string, bodies: readonly string[]): Promise<Load> {
  let next = 0
  const result = await autocannon({
    url: `${url}/search`,
    connections: CONNECTIONS,
    amount: REQUESTS,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    setupClient: (client) => {
      const giveNext = () => client.setBody(bodies[next++ % bodies.length] ?? '')
      giveNext()
      client.on('response', giveNext)
    },
  })
  const answered = result['2xx']
  return {
    perSecond: answered / result.duration,
    p99Ms: result.latency.p99,
    errors: REQUESTS - answered + result.errors + result.timeouts,
  }
}

function measured(name: string, { perSecond, p99Ms, errors }: Load, target: number): Measurement[] {
  return [
    { name: `${name}, requests`, value: perSecond, unit: '1/s', target: { operator: '>=', value: target } },
    { name: `${name}, latency p99`, value: p99Ms, unit: 'ms', note: `${CONNECTIONS} connections` },
    { name: `${name}, failed`, value: errors, unit: 'requests', target: { operator: '<=', value: 0 } },
  ]
}

export const benchmark: Benchmark = {
  name: 'load',
  description: `hybrid search over HTTP, ${CONNECTIONS} connections and ${REQUESTS} requests, a library of 20,000 chunks`,
  async run(context) {
    const { home, chunks } = await libraryOf20kChunks(context)
    const lines = (await readFile(join(context.dataFolder, 'scifact/dev/queries.jsonl'), 'utf8')).trim().split('\n')
    const queries = lines.map((line) => (JSON.parse(line) as { text: string }).text.slice(0, 200))
    // A number that no document has makes the query another one and hardly changes the work.
    const different = Array.from({ length: REQUESTS }, (_, number) => `${queries[number % queries.length]} x${number}`)
    const body = (query: string): string => JSON.stringify({ query, limit: 10 })
    const product = await startProduct({
      home,
      environment: { LEARNPATH_LOG_LEVEL: 'warn' },
    })
    try {
      const folder = join(context.modelsFolder, 'potion-base-2M-int8')
      await useEmbedder(product.client, { folder, id: 'potion-base-2m', precision: 'int8' })
      const uncached = await load(product.url, different.map(body))
      const cached = await load(product.url, queries.slice(0, REPEATED).map(body))
      return [
        { name: 'chunks in the library', value: chunks, unit: 'chunks' },
        ...measured('every query a new one', uncached, 100),
        ...measured(`${REPEATED} queries repeated`, cached, 3000),
      ]
    } finally {
      await product.stop()
    }
  },
}
