import type { KeyScope, WorkspaceRole } from '@learnpath/contracts'

/** Who is asking, once that is known: by a session's cookie, an API key, or a token of the identity provider. */
export interface Principal {
  readonly userId: string
  readonly userName: string
  /** The workspace that the request goes to; null: the user is a member of none. */
  readonly workspaceId: string | null
  /** The user in that workspace. */
  readonly memberId: string | null
  /** In that workspace, as far as the credential allows. */
  readonly role: WorkspaceRole | null
  /** Whether the user runs the installation and the credential allows it. */
  readonly isAdministrator: boolean
  /** The most that the credential allows; `administer` but for keys. */
  readonly scope: KeyScope
  readonly via: 'session' | 'key' | 'token'
  /** Of the session or the key; null for a token of the identity provider. */
  readonly credentialId: string | null
  /** What a request that changes something must carry beside the cookie; null where no cookie told who is asking. */
  readonly csrfToken: string | null
}
