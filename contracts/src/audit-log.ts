import { z } from 'zod'

/** What is written down. */
export const AuditAction = z
  .enum([
    'signed-in',
    'sign-in-failed',
    'sign-in-blocked',
    'signed-out',
    'session-ended',
    'installation-set-up',
    'user-created',
    'user-updated',
    'user-disabled',
    'user-enabled',
    'user-deleted',
    'password-changed',
    'password-reset-created',
    'password-reset',
    'member-joined',
    'member-added',
    'member-role-changed',
    'member-removed',
    'member-left',
    'invitation-created',
    'invitation-revoked',
    'key-created',
    'key-revoked',
    'workspace-created',
    'workspace-renamed',
    'workspace-deleted',
    'collection-visibility-changed',
    'collection-deleted',
    'document-deleted',
    'documents-deleted',
    'watch-created',
    'watch-removed',
    'model-removed',
    'backup-written',
    'request-refused',
  ])
  .register(z.globalRegistry, { id: 'AuditAction' })
export type AuditAction = z.infer<typeof AuditAction>

export const AuditEntry = z
  .object({
    sequence: z.int(),
    at: z.iso.datetime(),
    action: AuditAction,
    userId: z.string().nullable().describe('Null: nobody who is known, or the operator at the machine.'),
    userName: z.string().nullable().describe('As it was then.'),
    via: z.enum(['none', 'session', 'key', 'token', 'machine']),
    workspace: z.string().nullable(),
    subjectId: z.string().nullable().describe('What it was done to.'),
    subject: z.string().nullable().describe('Its name then.'),
    detail: z.string().nullable(),
    address: z.string().nullable().describe('Network address of the caller.'),
  })
  .register(z.globalRegistry, { id: 'AuditEntry' })
export type AuditEntry = z.infer<typeof AuditEntry>

export const AuditLogQuery = z
  .strictObject({
    action: AuditAction.optional(),
    user: z.string().max(100).optional().describe('Id of who did it.'),
    from: z.iso.datetime().optional(),
    until: z.iso.datetime().optional(),
    before: z.coerce.number().int().min(1).optional().describe('`next` of the page before.'),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  })
  .register(z.globalRegistry, { id: 'AuditLogQuery' })
export type AuditLogQuery = z.infer<typeof AuditLogQuery>

export const AuditLog = z
  .object({
    entries: z.array(AuditEntry).describe('The newest first.'),
    next: z.int().nullable().describe('`before` of the next page; null: that is all.'),
  })
  .register(z.globalRegistry, { id: 'AuditLog' })
export type AuditLog = z.infer<typeof AuditLog>
