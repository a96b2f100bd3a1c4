import { collectDefaultMetrics, type Registry } from 'prom-client'

/**
 * Processor time, event loop delay, garbage collection and open handles, under the names that dashboards for Node.js know. Watching the event
 * loop wakes the process a hundred times a second: it begins with the first scrape, and a process that nobody scrapes sleeps.
 */
export function createProcessWatch(register: Registry): () => void {
  let watching = false
  return () => {
    if (watching) return
    watching = true
    collectDefaultMetrics({ register })
  }
}
