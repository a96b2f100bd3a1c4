import { Counter, type Registry } from 'prom-client'
import type { Metrics } from '../../ports/metrics.ts'

export function createForwardingMetrics(registers: Registry[]): Pick<Metrics, 'forwarded'> {
  const attempts = new Counter({
    name: 'learnpath_forwarded_requests_total',
    help: 'Requests handed on to a service: it answered, said that it stops or is busy, was lost, or there was nobody to ask (refused).',
    labelNames: ['service', 'outcome'],
    registers,
  })
  return { forwarded: (service, outcome) => attempts.inc({ service, outcome }) }
}
