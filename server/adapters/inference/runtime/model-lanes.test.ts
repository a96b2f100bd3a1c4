import { Worker } from 'node:worker_threads'
import { afterEach, expect, test } from 'vitest'
import { ModelLanes } from './model-lanes.ts'
import type { ModelLanesDependencies } from './model-lanes.ts'
import { sliceTexts } from './text-slices.ts'
import type { ModelSpec } from './worker-messages.ts'

/** A thread that gives the number of the lane, how many it has run, and each text's length; "crash" ends it. */
const PROGRAM = `
  const { parentPort, workerData } = require('node:worker_threads')
  let runs = 0
  parentPort.on('message', (message) => {
    const { id, kind, texts } = message
    if (kind === 'load' && workerData.refuses) return parentPort.postMessage({ kind: 'failed', id, code: 'LP_MODEL_UNUSABLE', detail: 'no room' })
    if (kind === 'load') parentPort.postMessage({ kind: 'loaded', id, seconds: 0, provider: 'cpu' })
    if (kind === 'unload') parentPort.postMessage({ kind: 'unloaded', id })
    if (kind !== 'run') return
    if (texts.includes('crash')) process.exit(3)
    runs++
    const values = Float32Array.from(texts.flatMap((text) => [workerData.lane, runs, text.length]))
    setTimeout(() => parentPort.postMessage({ kind: 'vectors', id, values }), workerData.delayMs)
  })`

const spec: ModelSpec = {
  key: 'model',
  modelId: 'model',
  precision: 'int8',
  task: 'embed',
  runtime: 'onnx',
  weightsFile: '/nowhere',
  tokenizerFolder: '/nowhere',
  pooling: 'mean',
  maximumTokens: 512,
  dimensions: 3,
}
const TWO_LANES = { lanes: 2, threadsPerLane: 1 }

const opened: ModelLanes[] = []
afterEach(async () => {
  await Promise.all(opened.splice(0).map((lanes) => lanes.stop()))
})

function setUp(options: Partial<ModelLanesDependencies> = {}, refusingLane?: number) {
  const started: number[] = []
  const crashes: number[] = []
  const failures: unknown[] = []
  const lanes = new ModelLanes({
    startWorker(lane) {
      started.push(lane)
      return new Worker(PROGRAM, { eval: true, workerData: { lane, delayMs: 2, refuses: lane === refusingLane } })
    },
    laneIdleMs: Infinity,
    onBatch: () => {},
    onCrash: (_, lane) => crashes.push(lane),
    onLaneFailed: (_, error) => failures.push(error),
    ...options,
  })
  opened.push(lanes)
  return { lanes, started, crashes, failures }
}

const long = (count: number) => Array.from({ length: count }, (_, index) => 'x'.repeat(500 + index))
const request = (texts: readonly string[], priority: 'query' | 'ingestion' = 'ingestion') =>
  ({ key: 'model', texts, query: null, priority }) as const
const lengths = (values: Float32Array) => Array.from(values).filter((_, index) => index % 3 === 2)
/** Gives work until a second lane is there. */
async function spread(lanes: ModelLanes): Promise<void> {
  await lanes.run(request(long(100)))
  await expect.poll(() => lanes.lanesOf('model')).toBe(2)
}
const lanesUsed = (values: Float32Array) => new Set(Array.from(values).filter((_, index) => index % 3 === 0))

test('one text after the other needs one lane; much work is shared with another, and every result finds its place', async () => {
  const { lanes, started } = setUp()
  await lanes.load(spec, TWO_LANES)
  for (let index = 0; index < 3; index++) await lanes.run(request(['alone'], 'query'))
  expect(started).toEqual([0])
  await spread(lanes)
  const texts = long(200)
  const values = await lanes.run(request(texts))
  expect(lengths(values)).toEqual(texts.map(({ length }) => length))
  expect(lanesUsed(values)).toEqual(new Set([0, 1]))
})

test('queries go before an ingestion that waits', async () => {
  const { lanes } = setUp()
  await lanes.load(spec, TWO_LANES)
  let isDone = false
  const ingestion = lanes.run(request(long(400))).finally(() => (isDone = true))
  await Promise.all([1, 2, 3].map(() => lanes.run(request(long(8), 'query'))))
  expect(isDone).toBe(false)
  expect(lengths(await ingestion)).toHaveLength(400)
})

test('an aborted request gives its place away', async () => {
  const { lanes } = setUp()
  await lanes.load(spec, TWO_LANES)
  const controller = new AbortController()
  const aborted = lanes.run(request(long(2000)), controller.signal)
  const query = lanes.run(request(['query'], 'query'))
  controller.abort()
  await expect(aborted).rejects.toThrow(/abort/i)
  expect(lengths(await query)).toEqual([5])
  const after = await lanes.run(request(['next']))
  expect(after[1]).toBeLessThan(100)
})

test('a lane that crashes fails what it had; the other goes on, and a new one is started when needed', async () => {
  const { lanes, crashes, started } = setUp()
  await lanes.load(spec, TWO_LANES)
  await spread(lanes)
  const lost = await Promise.allSettled([
    lanes.run(request(long(8), 'query')),
    lanes.run(request(['crash'], 'query')),
    lanes.run(request(long(100))),
  ])
  const failed = { status: 'rejected', reason: { code: 'LP_INFERENCE_FAILED' } }
  expect(lost).toMatchObject([failed, failed, failed])
  expect(crashes).toEqual([1])
  expect(lanes.lanesOf('model')).toBe(1)
  expect(lengths(await lanes.run(request(long(100))))).toHaveLength(100)
  expect(started).toEqual([0, 1, 1])
})

test('when the only lane crashes, what waits for it fails too', async () => {
  const { lanes, crashes } = setUp({}, 1)
  await lanes.load(spec, TWO_LANES)
  const lost = await Promise.allSettled([lanes.run(request(long(100))), lanes.run(request(['crash'], 'query'))])
  const failed = { status: 'rejected', reason: { code: 'LP_INFERENCE_FAILED' } }
  expect(lost).toMatchObject([failed, failed])
  expect(crashes).toEqual([0])
  await lanes.load(spec, TWO_LANES)
  expect(lengths(await lanes.run(request(['again'])))).toEqual([5])
})

test('a lane that cannot load the model is told of once, and the work is done without it', async () => {
  const { lanes, failures } = setUp({}, 1)
  await lanes.load(spec, TWO_LANES)
  expect(lanesUsed(await lanes.run(request(long(60))))).toEqual(new Set([0]))
  await expect.poll(() => failures).toMatchObject([{ code: 'LP_MODEL_UNUSABLE' }])
  expect(lanesUsed(await lanes.run(request(long(60))))).toEqual(new Set([0]))
  expect(failures).toHaveLength(1)
})

test('a further lane ends when it is idle; unloading ends it as well', async () => {
  const { lanes, started } = setUp({ laneIdleMs: 100 })
  await lanes.load(spec, TWO_LANES)
  await spread(lanes)
  await expect.poll(() => lanes.lanesOf('model')).toBe(1)
  await spread(lanes)
  expect(started).toEqual([0, 1, 1])
  await lanes.unload('model')
  expect(lanes.lanesOf('model')).toBe(0)
})

test('slices hold texts of similar length, each once', () => {
  const texts = ['x'.repeat(3000), 'short', ...long(20), 'y'.repeat(1500)]
  const slices = sliceTexts({ texts, query: null })
  expect(slices.flatMap(({ indexes }) => indexes).toSorted((a, b) => a - b)).toEqual([...texts.keys()])
  expect(slices[0]?.indexes).toEqual([0])
  expect(slices[1]?.indexes).toEqual([22, 21])
  expect(slices.at(-1)?.indexes).toContain(1)
  expect(Math.max(...slices.slice(1).map(({ cost }) => cost))).toBeLessThanOrEqual(2048)
})
