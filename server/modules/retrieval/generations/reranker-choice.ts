import { LearnPathError, type RerankerChoice, type SetRerankerRequest } from '@learnpath/contracts'
import type { Reranker } from '../../../ports/reranker.ts'
import type { GenerationsDependencies } from './generations-dependencies.ts'

const NONE: RerankerChoice = { model: null, precision: null }
const keyOf = ({ model, precision }: RerankerChoice): string => `${model} ${precision}`

/** Which model reorders hits. */
export interface RerankerChooser {
  /** Opened, not loaded; null when none was chosen or the chosen one is not on this machine. */
  current(): Reranker | null
  choice(): Promise<RerankerChoice>
  /** @throws LP_MODEL_UNKNOWN, LP_MODEL_NOT_INSTALLED, LP_MODEL_TASK_WRONG */
  set(request: SetRerankerRequest): Promise<RerankerChoice>
  /** Opens the one that was chosen, here or by another process; one that cannot be opened is logged and tried again with the next call. */
  open(): Promise<void>
}

export function createRerankerChooser({
  store,
  models,
  logger,
}: Pick<GenerationsDependencies, 'store' | 'models' | 'logger'>): RerankerChooser {
  let current: Reranker | null = null
  /** Of the one that is open. */
  let opened = keyOf(NONE)
  let missing = false

  async function choice(): Promise<RerankerChoice> {
    const row = await store.db
      .selectFrom('model_choices')
      .select(['model_id as model', 'precision'])
      .where('task', '=', 'rerank')
      .executeTakeFirst()
    return row ?? NONE
  }

  return {
    current: () => current,
    choice,
    async set(request) {
      const next =
        request.model === null
          ? NONE
          : { model: request.model, precision: request.precision ?? models.defaultPrecision }
      const fresh = next.model === null ? null : await models.reranker(next.model, next.precision ?? undefined)
      const values = { model_id: next.model, precision: next.precision }
      await store.db
        .insertInto('model_choices')
        .values({ task: 'rerank', ...values })
        .onConflict((conflict) => conflict.column('task').doUpdateSet(values))
        .execute()
      current = fresh
      opened = keyOf(next)
      missing = false
      return next
    },
    async open() {
      const chosen = await choice()
      const { model, precision } = chosen
      if (keyOf(chosen) !== opened) current = null
      if (model === null || current !== null) return
      try {
        current = await models.reranker(model, precision ?? undefined)
        opened = keyOf(chosen)
      } catch (cause) {
        if (!(cause instanceof LearnPathError)) throw cause
        if (!missing) logger.warn('hits are not reordered', { model, error: cause.message, advice: cause.advice })
        missing = true
      }
    },
  }
}
