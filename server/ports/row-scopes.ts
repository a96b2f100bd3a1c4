import type { ColumnType } from 'kysely'

/** Workspace that a row belongs to. Filled in for the one on whose behalf it is written; never changed. */
export type WorkspaceOfRow = ColumnType<string, string | undefined, never>

/** Member whose row it is, and who alone sees it. Filled in for the one on whose behalf it is written; never changed. */
export type MemberOfRow = ColumnType<string, string | undefined, never>
