import type pg from 'pg'
import { storableText } from '../../kernel/text/storable-text.ts'
import type { StatementNames } from './statement-names.ts'

/** Columns that are not named: their number changes when a newer process brings the schema up to date. */
const ALL_COLUMNS = /[ .][*](?:,| |$)/
const BEGINS = /^(?:begin|start transaction)/
const ENDS = /^(?:commit|rollback)$/

/**
 * Runs statements of a client under names, so that the server parses and plans each once a connection and not every time. A statement whose
 * columns may change under it runs without one within a transaction, which the refusal of an outdated plan would undo.
 */
export function withNames(client: pg.PoolClient, names: StatementNames): typeof client.query {
  const query = client.query.bind(client) as (text: unknown, values?: unknown[]) => Promise<unknown>
  let isInTransaction = false

  async function run(text: unknown, given?: unknown[]): Promise<unknown> {
    const values = given?.map((value) => (typeof value === 'string' ? storableText(value) : value))
    if (typeof text !== 'string') return await query(text, values)
    if (BEGINS.test(text)) isInTransaction = true
    else if (ENDS.test(text)) isInTransaction = false
    if (values === undefined || values.length === 0) return await query(text, values)
    const name = isInTransaction && ALL_COLUMNS.test(text) ? undefined : names.nameOf(text)
    if (name === undefined) return await query(text, values)
    try {
      return await query({ name, text, values })
    } catch (error) {
      if (!isOutdated(error)) throw error
      names.renew()
      if (isInTransaction) throw error
      return await query(text, values)
    }
  }
  return run as typeof client.query
}

/** "cached plan must not change result type": refused before anything was done. */
function isOutdated(error: unknown): boolean {
  return error instanceof Error && 'routine' in error && error.routine === 'RevalidateCachedQuery'
}
