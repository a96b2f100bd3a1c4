import { Machine } from '@learnpath/contracts'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createInProcessEventBus } from '../../adapters/system/in-process-event-bus.ts'
import { createManualClock } from '../../ports/clock.double.ts'
import { createRecordingLogger } from '../../ports/logger.double.ts'
import type { MachineReader } from '../../ports/machine-reader.ts'
import { createRecordingMetrics } from '../../ports/metrics.double.ts'
import { createMachine } from './machine.ts'

const INTERVAL_MS = 10_000
const HOUR_INTERVALS = 360

function rig() {
  const clock = createManualClock()
  const metrics = createRecordingMetrics()
  const eventBus = createInProcessEventBus({ logger: createRecordingLogger() })
  let processorMs = 0
  const reader: MachineReader = {
    process: () => ({ residentBytes: 200, heapBytes: 30, processorMs }),
    machine: () => ({ processorName: 'Ours', processors: 2, memoryBytes: 1000, freeMemoryBytes: 500 }),
    disk: async () => ({ totalBytes: 10, freeBytes: 5 }),
  }
  const machine = createMachine({ clock, metrics, eventBus, reader })
  machine.start()
  return {
    machine,
    metrics,
    eventBus,
    work: (milliseconds: number) => (processorMs += milliseconds),
    pass(intervals = 1) {
      for (let interval = 0; interval < intervals; interval += 1) {
        clock.advance(INTERVAL_MS)
        vi.advanceTimersByTime(INTERVAL_MS)
      }
    },
  }
}

describe('machine', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('tells what the machine has, and the interval that runs as the last sample', async () => {
    const { machine } = rig()
    const read = Machine.parse(await machine.read())
    expect(read).toMatchObject({
      processor: { name: 'Ours', count: 2 },
      memory: { residentBytes: 200, totalBytes: 1000, freeBytes: 500 },
      disk: { totalBytes: 10, freeBytes: 5 },
      intervalSeconds: 10,
    })
    expect(read.history).toHaveLength(1)
  })

  it('counts searches, answers, stages and caches, and still tells them to the metrics', async () => {
    const { machine, metrics } = rig()
    for (const seconds of [0.002, 0.004, 0.1]) machine.metrics.searched('keyword', seconds)
    machine.metrics.answered('extractive', 0.05)
    machine.metrics.searchStageEnded('load', 0.001)
    machine.metrics.cacheLookedUp('search', true)
    machine.metrics.cacheLookedUp('search', false)
    const { lastHour, history } = await machine.read()
    expect(lastHour.latencies['search']).toMatchObject({ count: 3 })
    expect(lastHour.latencies['search']?.p50Ms).toBeCloseTo(4, 0)
    expect(Math.abs((lastHour.latencies['search']?.p95Ms ?? 0) - 100)).toBeLessThan(6)
    expect(lastHour.latencies).toMatchObject({ answer: { count: 1 }, load: { count: 1 } })
    expect(lastHour.caches).toEqual({ search: { hits: 1, lookups: 2 } })
    expect(history.at(-1)).toMatchObject({ cacheHits: 1, cacheLookups: 2, latencies: { search: { count: 3 } } })
    expect(metrics.records.map(({ name }) => name)).toEqual([
      'searched',
      'searched',
      'searched',
      'answered',
      'searchStageEnded',
      'cacheLookedUp',
      'cacheLookedUp',
    ])
  })

  it('puts each thing into the interval in which it happened, with processors and jobs', async () => {
    const { machine, eventBus, work, pass } = rig()
    machine.metrics.searched('keyword', 0.002)
    work(5000)
    eventBus.publish({ type: 'queue-changed', counts: { queued: 3, running: 1, done: 9, failed: 0, cancelled: 0 } })
    pass(2)
    const { history } = await machine.read()
    expect(history.map(({ latencies }) => latencies['search']?.count ?? 0)).toEqual([1, 0, 0])
    expect(history.map(({ processors }) => processors)).toEqual([0.5, 0, 0])
    expect(history.map(({ jobs }) => jobs)).toEqual([4, 4, 4])
    expect(history.map(({ at }) => at).slice(0, 2)).toEqual(['2026-01-01T00:00:10.000Z', '2026-01-01T00:00:20.000Z'])
  })

  it('forgets what is older than an hour', async () => {
    const { machine, pass } = rig()
    machine.metrics.searched('keyword', 0.002)
    pass(HOUR_INTERVALS - HOUR_INTERVALS / 12)
    expect((await machine.read()).lastHour.latencies).toMatchObject({ search: { count: 1 } })
    pass(HOUR_INTERVALS / 12 + 1)
    const { lastHour, history } = await machine.read()
    expect(lastHour.latencies).toEqual({})
    expect(history).toHaveLength(HOUR_INTERVALS + 1)
    expect(history[0]?.latencies).toEqual({})
  })
})
