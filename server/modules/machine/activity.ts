import type { Latency, Machine } from '@learnpath/contracts'
import { createLatencyHistogram, type LatencyHistogram } from '../../kernel/latency-histogram.ts'

interface Counts {
  readonly latencies: Map<string, LatencyHistogram>
  readonly caches: Map<string, { hits: number; lookups: number }>
}

/** What happened within a time: how long things took, and what caches knew. */
export type ActivityFigures = Machine['lastHour']

/** Counts what happens, over intervals and over the last hour. What it holds does not grow with how much happens. */
export interface Activity {
  took(name: string, milliseconds: number): void
  lookedUp(cache: string, hit: boolean): void
  /** Of the interval that has just begun. */
  current(): ActivityFigures
  lastHour(): ActivityFigures
  /** Ends the interval. */
  next(): void
}

const DIGITS = 100
const rounded = (milliseconds: number | null): number | null =>
  milliseconds === null ? null : Math.round(milliseconds * DIGITS) / DIGITS

const newCounts = (): Counts => ({ latencies: new Map(), caches: new Map() })

function histogramOf({ latencies }: Counts, name: string): LatencyHistogram {
  const known = latencies.get(name)
  if (known !== undefined) return known
  const made = createLatencyHistogram()
  latencies.set(name, made)
  return made
}

function cacheOf({ caches }: Counts, name: string): { hits: number; lookups: number } {
  const known = caches.get(name)
  if (known !== undefined) return known
  const made = { hits: 0, lookups: 0 }
  caches.set(name, made)
  return made
}

const latencyOf = (histogram: LatencyHistogram): Latency => ({
  count: histogram.count,
  p50Ms: rounded(histogram.quantile(0.5)),
  p95Ms: rounded(histogram.quantile(0.95)),
})

const figuresOf = ({ latencies, caches }: Counts): ActivityFigures => ({
  latencies: Object.fromEntries([...latencies].map(([name, histogram]) => [name, latencyOf(histogram)])),
  caches: Object.fromEntries([...caches].map(([name, counts]) => [name, { ...counts }])),
})

/** @param parts the hour is forgotten part by part, of so many */
export function createActivity({
  intervalsPerHour,
  parts,
}: {
  readonly intervalsPerHour: number
  readonly parts: number
}): Activity {
  let interval = newCounts()
  let part = newCounts()
  let hour: readonly Counts[] = [part]
  let intervalsInPart = 0

  function put(into: Counts, from: Counts): void {
    for (const [name, histogram] of from.latencies) histogramOf(into, name).merge(histogram)
    for (const [name, { hits, lookups }] of from.caches) {
      const cache = cacheOf(into, name)
      cache.hits += hits
      cache.lookups += lookups
    }
  }

  return {
    took: (name, milliseconds) => histogramOf(interval, name).add(milliseconds),
    lookedUp(name, hit) {
      const cache = cacheOf(interval, name)
      cache.lookups += 1
      if (hit) cache.hits += 1
    },
    current: () => figuresOf(interval),
    lastHour() {
      const whole = newCounts()
      for (const one of [...hour, interval]) put(whole, one)
      return figuresOf(whole)
    },
    next() {
      put(part, interval)
      interval = newCounts()
      intervalsInPart += 1
      if (intervalsInPart < intervalsPerHour / parts) return
      intervalsInPart = 0
      part = newCounts()
      hour = [...hour.slice(1 - parts), part]
    },
  }
}
