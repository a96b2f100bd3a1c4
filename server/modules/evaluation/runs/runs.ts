import { LearnPathError, type EvaluationSummary } from '@learnpath/contracts'
import { nothingToEnd } from '../../../kernel/nothing-to-end.ts'
import type { Clock } from '../../../ports/clock.ts'
import type { EventBus } from '../../../ports/event-bus.ts'
import type { IdSource } from '../../../ports/id-source.ts'
import type { JobQueue } from '../../../ports/job-queue.ts'
import type { Leadership } from '../../../ports/leadership.ts'
import type { Logger } from '../../../ports/logger.ts'
import type { RelationalStore } from '../../../ports/relational-store.ts'
import type { RunKind } from './run-kind.ts'
import { createRunHandler, EVALUATE } from './run-job.ts'
import { createRunProgress, type RunProgress } from './run-progress.ts'
import { createRunQueue } from './run-queue.ts'
import { createRunRows, type RunRows, type StoredRun } from './run-rows.ts'
import type { RunsApi } from './runs-api.ts'

export interface RunsDependencies {
  readonly store: Pick<RelationalStore, 'db'>
  readonly jobQueue: JobQueue
  readonly eventBus: Pick<EventBus, 'publish'>
  readonly leadership: Pick<Leadership, 'lead'>
  readonly clock: Clock
  readonly idSource: IdSource
  readonly logger: Logger
}

const isEnded = ({ state }: Pick<StoredRun, 'state'>): boolean => state !== 'queued' && state !== 'running'

interface Surroundings {
  readonly rows: RunRows
  readonly progress: RunProgress
  readonly kindOf: (run: StoredRun) => RunKind | undefined
}

async function summarise(run: StoredRun, { rows, progress, kindOf }: Surroundings): Promise<EvaluationSummary> {
  const { id, kind, title, state, failure, createdAt, changedAt } = run
  const { questionSet = '', subjects = [] } = kindOf(run)?.describe(run) ?? {}
  return {
    id,
    kind,
    title,
    state,
    questionSet,
    subjects: [...subjects],
    ...(await progress.of(id)),
    ratings: await rows.ratings(id),
    failure,
    createdAt: new Date(createdAt).toISOString(),
    changedAt: new Date(changedAt).toISOString(),
  }
}

export function createRuns(deps: RunsDependencies, kinds: readonly RunKind[]): RunsApi {
  const { store, jobQueue, clock, idSource, leadership } = deps
  let giveUp = nothingToEnd
  const rows = createRunRows(store.db, clock)
  const progress = createRunProgress(deps, rows)
  const queue = createRunQueue(jobQueue, rows)
  const kindOf = (run: StoredRun): RunKind | undefined => kinds.find(({ kind }) => kind === run.kind)

  const summary = async (run: StoredRun): Promise<EvaluationSummary> => await summarise(run, { rows, progress, kindOf })

  return {
    async create({ kind, title, config }) {
      const id = idSource.next('eval')
      await store.db.transaction().execute(async (transaction) => {
        await rows.insert({ id, kind, title, config }, transaction)
        await queue.enqueue(transaction, id)
      })
      jobQueue.wake()
      return await summary(await rows.get(id))
    },
    async list(query) {
      const { runs, total } = await rows.list(query)
      return { runs: await Promise.all(runs.map(summary)), total }
    },
    get: async (id) => await summary(await rows.get(id)),
    stored: async (id) => await rows.get(id),
    async results(id) {
      await rows.get(id)
      return await rows.results(id)
    },
    async setConfig(id, config) {
      await rows.update(id, { config })
    },
    async cancel(id) {
      if (isEnded(await rows.get(id))) return await summary(await rows.get(id))
      await rows.update(id, { state: 'cancelled' })
      await queue.end(id)
      await progress.changed(id)
      return await summary(await rows.get(id))
    },
    async resume(id) {
      const run = await rows.get(id)
      if (run.state !== 'cancelled' && run.state !== 'failed') {
        throw new LearnPathError('LP_EVALUATION_STATE', { detail: `it is ${run.state}` })
      }
      await rows.update(id, { state: 'queued', failure: null })
      await store.db.transaction().execute(async (transaction) => await queue.enqueue(transaction, id))
      jobQueue.wake()
      await progress.changed(id)
      return await summary(await rows.get(id))
    },
    async delete(id) {
      const run = await rows.get(id)
      await queue.end(id)
      await rows.delete(id)
      progress.forget(id)
      await kindOf(run)?.discard?.(id)
    },
    async start() {
      jobQueue.handle(EVALUATE, createRunHandler({ ...deps, rows, progress, kindOf }), { concurrency: 1 })
      giveUp = await leadership.lead({
        name: 'evaluations',
        start: async () => await queue.failAbandoned(),
        stop: async () => await Promise.resolve(),
      })
    },
    stop: async () => await giveUp(),
  }
}
