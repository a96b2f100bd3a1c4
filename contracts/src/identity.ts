import { z } from 'zod'
import { WORKSPACE_ROLES } from './workspace-roles.ts'

/** How LearnPath knows who somebody is: not at all (this machine alone), by accounts of its own, or by an identity provider. */
export const IdentityMode = z.enum(['none', 'local', 'oidc']).register(z.globalRegistry, { id: 'IdentityMode' })
export type IdentityMode = z.infer<typeof IdentityMode>

export const Role = z.enum(WORKSPACE_ROLES).register(z.globalRegistry, { id: 'Role' })

/** The most that a key may do, whatever its owner may: find and read, learn, change what is shared, everything. */
export const KeyScope = z.enum(['read', 'learn', 'write', 'administer']).register(z.globalRegistry, { id: 'KeyScope' })
export type KeyScope = z.infer<typeof KeyScope>

const PASSWORD_MIN_LENGTH = 10
const PASSWORD_MAX_LENGTH = 256
/** Of a new password. Whether it is too common or too simple is decided beside the length (LP_PASSWORD_WEAK). */
export const NewPassword = z
  .string()
  .min(PASSWORD_MIN_LENGTH)
  .max(PASSWORD_MAX_LENGTH)
  .describe(`${PASSWORD_MIN_LENGTH} characters or more; none that is common or like the address.`)
export const EmailAddress = z.email().max(254)
export const PersonName = z.string().trim().min(1).max(200)
/** Of a link: opaque, used once. */
export const LinkToken = z.string().min(1).max(200)
export const SignedInUser = z
  .object({
    id: z.string(),
    email: z.string().nullable().describe('Null where the identity provider tells none.'),
    name: z.string(),
    isAdministrator: z.boolean().describe('Runs the installation.'),
    hasPassword: z.boolean().describe('False: signs in through the identity provider alone.'),
  })
  .register(z.globalRegistry, { id: 'SignedInUser' })
export type SignedInUser = z.infer<typeof SignedInUser>

export const OwnWorkspace = z
  .object({ id: z.string(), name: z.string(), role: Role, memberId: z.string() })
  .register(z.globalRegistry, { id: 'OwnWorkspace' })
export type OwnWorkspace = z.infer<typeof OwnWorkspace>

/** Who is asking, and what they may do. */
export const Session = z
  .object({
    identity: IdentityMode,
    setupNeeded: z.boolean().describe('There is no administrator yet: POST /setup makes the first one.'),
    signIn: z
      .object({
        password: z.boolean(),
        provider: z
          .object({ name: z.string(), address: z.string() })
          .nullable()
          .describe('Where a browser goes to sign in through the identity provider; null when there is none.'),
      })
      .describe('Ways to sign in.'),
    user: SignedInUser.nullable().describe('Null: nobody is signed in, or there is no identity.'),
    workspaces: z.array(OwnWorkspace).describe('Those that the user is a member of, by name.'),
    workspace: z.string().nullable().describe('Id of the one that requests go to unless they name another.'),
    role: Role.nullable().describe('In that workspace, as far as the key allows. Without identity: owner.'),
    isAdministrator: z.boolean().describe('Whether this session or key may run the installation.'),
    via: z.enum(['none', 'session', 'key', 'token']).describe('How the request told who is asking.'),
    csrfToken: z
      .string()
      .nullable()
      .describe('Goes into the header x-learnpath-csrf of every request of the browser that changes something.'),
    expiresAt: z.iso.datetime().nullable().describe('When the session ends even if it is in use.'),
  })
  .register(z.globalRegistry, { id: 'Session' })
export type Session = z.infer<typeof Session>

export const SignInRequest = z
  .strictObject({ email: z.string().min(1).max(254), password: z.string().min(1).max(PASSWORD_MAX_LENGTH) })
  .register(z.globalRegistry, { id: 'SignInRequest' })
export type SignInRequest = z.infer<typeof SignInRequest>

export const BeginProviderSignInQuery = z
  .strictObject({
    return: z
      .string()
      .max(2000)
      .regex(/^\/app(?:\/(?!\/)|$)/)
      .default('/app/')
      .describe('Page to come back to.'),
  })
  .register(z.globalRegistry, { id: 'BeginProviderSignInQuery' })
export type BeginProviderSignInQuery = z.infer<typeof BeginProviderSignInQuery>

/** Providers add parameters of their own, which are passed over. */
export const FinishProviderSignInQuery = z
  .object({
    state: z.string().max(2000).optional(),
    code: z.string().max(10_000).optional(),
    error: z.string().max(2000).optional(),
  })
  .register(z.globalRegistry, { id: 'FinishProviderSignInQuery' })
export type FinishProviderSignInQuery = z.infer<typeof FinishProviderSignInQuery>

export const SetUpRequest = z
  .strictObject({
    token: LinkToken.describe(
      'Printed by the server at its start, and anew at each start until there is an administrator.',
    ),
    email: EmailAddress,
    name: PersonName,
    password: NewPassword,
  })
  .register(z.globalRegistry, { id: 'SetUpRequest' })
export type SetUpRequest = z.infer<typeof SetUpRequest>

export const SwitchWorkspaceRequest = z
  .strictObject({ workspace: z.string().min(1).max(100) })
  .register(z.globalRegistry, { id: 'SwitchWorkspaceRequest' })

export const UpdateAccountRequest = z
  .strictObject({ name: PersonName })
  .register(z.globalRegistry, { id: 'UpdateAccountRequest' })
export type UpdateAccountRequest = z.infer<typeof UpdateAccountRequest>

export const ChangePasswordRequest = z
  .strictObject({ current: z.string().min(1).max(PASSWORD_MAX_LENGTH), password: NewPassword })
  .register(z.globalRegistry, { id: 'ChangePasswordRequest' })
export type ChangePasswordRequest = z.infer<typeof ChangePasswordRequest>

export const ResetPasswordRequest = z
  .strictObject({ token: LinkToken, password: NewPassword })
  .register(z.globalRegistry, { id: 'ResetPasswordRequest' })
export type ResetPasswordRequest = z.infer<typeof ResetPasswordRequest>

/** A browser that is signed in. */
export const OpenSession = z
  .object({
    id: z.string(),
    current: z.boolean().describe('The one that asks.'),
    via: z.enum(['password', 'provider']),
    createdAt: z.iso.datetime(),
    lastSeenAt: z.iso.datetime().describe('To the minute.'),
    expiresAt: z.iso.datetime(),
    address: z.string().nullable().describe('Network address at sign-in.'),
    userAgent: z.string().nullable().describe('What the browser called itself.'),
  })
  .register(z.globalRegistry, { id: 'OpenSession' })
export type OpenSession = z.infer<typeof OpenSession>

export const OpenSessionList = z
  .object({ sessions: z.array(OpenSession) })
  .register(z.globalRegistry, { id: 'OpenSessionList' })
export type OpenSessionList = z.infer<typeof OpenSessionList>

export const ApiKey = z
  .object({
    id: z.string(),
    name: z.string(),
    start: z.string().describe('The first characters of the key, to tell it by.'),
    scope: KeyScope,
    workspace: z.string().describe('The one that the key is for.'),
    memberId: z.string(),
    memberName: z.string(),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime().nullable(),
    lastUsedAt: z.iso.datetime().nullable().describe('To the minute.'),
  })
  .register(z.globalRegistry, { id: 'ApiKey' })
export type ApiKey = z.infer<typeof ApiKey>

export const ApiKeyList = z.object({ keys: z.array(ApiKey) }).register(z.globalRegistry, { id: 'ApiKeyList' })
export type ApiKeyList = z.infer<typeof ApiKeyList>

export const CreateApiKeyRequest = z
  .strictObject({
    name: z.string().trim().min(1).max(100),
    scope: KeyScope.default('read'),
    expiresInDays: z.int().min(1).max(3650).nullable().default(90).describe('Null: never.'),
  })
  .register(z.globalRegistry, { id: 'CreateApiKeyRequest' })
export type CreateApiKeyRequest = z.infer<typeof CreateApiKeyRequest>

export const CreatedApiKey = ApiKey.extend({
  key: z.string().describe('Shown this once; only a hash of it is kept.'),
}).register(z.globalRegistry, { id: 'CreatedApiKey' })
export type CreatedApiKey = z.infer<typeof CreatedApiKey>
