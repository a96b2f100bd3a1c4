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
  .register(z.globalRegistry, { id: 'Member' })
export type Member = z.infer<typeof Member>

export const MemberList = z.object({ members: z.array(Member) }).register(z.globalRegistry, { id: 'MemberList' })
export type MemberList = z.infer<typeof MemberList>

export const UpdateMemberRequest = z
  .strictObject({ role: Role })
  .register(z.globalRegistry, { id: 'UpdateMemberRequest' })
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
  .register(z.globalRegistry, { id: 'Invitation' })
export type Invitation = z.infer<typeof Invitation>

export const InvitationList = z
  .object({ invitations: z.array(Invitation) })
  .register(z.globalRegistry, { id: 'InvitationList' })
export type InvitationList = z.infer<typeof InvitationList>

export const CreateInvitationRequest = z
  .strictObject({
    role: Role,
    email: EmailAddress.nullable().default(null).describe('Only somebody with this address may use the link.'),
    expiresInHours: z
      .int()
      .min(1)
      .max(24 * 30)
      .default(72),
  })
  .register(z.globalRegistry, { id: 'CreateInvitationRequest' })
export type CreateInvitationRequest = z.infer<typeof CreateInvitationRequest>

export const CreatedInvitation = Invitation.extend({
  link: z.string().describe('Shown this once, to be handed on: LearnPath sends no mail.'),
}).register(z.globalRegistry, { id: 'CreatedInvitation' })
export type CreatedInvitation = z.infer<typeof CreatedInvitation>

export const LinkRequest = z.strictObject({ token: LinkToken }).register(z.globalRegistry, { id: 'LinkRequest' })

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
  .register(z.globalRegistry, { id: 'InvitationView' })
export type InvitationView = z.infer<typeof InvitationView>

export const AcceptInvitationRequest = z
  .strictObject({
    token: LinkToken,
    account: z
      .strictObject({ email: EmailAddress, name: PersonName, password: NewPassword })
      .optional()
      .describe('For a new account; without it the user that is signed in accepts.'),
  })
  .register(z.globalRegistry, { id: 'AcceptInvitationRequest' })
export type AcceptInvitationRequest = z.infer<typeof AcceptInvitationRequest>

export const WorkspaceSummary = z
  .object({
    id: z.string(),
    name: z.string(),
    createdAt: z.iso.datetime(),
    memberCount: z.int(),
    ownerNames: z.array(z.string()),
  })
  .register(z.globalRegistry, { id: 'WorkspaceSummary' })
export type WorkspaceSummary = z.infer<typeof WorkspaceSummary>

export const WorkspaceList = z
  .object({ workspaces: z.array(WorkspaceSummary) })
  .register(z.globalRegistry, { id: 'WorkspaceList' })
export type WorkspaceList = z.infer<typeof WorkspaceList>

export const WorkspaceRequest = z
  .strictObject({ name: WorkspaceName })
  .register(z.globalRegistry, { id: 'WorkspaceRequest' })

export const AddMemberRequest = z
  .strictObject({ user: z.string().min(1).max(100).describe('Id of the user.'), role: Role })
  .register(z.globalRegistry, { id: 'AddMemberRequest' })
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
  .register(z.globalRegistry, { id: 'User' })
export type User = z.infer<typeof User>

export const UserList = z
  .object({ users: z.array(User), total: z.int() })
  .register(z.globalRegistry, { id: 'UserList' })
export type UserList = z.infer<typeof UserList>

export const ListUsersQuery = z
  .strictObject({
    contains: z.string().trim().max(200).optional().describe('Part of the name or the address.'),
    ...Page,
  })
  .register(z.globalRegistry, { id: 'ListUsersQuery' })
export type ListUsersQuery = z.infer<typeof ListUsersQuery>

export const UpdateUserRequest = z
  .strictObject({
    name: PersonName.optional(),
    disabled: z.boolean().optional().describe('A user that is disabled is signed out and cannot sign in.'),
    isAdministrator: z.boolean().optional(),
  })
  .register(z.globalRegistry, { id: 'UpdateUserRequest' })
export type UpdateUserRequest = z.infer<typeof UpdateUserRequest>

export const OneTimeLink = z
  .object({ link: z.string().describe('Shown this once; can be used once.'), expiresAt: z.iso.datetime() })
  .register(z.globalRegistry, { id: 'OneTimeLink' })
export type OneTimeLink = z.infer<typeof OneTimeLink>
