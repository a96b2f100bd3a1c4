// The program is killed while documents are read for the graph, and while the graph is stored: what is there in the end is the same.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import type { LearnPathClient } from '@learnpath/contracts'
import { settled, startProduct, type ProductProcess } from '../tools/product-process.ts'

const TIMEOUT_MS = 240_000

async function inNewHome(): Promise<{ start: () => Promise<ProductProcess> }> {
  const home = await mkdtemp(join(tmpdir(), 'learnpath-graph-'))
  let product: ProductProcess | null = null
  onTestFinished(async () => {
    await product?.stop('SIGKILL')
    await rm(home, { recursive: true, force: true, maxRetries: 5 })
  })
  return {
    start: async () => {
      product = await startProduct({ home })
      return product
    },
  }
}

const COLLECTION = 'samples'
const statusOf = async (client: LearnPathClient) =>
  await client.call('graphStatus', { query: { collection: COLLECTION } })

async function untilCurrent(client: LearnPathClient): Promise<void> {
  await settled(client)
  await expect.poll(async () => (await statusOf(client)).current, { timeout: TIMEOUT_MS / 2, interval: 200 }).toBe(true)
}

/** All that the graph says, without ids, which are made of the collection's. */
async function graphOf(client: LearnPathClient): Promise<unknown> {
  const { nodes, edges } = await client.call('entityMap', { query: { collection: COLLECTION, limit: 5000 } })
  const named = nodes.map(({ name, type, importance, mentions }) => `${name} ${type} ${mentions} ${importance}`)
  const joined = edges.map(
    ({ source, target, kind, confidence, origins }) =>
      `${nodes[source]?.name} ${kind} ${nodes[target]?.name} ${confidence} ${origins.join()}`,
  )
  return { named: named.toSorted(), joined: joined.toSorted() }
}

it('is the same after kills while reading and while storing', { timeout: TIMEOUT_MS }, async () => {
  const calm = await (await inNewHome()).start()
  await calm.client.addSampleLibrary()
  await untilCurrent(calm.client)
  expect((await statusOf(calm.client)).entities).toBeGreaterThan(50)
  const expected = await graphOf(calm.client)
  await calm.stop()

  const { start } = await inNewHome()
  let product = await start()
  await product.client.addSampleLibrary()
  await expect
    .poll(async () => (await statusOf(product.client)).pendingPassages, { timeout: 60_000, interval: 5 })
    .toBeGreaterThan(0)
  await product.stop('SIGKILL')

  product = await start()
  await expect
    .poll(async () => (await statusOf(product.client)).entities, { timeout: 60_000, interval: 2 })
    .toBeGreaterThan(0)
  await product.stop('SIGKILL')

  product = await start()
  await untilCurrent(product.client)
  expect(await graphOf(product.client)).toEqual(expected)
  const { failedDocuments, pendingDocuments } = await statusOf(product.client)
  expect({ failedDocuments, pendingDocuments }).toEqual({ failedDocuments: 0, pendingDocuments: 0 })
})
