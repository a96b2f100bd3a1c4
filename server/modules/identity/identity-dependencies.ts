import type { IdentityMode, WorkspaceRole } from '@learnpath/contracts'
import type { Clock } from '../../ports/clock.ts'
import type { IdSource } from '../../ports/id-source.ts'
import type { IdentityProvider } from '../../ports/identity-provider.ts'
import type { Logger } from '../../ports/logger.ts'
import type { PasswordHasher } from '../../ports/password-hasher.ts'
import type { RelationalStore } from '../../ports/relational-store.ts'
import type { Revocations } from '../../ports/revocations.ts'
import type { SecretSource } from '../../ports/secret-source.ts'
import type { TokenVerifier } from '../../ports/token-verifier.ts'

/** What the settings say about who may come and for how long. */
export interface IdentityRules {
  readonly mode: Exclude<IdentityMode, 'none'>
  /** A session that nobody has used for so long ends. */
  readonly sessionIdleMs: number
  /** Every session ends then. */
  readonly sessionMaxMs: number
  /** Entries of the audit log that are older are deleted. */
  readonly auditMs: number
  /** Where browsers find the server: links begin with it. */
  readonly address: () => string
  /** Whether cookies travel on encrypted connections alone. */
  readonly secureCookies: boolean
  readonly provider: ProviderRules | null
}

/** How users of the identity provider become members. Claims are named by their path, such as `app_metadata.team`. */
export interface ProviderRules {
  readonly name: string
  /** Names of workspaces; null: everybody joins the first workspace. */
  readonly workspaceClaim: string | null
  readonly roleClaim: string | null
  /** Of members for whom no claim says it; null: they join nothing until somebody invites them. */
  readonly defaultRole: WorkspaceRole | null
  /** Addresses or subjects, in small letters, of those who run the installation. */
  readonly administrators: readonly string[]
}

export interface IdentityDependencies {
  readonly store: Pick<RelationalStore, 'db'>
  readonly clock: Clock
  readonly idSource: IdSource
  readonly secretSource: SecretSource
  readonly logger: Logger
  readonly passwordHasher: PasswordHasher
  readonly revocations: Revocations
  /** Null: no tokens of a provider are taken. */
  readonly tokenVerifier: TokenVerifier | null
  /** Null: browsers do not sign in through a provider. */
  readonly identityProvider: IdentityProvider | null
  readonly rules: IdentityRules
  /** Deletes what these members have learned. */
  forgetMembers(memberIds: readonly string[]): Promise<void>
  /** Deletes every collection of the workspace with its documents. */
  emptyWorkspace(workspaceId: string): Promise<void>
}
