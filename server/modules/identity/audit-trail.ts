import type { AuditAction, AuditEntry, AuditLog, AuditLogQuery } from '@learnpath/contracts'
import type { Caller } from '../../ports/caller.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Database } from '../../ports/relational-store.ts'

export interface AuditRecord {
  readonly action: AuditAction
  readonly caller: Caller
  /** Who did it, where the caller was not known before: at sign-in. */
  readonly user?: { readonly id: string; readonly name: string }
  /** Default: how the caller told who they are. */
  readonly via?: AuditEntry['via']
  /** Default: the one that the caller is in. */
  readonly workspaceId?: string | null
  readonly subjectId?: string | null
  readonly subject?: string | null
  readonly detail?: string | null
}

/** Long enough for every name and address, too short to be filled with somebody's flood. */
const TEXT_MAX = 500

/** Writes down what was done. @param db a transaction, where it is to stand or fall with what was done */
export async function recordAudit(db: Database, clock: Clock, record: AuditRecord): Promise<void> {
  const { caller, action, subjectId = null, workspaceId = caller.principal?.workspaceId ?? null } = record
  await db
    .insertInto('audit_log')
    .values({
      at: clock.now(),
      action,
      ...doerOf(record),
      via: record.via ?? viaOf(caller),
      workspace_id: workspaceId,
      subject_id: subjectId,
      subject: shortened(record.subject),
      detail: shortened(record.detail),
      address: caller.address,
    })
    .execute()
}

function doerOf({ user, caller: { principal } }: AuditRecord) {
  if (user !== undefined) return { user_id: user.id, user_name: user.name }
  return { user_id: principal?.userId ?? null, user_name: principal?.userName ?? null }
}

const shortened = (text: string | null | undefined): string | null => text?.slice(0, TEXT_MAX) ?? null

function viaOf({ principal, address }: Caller): AuditEntry['via'] {
  if (principal !== null) return principal.via
  return address === null ? 'machine' : 'none'
}

/** @param workspaceId null: of the whole installation */
export async function readAuditLog(db: Database, query: AuditLogQuery, workspaceId: string | null): Promise<AuditLog> {
  const { action, user, from, until, before, limit } = query
  let select = db
    .selectFrom('audit_log')
    .selectAll()
    .orderBy('sequence', 'desc')
    .limit(limit + 1)
  if (workspaceId !== null) select = select.where('workspace_id', '=', workspaceId)
  if (action !== undefined) select = select.where('action', '=', action)
  if (user !== undefined) select = select.where('user_id', '=', user)
  if (from !== undefined) select = select.where('at', '>=', Date.parse(from))
  if (until !== undefined) select = select.where('at', '<', Date.parse(until))
  if (before !== undefined) select = select.where('sequence', '<', before)
  const rows = await select.execute()
  const entries = rows.slice(0, limit).map((row): AuditEntry => ({
    sequence: row.sequence,
    at: new Date(row.at).toISOString(),
    action: row.action,
    userId: row.user_id,
    userName: row.user_name,
    via: row.via,
    workspace: row.workspace_id,
    subjectId: row.subject_id,
    subject: row.subject,
    detail: row.detail,
    address: row.address,
  }))
  return { entries, next: rows.length > limit ? (entries.at(-1)?.sequence ?? null) : null }
}

/** @param before milliseconds since 1970 */
export async function forgetAudit(db: Database, before: number): Promise<void> {
  await db.deleteFrom('audit_log').where('at', '<', before).execute()
}
