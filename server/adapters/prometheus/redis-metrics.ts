import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import type { Metrics } from '../../ports/metrics.ts'

const BUCKETS = [0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05]

export function createRedisMetrics(
  registers: Registry[],
): Pick<Metrics, 'rateLimited' | 'redisAnswered' | 'redisFailed' | 'redisConnected'> {
  const answers = new Histogram({
    name: 'learnpath_redis_latency_seconds',
    help: 'Time from a command to the answer of Redis.',
    labelNames: ['purpose'],
    buckets: BUCKETS,
    registers,
  })
  const failures = new Counter({
    name: 'learnpath_redis_failures_total',
    help: 'Commands without an answer of Redis: away, late, lost, refused.',
    labelNames: ['purpose', 'reason'],
    registers,
  })
  const connected = new Gauge({
    name: 'learnpath_redis_connected',
    help: '1 while Redis answers, 0 while it is away; nothing without LEARNPATH_REDIS_URL.',
    labelNames: ['connection'],
    registers,
  })
  const limited = new Counter({
    name: 'learnpath_requests_rate_limited_total',
    help: 'Requests that were refused because the caller asked too often.',
    labelNames: ['class'],
    registers,
  })
  return {
    rateLimited: (rateClass) => limited.inc({ class: rateClass }),
    redisAnswered: (purpose, seconds) => answers.observe({ purpose }, seconds),
    redisFailed: (purpose, reason) => failures.inc({ purpose, reason }),
    redisConnected: (connection, isConnected) => connected.set({ connection }, Number(isConnected)),
  }
}
