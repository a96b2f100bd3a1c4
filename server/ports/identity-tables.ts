import type { Generated } from 'kysely'
import type { AuditAction, AuditEntry, KeyScope, OpenSession, WorkspaceRole } from '@learnpath/contracts'

/** Rows of accounts and workspaces; part of `DatabaseSchema`. All empty as long as identity is off. Of secrets only hashes are kept. */
export interface IdentityTables {
  workspaces: WorkspacesTable
  users: UsersTable
  memberships: MembershipsTable
  sessions: SessionsTable
  invitations: InvitationsTable
  one_time_tokens: OneTimeTokensTable
  api_keys: ApiKeysTable
  sign_in_failures: SignInFailuresTable
  audit_log: AuditLogTable
}

export interface WorkspacesTable {
  /** `main` holds what was there before identity was switched on. */
  id: string
  name: string
  /** In small letters; unique. */
  name_key: string
  created_at: number
}

export interface UsersTable {
  /** `local` is the first administrator. */
  id: string
  /** In small letters; unique. Null where the identity provider tells none. */
  email: string | null
  name: string
  /** Argon2id in PHC form; null: signs in through the identity provider alone. */
  password_hash: string | null
  is_administrator: 0 | 1
  disabled_at: number | null
  /** Of the identity provider; with `subject` unique. */
  issuer: string | null
  subject: string | null
  created_at: number
  last_sign_in_at: number | null
}

export interface MembershipsTable {
  /** `memberId`: what somebody has learned in the workspace hangs on it. `local` is the first administrator in `main`. */
  id: string
  workspace_id: string
  user_id: string
  role: WorkspaceRole
  created_at: number
}

export interface SessionsTable {
  id: string
  /** SHA-256 (base64url) of what the cookie holds. */
  token_hash: string
  user_id: string
  /** The current one. */
  workspace_id: string | null
  via: OpenSession['via']
  created_at: number
  /** To the minute. */
  last_seen_at: number
  expires_at: number
  address: string | null
  user_agent: string | null
}

export interface InvitationsTable {
  id: string
  token_hash: string
  workspace_id: string
  email: string | null
  role: WorkspaceRole
  created_by: string | null
  created_at: number
  expires_at: number
  accepted_by: string | null
  accepted_at: number | null
  revoked_at: number | null
}

/** Set-up of the first administrator, links for new passwords, and sign-ins that are under way at the identity provider. */
export interface OneTimeTokensTable {
  token_hash: string
  purpose: 'set-up' | 'password-reset' | 'provider-sign-in'
  user_id: string | null
  payload_json: string | null
  created_at: number
  expires_at: number
}

export interface ApiKeysTable {
  id: string
  token_hash: string
  member_id: string
  name: string
  /** First characters, to tell it by. */
  start: string
  scope: KeyScope
  created_at: number
  expires_at: number | null
  /** To the minute. */
  last_used_at: number | null
}

/** Failed attempts in a row, by account and by network address; there is no row for who has signed in since. */
export interface SignInFailuresTable {
  /** SHA-256 (base64url) of `account:` or `address:` and what was given: accounts that do not exist have rows as well. */
  key: string
  failures: number
  last_at: number
  blocked_until: number
}

/** Outlives what it tells of: names as they were, and no foreign keys. */
export interface AuditLogTable {
  sequence: Generated<number>
  at: number
  action: AuditAction
  user_id: string | null
  user_name: string | null
  via: AuditEntry['via']
  workspace_id: string | null
  subject_id: string | null
  subject: string | null
  detail: string | null
  address: string | null
}
