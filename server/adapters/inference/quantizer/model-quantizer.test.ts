import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ModelCard } from '@learnpath/contracts'
import type { ModelManifest } from '@learnpath/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { QuantizeRequest } from '../../../ports/model-quantizer.ts'
import { TINY, TOKENIZER_FILE, writeRandomTransformer } from '../testing/random-transformer.ts'
import { createModelQuantizer } from './model-quantizer.ts'

const TEXTS = [
  'Photosynthesis turns light into sugar.',
  'A binary search halves the range with every comparison, so that a million entries need twenty steps.',
  'Water boils at a lower temperature on a mountain.',
  'The mitochondrion is where a cell burns its fuel.',
]

const hashes = async (folder: string): Promise<Record<string, string>> =>
  Object.fromEntries(
    await Promise.all(
      (await readdir(folder)).map(async (name) => [
        name,
        createHash('sha256')
          .update(await readFile(join(folder, name)))
          .digest('hex'),
      ]),
    ),
  ) as Record<string, string>

describe.skipIf(!existsSync(TOKENIZER_FILE))(
  'model quantizer (needs LEARNPATH_TEST_MODELS)',
  { timeout: 90_000 },
  () => {
    const quantizer = createModelQuantizer({
      clock: { now: () => 1_700_000_000_000, monotonicMs: () => 0 },
      threads: 1,
    })
    let folder: string
    let manifest: ModelManifest
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'learnpath-quantizer-'))
      manifest = await writeRandomTransformer(join(folder, 'source'), { ...TINY, hidden: 64 }, 1)
    })
    afterAll(async () => await rm(folder, { recursive: true, force: true }))

    const request = (name: string, more: Partial<QuantizeRequest> = {}): QuantizeRequest => ({
      manifest,
      sourceFolder: join(folder, 'source'),
      precision: 'int8',
      targetFolder: join(folder, name),
      texts: TEXTS,
      ...more,
    })

    it.each([
      { precision: 'int8', share: 0.29 },
      { precision: 'int4', share: 0.2 },
      { precision: 'fp16', share: 0.51 },
    ] as const)(
      'makes the $precision form, close to the original, and says what it did',
      async ({ precision, share }) => {
        const progress: number[] = []
        const target = join(folder, precision)
        const card = await quantizer.quantize(
          request(precision, { precision, onProgress: (done, total) => progress.push(done / total) }),
        )
        expect(ModelCard.parse(JSON.parse(await readFile(join(target, 'card.json'), 'utf8')))).toEqual(card)
        expect((await readdir(target)).toSorted()).toEqual(['card.json', 'model.onnx', 'model.onnx.data'])
        expect(existsSync(`${target}.partial`)).toBe(false)
        expect(card.sourceSha256).toBe(manifest.files[0]?.sha256)
        expect(card.sizeBytes / card.sourceSizeBytes).toBeLessThan(share)
        expect(card.fidelity?.cosineMean).toBeGreaterThanOrEqual(card.fidelityTarget.cosineMean)
        expect(card.fidelity?.cosineWorst).toBeGreaterThanOrEqual(card.fidelityTarget.cosineWorst)
        expect(progress.at(-1)).toBe(1)
        expect(progress).toEqual(progress.toSorted((a, b) => a - b))
        const artifact = { manifest, precision, folder: target, sourceFolder: join(folder, 'source') }
        expect(await quantizer.measureFidelity(artifact, TEXTS)).toEqual(card.fidelity)
      },
    )

    it('writes the same bytes again', async () => {
      await quantizer.quantize(request('first', { texts: [] }))
      await quantizer.quantize(request('second', { texts: [] }))
      const [first, second] = [await hashes(join(folder, 'first')), await hashes(join(folder, 'second'))]
      expect(first['model.onnx']).toBe(second['model.onnx'])
      expect(first['model.onnx.data']).toBe(second['model.onnx.data'])
    })

    it('spares the operations of a reranker that cost too much fidelity, and measures its speed', async () => {
      const source = join(folder, 'reranker')
      const reranker = await writeRandomTransformer(source, { ...TINY, hidden: 64, task: 'rerank' }, 3)
      const targetFolder = join(folder, 'reranker-int8')
      const card = await quantizer.quantize(request('', { manifest: reranker, sourceFolder: source, targetFolder }))
      const { Attention: attentions, ...others } = card.operations.changed
      expect(attentions).toBe(2)
      const changed = Object.values(others).reduce((sum, count) => sum + count, 0)
      const spared = card.operations.kept.filter(({ reason }) => reason.includes('fidelity'))
      // Two layers of six matrices, two tables (that of token types is small), the pooler.
      expect(changed + spared.length).toBe(15)
      expect(card.fidelity?.cosineMean).toBeGreaterThanOrEqual(0.999)
      const speed = await quantizer.measureSpeed({
        manifest: reranker,
        precision: 'int8',
        folder: targetFolder,
        sourceFolder: source,
      })
      expect(speed).toMatchObject({ precision: 'int8', tokensPerSecond: expect.any(Number) })
      expect(speed.tokensPerSecond).toBeGreaterThan(0)
    })

    it('leaves nothing behind when it is aborted, and removes what a killed one left', async () => {
      const controller = new AbortController()
      const attempt = quantizer.quantize(
        request('aborted', { signal: controller.signal, onProgress: () => controller.abort() }),
      )
      await expect(attempt).rejects.toMatchObject({ code: 'LP_JOB_CANCELLED' })
      expect(existsSync(join(folder, 'aborted'))).toBe(false)
      expect(existsSync(join(folder, 'aborted.partial'))).toBe(false)

      await mkdir(join(folder, 'killed.partial'))
      await writeFile(join(folder, 'killed.partial/model.onnx.data'), 'half')
      await quantizer.quantize(request('killed', { texts: [] }))
      expect(existsSync(join(folder, 'killed.partial'))).toBe(false)
      expect((await stat(join(folder, 'killed/model.onnx.data'))).size).toBeGreaterThan(1000)
    })

    it('refuses a damaged source with the reason and keeps an older result', async () => {
      await quantizer.quantize(request('kept', { texts: [] }))
      const source = join(folder, 'damaged')
      await cp(join(folder, 'source'), source, { recursive: true })
      const model = await readFile(join(source, 'onnx/model.onnx'))
      await writeFile(join(source, 'onnx/model.onnx'), model.subarray(0, model.length - 100))
      const attempt = quantizer.quantize(request('kept', { sourceFolder: source }))
      await expect(attempt).rejects.toMatchObject({ code: 'LP_MODEL_UNUSABLE' })
      expect(existsSync(join(folder, 'kept/card.json'))).toBe(true)
      expect(existsSync(join(folder, 'kept.partial'))).toBe(false)
    })
  },
)
