import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openSafetensors } from '../safetensors.ts'
import { HAS_SMALL_MODELS, SMALL_MODELS } from '../testing/small-models.ts'
import { loadStaticEmbedder } from './static-embedder.ts'
import { openTokenTable } from './token-table.ts'

const load = (name: string) =>
  loadStaticEmbedder({
    weightsFile: join(SMALL_MODELS, name, 'model.safetensors'),
    tokenizerFolder: join(SMALL_MODELS, name),
    maximumTokens: 512,
  })
const dot = (left: ArrayLike<number>, right: ArrayLike<number>): number =>
  Array.from(left).reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0)

function safetensors(tensors: Record<string, { dtype: string; shape: number[]; bytes: Uint8Array }>): Buffer {
  let end = 0
  const header = Object.fromEntries(
    Object.entries(tensors).map(([name, { dtype, shape, bytes }]) => [
      name,
      { dtype, shape, data_offsets: [end, (end += bytes.length)] },
    ]),
  )
  const json = Buffer.from(JSON.stringify(header))
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(json.length))
  return Buffer.concat([length, json, ...Object.values(tensors).map(({ bytes }) => bytes)])
}

describe.skipIf(!HAS_SMALL_MODELS)('static embedder (needs LEARNPATH_TEST_MODELS)', () => {
  test('gives the reference vector of Model2Vec for a model with a quantized vocabulary', async () => {
    const model = await load('m2v-bge-vq128x64')
    const file = join(SMALL_MODELS, 'm2v-bge-vq128x64/expected_embedding.json')
    const [expected = []] = JSON.parse(await readFile(file, 'utf8')) as number[][]
    const vector = model.embed(model.tokens('hello'))
    expect(dot(vector, expected) / Math.sqrt(dot(expected, expected))).toBeCloseTo(1, 6)
    model.close()
  })

  test('related texts are closer than others; a text without known tokens still has a length', async () => {
    const model = await load('potion-base-2M-int8')
    const vector = (text: string) => model.embed(model.tokens(text))
    const moon = vector('the moon pulls the sea')
    expect(dot(moon, vector('lunar gravity and the ocean'))).toBeGreaterThan(dot(moon, vector('a recipe for bread')))
    expect(model.tokens('')).toEqual([])
    expect(vector('')).toEqual(Float32Array.from({ length: model.dimensions }, (_, axis) => (axis === 0 ? 1 : 0)))
    model.close()
  })

  test('rows of a table that stays in its file are those of one in memory', async () => {
    const file = join(SMALL_MODELS, 'potion-base-2M-int8/model.safetensors')
    const opened = await openSafetensors(file)
    const inMemory = await openTokenTable(file, opened, 'embeddings')
    const inFile = await openTokenTable(file, opened, 'embeddings', 1000)
    expect([inFile.rows, inFile.dimensions]).toEqual([29_528, 64])
    // More rows than are kept, some of them twice.
    for (const index of [0, 29_527, 0, ...Array.from({ length: 17_000 }, (_, row) => row), 0, 29_527]) {
      expect(Buffer.from(inFile.row(index).buffer).equals(Buffer.from(inMemory.row(index).buffer))).toBe(true)
    }
    for (const one of [inFile, inMemory, opened]) await one.close()
  })

  test('8 bit rows with scales give the vectors that they stand for', async () => {
    const source = join(SMALL_MODELS, 'potion-base-2M-int8')
    const full = await openSafetensors(join(source, 'model.safetensors'))
    const values = new Float32Array((await full.read('embeddings')).buffer)
    await full.close()
    const [rows, dimensions] = [values.length / 64, 64]
    const scales = Float32Array.from(
      { length: rows },
      (_, row) => Math.max(...values.subarray(row * dimensions, (row + 1) * dimensions).map(Math.abs), 1e-9) / 127,
    )
    const small = Int8Array.from(values, (value, index) =>
      Math.round(value / (scales[Math.floor(index / dimensions)] ?? 1)),
    )
    const folder = await mkdtemp(join(tmpdir(), 'learnpath-static-'))
    try {
      const weightsFile = join(folder, 'model.safetensors')
      const bytes = safetensors({
        embeddings: { dtype: 'I8', shape: [rows, dimensions], bytes: new Uint8Array(small.buffer) },
        scales: { dtype: 'F32', shape: [rows], bytes: new Uint8Array(scales.buffer) },
      })
      await writeFile(weightsFile, bytes)
      const quantized = await loadStaticEmbedder({ weightsFile, tokenizerFolder: source, maximumTokens: 512 })
      const original = await load('potion-base-2M-int8')
      const tokens = original.tokens('tides follow the moon')
      expect(dot(quantized.embed(tokens), original.embed(tokens))).toBeGreaterThan(0.999)
      await writeFile(weightsFile, bytes.subarray(0, bytes.length - 10))
      const cut = loadStaticEmbedder({ weightsFile, tokenizerFolder: source, maximumTokens: 512 })
      await expect(cut).rejects.toMatchObject({ code: 'LP_MODEL_UNUSABLE' })
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})
