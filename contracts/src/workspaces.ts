import { z } from 'zod'
import { EmailAddress, LinkToken, NewPassword, OwnWorkspace, PersonName, Role } from './identity.ts'

const WorkspaceName = z.string().trim().min(1).max(200)
const Page = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).default(0),
}

export const Member = z
  .object({
    id: z.string(),
    userId: z.string(),
    name: z.string(),
    email: z.string().nullable().describe('Told to owners alone.'),
    role: Role,
    since: z.iso.datetime(),
    disabled: z.boolean().describe('The account has been shut by an administrator.'),
  })
  .meta({ id: 'Member' })
export type Member = z.infer<typeof Member>

export const MemberList = z.object({ members: z.array(Member) }).meta({ id: 'MemberList' })
export type MemberList = z.infer<typeof MemberList>

export const UpdateMemberRequest = z.object({ role: Role }).strict().meta({ id: 'UpdateMemberRequest' })
export type UpdateMemberRequest = z.infer<typeof UpdateMemberRequest>

export const Invitation = z
  .object({
    id: z.string(),
    role: Role,
    email: z.string().nullable().describe('Whom it is for; null: whoever has the link.'),
    createdBy: z.string().nullable().describe('Name of who made it; null: somebody who is gone, or the operator.'),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    state: z.enum(['open', 'accepted', 'expired', 'revoked']),
    acceptedBy: z.string().nullable().describe('Name of who came.'),
  })
  .meta({ id: 'Invitation' })
export type Invitation = z.infer<typeof Invitation>

export const InvitationList = z.object({ invitations: z.array(Invitation) }).meta({ id: 'InvitationList' })
export type InvitationList = z.infer<typeof InvitationList>

export const CreateInvitationRequest = z
  .object({
    role: Role,
    email: EmailAddress.nullable().default(null).describe('Only somebody with this address may use the link.'),
    expiresInHours: z
      .number()
      .int()
      .min(1)
      .max(24 * 30)
      .default(72),
  })
  .strict()
  .meta({ id: 'CreateInvitationRequest' })
export type CreateInvitationRequest = z.infer<typeof CreateInvitationRequest>

export const CreatedInvitation = Invitation.extend({
  link: z.string().describe('Shown this once, to be handed on: LearnPath sends no mail.'),
}).meta({ id: 'CreatedInvitation' })
export type CreatedInvitation = z.infer<typeof CreatedInvitation>

export const LinkRequest = z.object({ token: LinkToken }).strict().meta({ id: 'LinkRequest' })

/** What somebody with the link sees before they accept. */
export const InvitationView = z
  .object({
    workspace: z.string().describe('Its name.'),
    role: Role,
    email: z.string().nullable(),
    invitedBy: z.string().nullable(),
    expiresAt: z.iso.datetime(),
    hasAccount: z.boolean().describe('There is an account with that address: sign in and accept then.'),
  })
  .meta({ id: 'InvitationView' })
export type InvitationView = z.infer<typeof InvitationView>

export const AcceptInvitationRequest = z
  .object({
    token: LinkToken,
    account: z
      .object({ email: EmailAddress, name: PersonName, password: NewPassword })
      .strict()
      .optional()
      .describe('For a new account; without it the user that is signed in accepts.'),
  })
  .strict()
  .meta({ id: 'AcceptInvitationRequest' })
export type AcceptInvitationRequest = z.infer<typeof AcceptInvitationRequest>

export const WorkspaceSummary = z
  .object({
    id: z.string(),
    name: z.string(),
    createdAt: z.iso.datetime(),
    memberCount: z.number().int(),
    ownerNames: z.array(z.string()),
  })
  .meta({ id: 'WorkspaceSummary' })
export type WorkspaceSummary = z.infer<typeof WorkspaceSummary>

export const WorkspaceList = z.object({ workspaces: z.array(WorkspaceSummary) }).meta({ id: 'WorkspaceList' })
export type WorkspaceList = z.infer<typeof WorkspaceList>

export const WorkspaceRequest = z.object({ name: WorkspaceName }).strict().meta({ id: 'WorkspaceRequest' })

export const AddMemberRequest = z
  .object({ user: z.string().min(1).max(100).describe('Id of the user.'), role: Role })
  .strict()
  .meta({ id: 'AddMemberRequest' })
export type AddMemberRequest = z.infer<typeof AddMemberRequest>

/** An account, as those see it who run the installation. */
export const User = z
  .object({
    id: z.string(),
    email: z.string().nullable(),
    name: z.string(),
    isAdministrator: z.boolean(),
    disabled: z.boolean(),
    hasPassword: z.boolean(),
    provider: z.string().nullable().describe('Issuer of the identity provider; null: an account of LearnPath.'),
    createdAt: z.iso.datetime(),
    lastSignInAt: z.iso.datetime().nullable(),
    workspaces: z.array(OwnWorkspace),
  })
  .meta({ id: 'User' })
export type User = z.infer<typeof User>

export const UserList = z.object({ users: z.array(User), total: z.number().int() }).meta({ id: 'UserList' })
export type UserList = z.infer<typeof UserList>

export const ListUsersQuery = z
  .object({ contains: z.string().trim().max(200).optional().describe('Part of the name or the address.'), ...Page })
  .strict()
  .meta({ id: 'ListUsersQuery' })
export type ListUsersQuery = z.infer<typeof ListUsersQuery>

export const UpdateUserRequest = z
  .object({
    name: PersonName.optional(),
    disabled: z.boolean().optional().describe('A user that is disabled is signed out and cannot sign in.'),
    isAdministrator: z.boolean().optional(),
  })
  .strict()
  .meta({ id: 'UpdateUserRequest' })
export type UpdateUserRequest = z.infer<typeof UpdateUserRequest>

export const OneTimeLink = z
  .object({ link: z.string().describe('Shown this once; can be used once.'), expiresAt: z.iso.datetime() })
  .meta({ id: 'OneTimeLink' })
export type OneTimeLink = z.infer<typeof OneTimeLink>
