import { repeatWhileWanted } from '../../../kernel/repeat-while-wanted.ts'
import type { EventBus } from '../../../ports/event-bus.ts'
import type { Logger } from '../../../ports/logger.ts'
import type { RelationalStore } from '../../../ports/relational-store.ts'
import { ANSWER_PREFIX, type StoredAnswer } from './stored-chat-run.ts'

export interface WithdrawingDependencies {
  readonly store: Pick<RelationalStore, 'db' | 'purgeDeleted'>
  readonly eventBus: Pick<EventBus, 'subscribe'>
  readonly logger: Logger
}

const ROWS_AT_ONCE = 200

/**
 * Deleting a document deletes every trace of it: of the answers that quote it, only the measures are kept. Looked for whenever documents
 * are deleted, and once at the start: a kill may have come between.
 */
export function followDeletions(deps: WithdrawingDependencies): { start(): Promise<void>; stop(): Promise<void> } {
  const { eventBus, logger } = deps
  const withdrawal = repeatWhileWanted(
    async () => await withdrawAnswers(deps.store),
    // The next deletion, or the next start, comes back to it.
    (error) => logger.error('withdrawing answers of evaluations failed', { error: String(error) }),
  )
  let unsubscribe: (() => void) | null = null

  return {
    async start() {
      unsubscribe = eventBus.subscribe(({ type }) => {
        if (type === 'document-deleted') void withdrawal.wake()
      })
      await withdrawal.wake()
    },
    async stop() {
      unsubscribe?.()
      await withdrawal.settled()
    },
  }
}

async function withdrawAnswers({ db, purgeDeleted }: WithdrawingDependencies['store']): Promise<void> {
  // Most libraries have never been evaluated: none is read for that.
  let documents: ReadonlySet<string> | null = null
  let withdrawn = 0
  for (let after = { run: '', key: '' }, more = true; more;) {
    const rows = await db
      .selectFrom('evaluation_results')
      .select(['run_id', 'key', 'result_json'])
      .where('key', 'like', `${ANSWER_PREFIX}%`)
      .where((where) =>
        where.or([
          where('run_id', '>', after.run),
          where.and([where('run_id', '=', after.run), where('key', '>', after.key)]),
        ]),
      )
      .orderBy('run_id')
      .orderBy('key')
      .limit(ROWS_AT_ONCE)
      .execute()
    for (const { run_id, key, result_json } of rows) {
      after = { run: run_id, key }
      documents ??= await documentIds(db)
      const answer = JSON.parse(result_json) as StoredAnswer
      if (isBorneBy(answer, documents)) continue
      const left: StoredAnswer = { ...answer, answer: null, sentences: [], citations: [], withdrawn: true }
      await db
        .updateTable('evaluation_results')
        .set({ result_json: JSON.stringify(left) })
        .where('run_id', '=', run_id)
        .where('key', '=', key)
        .execute()
      withdrawn += 1
    }
    more = rows.length === ROWS_AT_ONCE
  }
  if (withdrawn > 0) await purgeDeleted()
}

const isBorneBy = ({ citations }: StoredAnswer, documents: ReadonlySet<string>): boolean =>
  citations.every(({ documentId }) => documents.has(documentId))

async function documentIds(db: WithdrawingDependencies['store']['db']): Promise<ReadonlySet<string>> {
  return new Set((await db.selectFrom('documents').select('id').execute()).map(({ id }) => id))
}
