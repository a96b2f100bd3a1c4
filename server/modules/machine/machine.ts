import type { JobCounts, Machine, MachineSample } from '@learnpath/contracts'
import type { Clock } from '../../ports/clock.ts'
import type { EventBus } from '../../ports/event-bus.ts'
import type { MachineReader } from '../../ports/machine-reader.ts'
import type { Metrics } from '../../ports/metrics.ts'
import { createActivity, type Activity } from './activity.ts'
import type { MachineApi } from './machine-api.ts'

export interface MachineDependencies {
  readonly metrics: Metrics
  readonly reader: MachineReader
  readonly eventBus: EventBus
  readonly clock: Clock
  /** Default 10 s. */
  readonly intervalMs?: number
}

const INTERVAL_MS = 10_000
const HOUR_MS = 3_600_000
const PARTS_OF_HOUR = 12
const ROUND = 1000

/** An hour of samples, of about a kilobyte each at most, and one glance every ten seconds: no query, no file. */
export function createMachine(dependencies: MachineDependencies): MachineApi {
  const { metrics, reader, eventBus, clock, intervalMs = INTERVAL_MS } = dependencies
  const intervalsPerHour = HOUR_MS / intervalMs
  const activity = createActivity({ intervalsPerHour, parts: PARTS_OF_HOUR })
  const history: MachineSample[] = []
  let jobs = 0
  let sinceMs = clock.monotonicMs()
  let processorMs = reader.process().processorMs
  let timer: NodeJS.Timeout | undefined
  let unsubscribe: (() => void) | undefined

  function sample(): MachineSample {
    const { residentBytes, heapBytes, processorMs: usedMs } = reader.process()
    const elapsedMs = clock.monotonicMs() - sinceMs
    const busy = elapsedMs <= 0 ? 0 : (usedMs - processorMs) / elapsedMs
    const { latencies, caches } = activity.current()
    const lookups = Object.values(caches)
    return {
      at: new Date(clock.now()).toISOString(),
      residentBytes,
      heapBytes,
      processors: Math.round(busy * ROUND) / ROUND,
      jobs,
      latencies,
      cacheHits: lookups.reduce((sum, { hits }) => sum + hits, 0),
      cacheLookups: lookups.reduce((sum, cache) => sum + cache.lookups, 0),
    }
  }

  function endInterval(): void {
    history.push(sample())
    if (history.length > intervalsPerHour) history.shift()
    activity.next()
    sinceMs = clock.monotonicMs()
    processorMs = reader.process().processorMs
  }

  return {
    metrics: counted(metrics, activity),
    async read(): Promise<Machine> {
      const { processorName, processors, memoryBytes, freeMemoryBytes } = reader.machine()
      const now = sample()
      return {
        processor: { name: processorName, count: processors },
        memory: {
          residentBytes: now.residentBytes,
          heapBytes: now.heapBytes,
          totalBytes: memoryBytes,
          freeBytes: freeMemoryBytes,
        },
        disk: await reader.disk(),
        lastHour: activity.lastHour(),
        intervalSeconds: intervalMs / 1000,
        history: [...history, now],
      }
    },
    start() {
      unsubscribe = eventBus.subscribe((event) => {
        if (event.type === 'queue-changed') jobs = unfinished(event.counts)
      })
      timer = setInterval(endInterval, intervalMs)
      timer.unref()
    },
    stop() {
      clearInterval(timer)
      unsubscribe?.()
    },
  }
}

const unfinished = ({ queued, running }: JobCounts): number => queued + running

/** The same metrics; what the figures are made of is counted on the way. */
function counted(metrics: Metrics, activity: Activity): Metrics {
  return {
    ...metrics,
    searched(engine, seconds) {
      metrics.searched(engine, seconds)
      activity.took('search', seconds * 1000)
    },
    answered(engine, seconds) {
      metrics.answered(engine, seconds)
      activity.took('answer', seconds * 1000)
    },
    searchStageEnded(stage, seconds) {
      metrics.searchStageEnded(stage, seconds)
      activity.took(stage, seconds * 1000)
    },
    cacheLookedUp(cache, hit) {
      metrics.cacheLookedUp(cache, hit)
      activity.lookedUp(cache, hit)
    },
  }
}
