import type { Edge } from '../http/edge.ts'
import type { Components } from './components.ts'

interface Program {
  readonly version: string
  readonly edge: Pick<Edge, 'requestsRunning'>
}

type Watched = Pick<Components, 'metrics' | 'store' | 'library' | 'retrieval' | 'generations' | 'engine' | 'jobQueue'>

/** What the program as a whole can tell at any moment; read when somebody asks. */
export function registerGauges(watched: Watched, { version, edge }: Program): void {
  const { metrics, library, retrieval, generations, engine, jobQueue } = watched
  metrics.gauges({ name: 'learnpath_build_info', help: 'Always 1: the version that runs.', label: 'version' }, () => ({
    [version]: 1,
  }))
  registerStoreGauges(watched)
  metrics.gauge('learnpath_requests_running', 'Requests that are being answered.', () => edge.requestsRunning())
  metrics.gauges(
    { name: 'learnpath_jobs', help: 'Jobs by state.', label: 'state' },
    async () => await jobQueue.counts(),
  )
  metrics.gauge(
    'learnpath_jobs_longest_wait_seconds',
    'How long the job that has been due the longest has been waiting.',
    async () => (await jobQueue.longestWaitMs()) / 1000,
  )
  metrics.gauge(
    'learnpath_vector_lag_changes',
    'Changes that are stored and that the serving vectors have not seen.',
    async () => await generations.lag(),
  )
  metrics.gauge('learnpath_models_loaded', 'Models in memory.', () => engine.loaded().length)
  metrics.gauge(
    'learnpath_queue_depth',
    'Documents that wait to be read.',
    async () => (await library.statistics()).byState.queued,
  )
  metrics.gauge(
    'learnpath_index_lag_changes',
    'Changes that are stored and not yet in the index.',
    async () => (await retrieval.indexState()).lag,
  )
}

/** What a process tells that works on the store and has no index. */
export function registerStoreGauges({ metrics, store }: Pick<Components, 'metrics' | 'store'>): void {
  metrics.gauges(
    { name: 'learnpath_store_connections', help: 'Connections of the pool to PostgreSQL by state.', label: 'state' },
    () => store.connections() ?? {},
  )
  metrics.gauges(
    {
      name: 'learnpath_store_replica_lag_seconds',
      help: 'How much older what the replica shows is than what PostgreSQL has.',
      label: 'server',
    },
    async () => await store.replicaLagSeconds(),
  )
}
