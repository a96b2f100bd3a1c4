import { LearnPathError, type LearnPathClient, type Role, type User } from '@learnpath/contracts'
import type { z } from 'zod'
import { withConnection } from '../connection.ts'
import { tableLines } from '../table.ts'
import type { Terminal } from '../terminal.ts'

export interface InviteOptions {
  readonly role: z.infer<typeof Role>
  readonly email?: string
  readonly hours: number
}

const LISTED = 200

export async function listUsers(terminal: Terminal): Promise<number> {
  const list = await withConnection(
    { ingest: false },
    async ({ client }) => await client.call('listUsers', { query: { limit: LISTED } }),
  )
  terminal.result(list)
  if (list.users.length === 0) {
    terminal.line('There are no accounts yet: "learnpath users setup" prints a link to make the first one.')
  }
  const rows = list.users.map((user) => [
    user.id,
    user.name,
    user.email ?? '-',
    [user.isAdministrator ? 'administrator' : '', user.disabled ? 'disabled' : '']
      .filter((part) => part !== '')
      .join(', ') || '-',
    user.workspaces.map(({ name, role }) => `${name} (${role})`).join(', '),
  ])
  for (const line of tableLines(rows)) terminal.line(line)
  if (list.total > list.users.length) terminal.note(`${list.total} accounts in all.`)
  return 0
}

export async function setUpLink(terminal: Terminal): Promise<number> {
  const link = await withConnection({ ingest: false }, async ({ client }) => await client.call('createSetupLink'))
  terminal.result(link)
  terminal.line('Make the first administrator here, within a day:')
  terminal.line(link.link)
  return 0
}

/** @throws LP_USER_NOT_FOUND */
async function named(client: LearnPathClient, name: string): Promise<User> {
  const { users } = await client.call('listUsers', {
    query: { limit: LISTED, ...(name.includes('@') && { contains: name }) },
  })
  const found = users.find(({ id, email }) => id === name || email === name.toLowerCase())
  if (found === undefined) throw new LearnPathError('LP_USER_NOT_FOUND', { detail: name })
  return found
}

export async function resetPassword(terminal: Terminal, name: string): Promise<number> {
  const link = await withConnection({ ingest: false }, async ({ client }) => {
    const { id } = await named(client, name)
    return await client.call('createPasswordReset', { params: { id } })
  })
  terminal.result(link)
  terminal.line('Hand this link on; it can be used once, within a day:')
  terminal.line(link.link)
  return 0
}

const CHANGES: Readonly<Record<string, { readonly disabled?: boolean; readonly isAdministrator?: boolean }>> = {
  enabled: { disabled: false },
  disabled: { disabled: true },
  administrator: { isAdministrator: true },
  'no-administrator': { isAdministrator: false },
}

export async function setUser(terminal: Terminal, name: string, state: string): Promise<number> {
  const user = await withConnection({ ingest: false }, async ({ client }) => {
    const { id } = await named(client, name)
    return await client.call('updateUser', { params: { id }, body: CHANGES[state] ?? {} })
  })
  terminal.result(user)
  terminal.line(`${user.name} is ${state} now.`)
  return 0
}

export async function invite(terminal: Terminal, { role, email, hours }: InviteOptions): Promise<number> {
  const body = { role, email: email ?? null, expiresInHours: hours }
  const made = await withConnection(
    { ingest: false },
    async ({ client }) => await client.call('createInvitation', { body }),
  )
  terminal.result(made)
  terminal.line(
    `Hand this link on; it lets one person in (${role}), until ${made.expiresAt.slice(0, 16).replace('T', ' ')} UTC:`,
  )
  terminal.line(made.link)
  return 0
}
