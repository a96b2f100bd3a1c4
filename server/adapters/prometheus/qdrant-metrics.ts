import { Histogram, type Registry } from 'prom-client'
import type { Metrics } from '../../ports/metrics.ts'

const BUCKETS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5, 30]

export function createQdrantMetrics(registers: Registry[]): Pick<Metrics, 'qdrantAnswered'> {
  const requests = new Histogram({
    name: 'learnpath_qdrant_request_seconds',
    help: 'Time from a request to the answer of Qdrant; every attempt counts.',
    labelNames: ['operation', 'outcome'],
    buckets: BUCKETS,
    registers,
  })
  return { qdrantAnswered: (labels, seconds) => requests.observe(labels, seconds) }
}
