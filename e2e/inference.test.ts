// Models of the built product for other programs, and a second LearnPath that uses the first as its inference service.
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve as absolute } from 'node:path'
import { EmbedResponse } from '@learnpath/contracts'
import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ROOT, settled, startProduct, type ProductProcess } from '../tools/product-process.ts'

const MODELS = absolute(ROOT, process.env['LEARNPATH_TEST_MODELS'] ?? '../shared/models')
const STATIC_MODEL = join(MODELS, 'potion-base-2M-int8')
const MODEL = 'potion-test'
const TEXTS = [
  'The moon pulls the sea and makes the tides.',
  'Bread is baked in a hot oven.',
  'The parliament passed a new law on taxes.',
]

/** Servers that a test started, with their folders. */
const started: { readonly product: ProductProcess; readonly folder: string }[] = []

async function start(environment: Readonly<Record<string, string>> = {}): Promise<ProductProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'learnpath-inference-'))
  const product = await startProduct({ home: folder, environment })
  started.push({ product, folder })
  return product
}

const json = async (url: string, body: unknown): Promise<unknown> => {
  const headers = { 'content-type': 'application/json' }
  return await (await fetch(url, { method: 'POST', body: JSON.stringify(body), headers })).json()
}

async function serving(product: ProductProcess, model: string): Promise<void> {
  await product.client.createGeneration({ model })
  for (;;) {
    const { generations } = await product.client.listGenerations()
    const own = generations.find((generation) => generation.model === model)
    if (own?.state === 'serving') return
    if (own?.state === 'failed') throw new Error(JSON.stringify(own))
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

describe.skipIf(!existsSync(STATIC_MODEL))('inference with a real model (needs LEARNPATH_TEST_MODELS)', () => {
  let product: ProductProcess
  beforeAll(async () => {
    product = await start({ LEARNPATH_SERVICES: 'inference', LEARNPATH_PRECISION: 'none' })
    await product.client.importModel({ folder: STATIC_MODEL, id: MODEL })
    await serving(product, MODEL)
  })
  afterAll(async () => {
    for (const { product: one, folder } of started) {
      await one.stop()
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    }
  })

  it('gives the official client the same vectors in fifty mixed requests at once as one by one', async () => {
    const client = new OpenAI({ baseURL: `${product.url}/v1`, apiKey: 'none', maxRetries: 0 })
    const inputs = Array.from({ length: 50 }, (_, request) =>
      Array.from(
        { length: [1, 2, 20, 100][request % 4] ?? 1 },
        (_unused, text) => `${TEXTS[text % 3]} ${request} ${text}`,
      ),
    )
    const embed = async (input: string[]) => (await client.embeddings.create({ model: MODEL, input })).data
    const together = await Promise.all(inputs.map(embed))
    for (const [index, input] of inputs.entries()) {
      const alone = await embed(input)
      for (const [place, { embedding }] of alone.entries()) {
        const other = together[index]?.[place]?.embedding ?? []
        expect(embedding.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0)).toBeGreaterThan(0.9999)
      }
    }
    const listed = await client.models.list()
    expect(listed.data.map(({ id }) => id)).toContain(MODEL)
  })

  it('puts texts of the same subject near each other, in every form', async () => {
    const own = EmbedResponse.parse(
      await json(`${product.url}/embed`, { texts: [...TEXTS, 'ocean tide and moon'], instruction: 'none' }),
    )
    const question = own.vectors.at(-1) ?? []
    const similarity = own.vectors
      .slice(0, 3)
      .map((vector) => vector.reduce((sum, value, at) => sum + value * (question[at] ?? 0), 0))
    expect(similarity.indexOf(Math.max(...similarity))).toBe(0)
    expect(await json(`${product.url}/embed`, { inputs: TEXTS })).toEqual(own.vectors.slice(0, 3))
    const openAi = await json(`${product.url}/v1/embeddings`, { model: MODEL, input: TEXTS, encoding_format: 'float' })
    expect(openAi).toMatchObject({ data: own.vectors.slice(0, 3).map((embedding, index) => ({ index, embedding })) })
  })

  it('serves another LearnPath, whose library is then found by meaning', async () => {
    const other = await start({ LEARNPATH_EMBEDDER_URL: product.url })
    const files = TEXTS.map((text, index) => ({ path: `note-${index}.md`, bytes: new Blob([`# Note\n\n${text}\n`]) }))
    await other.client.addDocuments({ collection: 'notes', files })
    await settled(other.client)
    await serving(other, 'remote-embedder')
    const { hits } = await other.client.search({ query: 'lunar gravity ocean', mode: 'vector' })
    expect(hits[0]?.path).toBe('note-0.md')
  })
})
