import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import type { ModelManifest } from '@learnpath/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSafetensors } from '../safetensors.ts'
import { TOKENIZER_FILE } from '../testing/random-transformer.ts'
import { quantizeStatic } from './quantize-static.ts'

const MODELS = resolve(dirname(TOKENIZER_FILE), '../..')
const TEXTS = ['Photosynthesis turns light into sugar.', 'binary search', 'Die Wurzel eines Baumes']

const manifest: ModelManifest = {
  id: 'static',
  title: 'static',
  repository: null,
  revision: '1',
  license: 'MIT',
  task: 'embed',
  runtime: 'static',
  dimensions: 64,
  pooling: 'none',
  normalize: true,
  instructions: { query: '', passage: '' },
  maximumTokens: 512,
  languages: ['en'],
  parameters: null,
  recommendedUse: '',
  files: [
    { path: 'model.safetensors', role: 'weights', sizeBytes: null, sha256: null },
    { path: 'tokenizer.json', role: 'tokenizer', sizeBytes: null, sha256: null },
  ],
}

describe.skipIf(!existsSync(TOKENIZER_FILE))('static embedders (needs LEARNPATH_TEST_MODELS)', () => {
  let outputFolder: string
  beforeAll(async () => {
    outputFolder = await mkdtemp(join(tmpdir(), 'learnpath-static-'))
  })
  afterAll(async () => await rm(outputFolder, { recursive: true, force: true }))

  const task = (model: string) => ({
    manifest,
    sourceFolder: join(MODELS, model),
    precision: 'int8' as const,
    outputFolder: join(outputFolder, model),
    texts: TEXTS,
    threads: 1,
  })

  it('a table becomes bytes with a scale per row, a quarter of the size', async () => {
    const each = task('potion-base-2M-int8')
    await mkdir(each.outputFolder)
    const { fidelity } = await quantizeStatic(each, () => {})
    expect(fidelity?.cosineWorst).toBeGreaterThan(0.9999)
    const path = join(each.outputFolder, 'model.safetensors')
    const source = await stat(join(each.sourceFolder, 'model.safetensors'))
    expect((await stat(path)).size / source.size).toBeLessThan(0.27)
    const file = await openSafetensors(path)
    expect(file.tensors.get('embeddings')).toMatchObject({ type: 'I8', shape: [29_528, 64] })
    expect(file.tensors.get('scales')).toMatchObject({ type: 'F32', shape: [29_528] })
    await file.close()
  })

  it('weights and mapping of a vocabulary pass through', async () => {
    const each = task('m2v-bge-vq128x64')
    await mkdir(each.outputFolder)
    const { fidelity } = await quantizeStatic(each, () => {})
    expect(fidelity?.cosineWorst).toBeGreaterThan(0.9999)
    const [source, made] = [
      await openSafetensors(join(each.sourceFolder, 'model.safetensors')),
      await openSafetensors(join(each.outputFolder, 'model.safetensors')),
    ]
    expect(await made.read('weights')).toEqual(await source.read('weights'))
    expect(await made.read('mapping')).toEqual(await source.read('mapping'))
    await Promise.all([source.close(), made.close()])
  })

  it('says that there is no other small form', async () => {
    const attempt = quantizeStatic({ ...task('potion-base-2M-int8'), precision: 'int4' }, () => {})
    await expect(attempt).rejects.toMatchObject({ code: 'LP_MODEL_UNUSABLE' })
  })
})
