import type { UpdateUserRequest } from '@learnpath/contracts'
import type { Selectable } from 'kysely'
import type { Caller } from '../../ports/caller.ts'
import type { Clock } from '../../ports/clock.ts'
import type { IdentityTables } from '../../ports/identity-tables.ts'
import type { Database } from '../../ports/relational-store.ts'
import { recordAudit } from './audit-trail.ts'
import { requireAnotherAdministrator } from './people.ts'
import { endSessions } from './sessions.ts'

interface Change {
  readonly row: Selectable<IdentityTables['users']>
  readonly request: UpdateUserRequest
  readonly caller: Caller
}

const recordOf = ({ row, caller }: Change) => ({
  caller,
  workspaceId: null,
  subjectId: row.id,
  subject: row.email ?? row.name,
})

/** Each part of the request that is there is done and written down. @throws LP_USER_LAST_ADMINISTRATOR */
export async function changeUser(transaction: Database, clock: Clock, change: Change): Promise<void> {
  const { row, request } = change
  const isDisabled = row.disabled_at !== null
  const { disabled = isDisabled } = request
  const losesPower = (disabled && !isDisabled) || request.isAdministrator === false
  if (losesPower && row.is_administrator === 1) await requireAnotherAdministrator(transaction, row.id)
  if (disabled !== isDisabled) await setDisabled(transaction, clock, { ...change, disabled })
  await setTheRest(transaction, clock, change)
}

async function setDisabled(db: Database, clock: Clock, change: Change & { readonly disabled: boolean }): Promise<void> {
  const { row, disabled } = change
  const disabled_at = disabled ? clock.now() : null
  await db.updateTable('users').set({ disabled_at }).where('id', '=', row.id).execute()
  if (disabled) await endSessions(db, row.id, null)
  await recordAudit(db, clock, { action: disabled ? 'user-disabled' : 'user-enabled', ...recordOf(change) })
}

async function setTheRest(db: Database, clock: Clock, change: Change): Promise<void> {
  const { name, isAdministrator } = change.request
  const set = {
    ...(name !== undefined && { name }),
    ...(isAdministrator !== undefined && { is_administrator: isAdministrator ? (1 as const) : (0 as const) }),
  }
  if (Object.keys(set).length === 0) return
  await db.updateTable('users').set(set).where('id', '=', change.row.id).execute()
  const detail = [
    ...(name === undefined ? [] : [`name: ${name}`]),
    ...(isAdministrator === undefined ? [] : [`administrator: ${isAdministrator ? 'yes' : 'no'}`]),
  ].join('; ')
  await recordAudit(db, clock, { action: 'user-updated', ...recordOf(change), detail })
}
