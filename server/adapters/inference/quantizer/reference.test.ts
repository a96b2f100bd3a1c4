import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import type { ModelManifest } from '@learnpath/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TOKENIZER_FILE } from '../testing/random-transformer.ts'
import { loadTokenizer } from '../tokenizer.ts'
import { compareRows, measureRows, sequencesOf } from './fidelity.ts'
import { quantizeOnnx } from './quantize-onnx.ts'
import { openModelRun } from './run-model.ts'

const SOURCE = join(resolve(dirname(TOKENIZER_FILE), '../..'), 'potion-base-2M-onnx')
const TEXTS = [
  'Photosynthesis turns light into sugar.',
  'A binary search halves the range with every comparison.',
  'prime numbers',
  'The French Revolution began in 1789 and changed Europe for good.',
]

const manifest: ModelManifest = {
  id: 'potion-base-2m-onnx',
  title: 'potion-base-2M as ONNX',
  repository: null,
  revision: '1',
  license: 'MIT',
  task: 'embed',
  runtime: 'onnx',
  dimensions: 64,
  pooling: 'mean',
  normalize: true,
  instructions: { query: '', passage: '' },
  maximumTokens: 512,
  languages: ['en'],
  parameters: null,
  recommendedUse: '',
  files: [
    { path: 'onnx/model.onnx', role: 'weights', sizeBytes: null, sha256: null },
    { path: 'tokenizer.json', role: 'tokenizer', sizeBytes: null, sha256: null },
  ],
}

/** Real weights, and what another quantizer made of them. */
describe.skipIf(!existsSync(SOURCE))('beside a reference quantizer (needs LEARNPATH_TEST_MODELS)', () => {
  let outputFolder: string
  beforeAll(async () => {
    outputFolder = await mkdtemp(join(tmpdir(), 'learnpath-reference-'))
  })
  afterAll(async () => await rm(outputFolder, { recursive: true, force: true }))

  it('our int8 form is at least as close to the original, and about as small', async () => {
    const task = { manifest, sourceFolder: SOURCE, precision: 'int8', outputFolder, texts: TEXTS } as const
    const { fidelity: ours } = await quantizeOnnx({ ...task, threads: 1 }, () => {})
    const sequences = sequencesOf(TEXTS, manifest, await loadTokenizer(SOURCE))
    const rowsOf = async (file: string): Promise<Float32Array[]> => {
      const run = await openModelRun(join(SOURCE, 'onnx', file), manifest, 1)
      const rows = await measureRows(run, sequences)
      await run.close()
      return rows
    }
    const theirs = compareRows(await rowsOf('model.onnx'), await rowsOf('model_quantized.onnx'), TEXTS)
    expect(ours?.cosineMean).toBeGreaterThanOrEqual(theirs.cosineMean - 1e-7)
    expect(ours?.cosineWorst).toBeGreaterThanOrEqual(theirs.cosineWorst - 1e-7)
    const sizes = await Promise.all(
      (await readdir(outputFolder)).map(async (name) => (await stat(join(outputFolder, name))).size),
    )
    const theirSize = (await stat(join(SOURCE, 'onnx/model_quantized.onnx'))).size
    expect(sizes.reduce((sum, size) => sum + size, 0) / theirSize).toBeLessThan(1.01)
  })
})
