import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterEach, describe, expect, test } from 'vitest'
import type { InferenceEngine } from '../../ports/inference-engine.ts'
import { createManualClock } from '../../ports/clock.double.ts'
import { cosine, embedderContract } from '../../ports/embedder.contract.ts'
import { createRecordingLogger } from '../../ports/logger.double.ts'
import { createRecordingMetrics } from '../../ports/metrics.double.ts'
import { rerankerContract } from '../../ports/reranker.contract.ts'
import { createLocalInferenceEngine } from './inference-engine.ts'
import type { LocalInferenceOptions } from './inference-engine.ts'
import { modelSpec } from './runtime/model-spec.ts'
import { startInferenceWorker } from './runtime/worker-entry.ts'
import { createWorkerHost } from './runtime/worker-host.ts'
import { HAS_SMALL_MODELS, SMALL_MODELS, smallModel } from './testing/small-models.ts'

const EMBEDDER = smallModel('potion-base-2M-onnx', { instructions: { query: 'query: ', passage: 'passage: ' } })
const STATIC = smallModel('potion-base-2M-int8', { id: 'static', runtime: 'static', maximumTokens: 512 })
const RERANKER = smallModel('potion-maxsim-reranker', { id: 'reranker', task: 'rerank', dimensions: null })

const engines: InferenceEngine[] = []
afterEach(async () => {
  await Promise.all(engines.splice(0).map((engine) => engine.close()))
})

function setUp(options: Partial<LocalInferenceOptions> = {}) {
  const [logger, metrics] = [createRecordingLogger(), createRecordingMetrics()]
  const engine = createLocalInferenceEngine({
    idleMs: Infinity,
    logger,
    metrics,
    clock: createManualClock(),
    ...options,
  })
  engines.push(engine)
  return { engine, logger, metrics, embedder: engine.embedder(EMBEDDER) }
}

if (HAS_SMALL_MODELS) {
  embedderContract(
    'ONNX model',
    () => {
      const { engine, embedder } = setUp()
      return Promise.resolve({ embedder, cleanUp: () => engine.close() })
    },
    { instructions: true },
  )
  embedderContract(
    'static model',
    () => {
      const { engine } = setUp()
      return Promise.resolve({ embedder: engine.embedder(STATIC), cleanUp: () => engine.close() })
    },
    { instructions: false },
  )
  rerankerContract('ONNX cross-encoder', () => {
    const { engine } = setUp()
    return Promise.resolve({ reranker: engine.reranker(RERANKER), cleanUp: () => engine.close() })
  })
}

const embedOne = { texts: ['tides follow the moon'], instruction: 'none' } as const

describe.skipIf(!HAS_SMALL_MODELS)('inference engine (needs LEARNPATH_TEST_MODELS)', () => {
  test('50 first requests at once load the model once', async () => {
    const { engine, embedder, metrics } = setUp()
    expect(engine.loaded()).toEqual([])
    expect(engine.embedder(EMBEDDER)).toBe(embedder)
    const asked = Array.from({ length: 50 }, (_, index) => embedder.embed({ ...embedOne, texts: [`tide ${index}`] }))
    expect((await Promise.all(asked)).flat()).toHaveLength(50)
    expect(metrics.records.filter(({ name }) => name === 'modelLoaded')).toHaveLength(1)
    expect(engine.loaded()).toMatchObject([{ model: 'small', precision: 'none', task: 'embed' }])
    // Requests at the same time share batches.
    expect(metrics.records.filter(({ name }) => name === 'inferred').length).toBeLessThan(50)
  })

  test('the same static model through ONNX and through our own loader gives the same vectors', async () => {
    const { engine, embedder } = setUp()
    const own = engine.embedder(STATIC)
    const texts = ['tides follow the moon', 'a much longer text about bread, butter and cheese']
    const [ours, onnx] = [
      await own.embed({ texts, instruction: 'none' }),
      await embedder.embed({ texts, instruction: 'none' }),
    ]
    for (const [index, vector] of ours.entries()) {
      expect(cosine(vector, onnx[index] ?? new Float32Array())).toBeGreaterThan(0.98)
    }
  })

  test('two lanes give the vectors that one gives, in order', async () => {
    const [alone, both] = [setUp({ threads: 1 }), setUp({ threads: 2 })]
    const texts = Array.from(
      { length: 300 },
      (_, index) => `${index} ${'the sea rises '.repeat(1 + ((index * 7) % 60))}`,
    )
    const ask = { texts, instruction: 'passage', priority: 'ingestion' } as const
    await both.embedder.embed(ask)
    const [expected, given] = [await alone.embedder.embed(ask), await both.embedder.embed(ask)]
    const cosines = given.map((vector, index) => cosine(vector, expected[index] ?? new Float32Array()))
    expect(Math.min(...cosines)).toBeGreaterThan(0.9999)
  })

  test('a query overtakes an ingestion, and an aborted ingestion stops', async () => {
    const { embedder, metrics } = setUp()
    await embedder.embed(embedOne)
    const controller = new AbortController()
    const texts = Array.from({ length: 2000 }, (_, index) => `${index} ${'long text about the sea '.repeat(15)}`)
    const { signal } = controller
    let isDone = false
    const ingestion = embedder
      .embed({ texts, instruction: 'none', priority: 'ingestion', signal })
      .finally(() => (isDone = true))
    await embedder.embed(embedOne)
    expect(isDone).toBe(false)
    controller.abort()
    await expect(ingestion).rejects.toThrow(/abort/i)
    await embedder.embed(embedOne)
    const batches = metrics.records.filter(({ name }) => name === 'inferred').length
    expect(batches).toBeLessThan(2000 / 8)
  })

  test('refuses what is more than may wait, and neither kind shuts out the other', async () => {
    const { embedder } = setUp({ maximumWaitingTexts: 10 })
    const many = embedder.embed({ texts: Array.from({ length: 12 }, () => 'tide'), instruction: 'none' })
    await expect(embedder.embed(embedOne)).rejects.toMatchObject({ code: 'LP_INFERENCE_BUSY' })
    expect(await embedder.embed({ ...embedOne, priority: 'ingestion' })).toHaveLength(1)
    expect(await many).toHaveLength(12)
    expect(await embedder.embed(embedOne)).toHaveLength(1)
  })

  test('is unloaded when idle or asked, and loaded again by the next use', async () => {
    const { engine, embedder, logger, metrics } = setUp({ idleMs: 1 })
    const [before] = await embedder.embed(embedOne)
    await expect.poll(() => engine.loaded()).toEqual([])
    const [after] = await embedder.embed(embedOne)
    expect(after).toEqual(before)
    await engine.unload('small')
    expect(engine.loaded()).toEqual([])
    await engine.unload('small')
    expect(metrics.records.filter(({ name }) => name === 'modelLoaded')).toHaveLength(2)
    expect(logger.lines.filter(({ message }) => message === 'model unloaded')).toHaveLength(2)
  })

  test('a missing file names the command, a damaged one is unusable, another task is refused', async () => {
    const { engine } = setUp()
    const missing = engine.embedder(smallModel('nowhere', { id: 'e5-small' }))
    await expect(missing.embed(embedOne)).rejects.toMatchObject({
      code: 'LP_MODEL_NOT_INSTALLED',
      message: expect.stringContaining('learnpath models pull e5-small'),
    })
    const quantized = engine.embedder({ ...smallModel('nowhere', { id: 'e5-small' }), precision: 'int8' })
    await expect(quantized.embed(embedOne)).rejects.toThrow('learnpath models quantize e5-small --precision int8')
    expect(() => engine.reranker(EMBEDDER)).toThrow(expect.objectContaining({ code: 'LP_MODEL_TASK_WRONG' }))
    const folder = await mkdtemp(join(tmpdir(), 'learnpath-engine-'))
    try {
      const source = join(SMALL_MODELS, 'potion-base-2M-onnx')
      await copyFile(join(source, 'tokenizer.json'), join(folder, 'tokenizer.json'))
      const bytes = await readFile(join(source, 'onnx/model.onnx'))
      await writeFile(join(folder, 'cut.onnx'), bytes.subarray(0, bytes.length / 2))
      const damaged = engine.embedder(smallModel(folder, { weights: 'cut.onnx' }))
      await expect(damaged.embed(embedOne)).rejects.toMatchObject({ code: 'LP_MODEL_UNUSABLE' })
      const wrong = engine.embedder(smallModel('potion-base-2M-onnx', { id: 'wrong', dimensions: 32 }))
      await expect(wrong.embed(embedOne)).rejects.toThrow('64 dimensions, not 32')
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })

  test('close waits for what runs and refuses what is new', async () => {
    const { engine, embedder } = setUp()
    const running = embedder.embed({ texts: Array.from({ length: 100 }, () => 'tide'), instruction: 'none' })
    await engine.close()
    expect(await running).toHaveLength(100)
    await expect(embedder.embed(embedOne)).rejects.toMatchObject({ code: 'LP_SERVER_STOPPING' })
  })

  test('a worker that ends fails what it had and is started anew', async () => {
    const crashes: string[] = []
    const working = () => startInferenceWorker({ provider: 'cpu' })
    const starts = [() => new Worker('setTimeout(() => process.exit(7), 20)', { eval: true }), working]
    const host = createWorkerHost({
      startWorker: () => (starts.shift() ?? working)(),
      onBatch: () => {},
      onCrash: (detail) => crashes.push(detail),
    })
    const load = { kind: 'load', spec: modelSpec(EMBEDDER), threads: 1 } as const
    const lost = await Promise.allSettled([host.ask(load), host.ask(load)])
    expect(lost.map((one) => one.status === 'rejected' && one.reason.code)).toEqual([
      'LP_INFERENCE_FAILED',
      'LP_INFERENCE_FAILED',
    ])
    expect(crashes).toEqual(['the inference thread ended with 7'])
    expect(await host.ask(load)).toMatchObject({ kind: 'loaded', provider: 'cpu' })
    await host.stop()
    expect(crashes).toHaveLength(1)
  })
})
