import { WORKSPACE_ROLES, type WorkspaceRole } from '@learnpath/contracts'
import { isNetwork } from '../http/client-address.ts'
import type { SettingDefinition } from './setting-definition.ts'

/** Who may use the server, and how it knows them. */
export const IDENTITY_SETTINGS = [
  {
    name: 'LEARNPATH_IDENTITY',
    kind: 'choice',
    choices: ['none', 'local', 'oidc'],
    default: 'none',
    description:
      'How the server knows who somebody is. `none`: not at all; it listens on this machine alone, and whoever reaches it may do everything. `local`: accounts with passwords. `oidc`: in addition an identity provider such as Supabase, Keycloak or Entra ID (see LEARNPATH_OIDC_ISSUER).',
  },
  {
    name: 'LEARNPATH_PUBLIC_URL',
    kind: 'url',
    default: '',
    description:
      'Where browsers find the server, such as `https://learn.example.org`, when that is not this machine: other host names are refused, links begin with it, and with https cookies travel on encrypted connections alone. Needed when LEARNPATH_HOST is not this machine’s own.',
  },
  {
    name: 'LEARNPATH_SERVER_URL',
    kind: 'url',
    default: '',
    description:
      'Server that commands talk to, such as `https://learn.example.org`. Empty: the one that "learnpath login" was told, else the one that uses the data folder, else the command does it by itself.',
  },
  {
    name: 'LEARNPATH_API_KEY',
    kind: 'text',
    default: '',
    description: 'Key that commands show to the server. Empty: the one that "learnpath login" keeps.',
  },
  {
    name: 'LEARNPATH_TRUSTED_PROXIES',
    kind: 'text',
    default: '',
    description:
      'Addresses or networks of proxies in front of the server, such as `127.0.0.1, 10.0.0.0/8`: what they say in X-Forwarded-For is taken for the address of the caller. Empty: nobody is believed.',
  },
  {
    name: 'LEARNPATH_AUDIT_DAYS',
    kind: 'integer',
    min: 1,
    max: 36_500,
    unit: 'days',
    default: '365',
    description: 'How long it is kept who did what and who signed in; older entries of the audit log are deleted.',
  },
  {
    name: 'LEARNPATH_SESSION_IDLE_HOURS',
    kind: 'integer',
    min: 1,
    max: 8760,
    unit: 'hours',
    default: '168',
    description: 'A session that is not used for so long ends.',
  },
  {
    name: 'LEARNPATH_SESSION_MAX_HOURS',
    kind: 'integer',
    min: 1,
    max: 8760,
    unit: 'hours',
    default: '720',
    description: 'Every session ends after this time; one signs in again.',
  },
  {
    name: 'LEARNPATH_OIDC_ISSUER',
    kind: 'url',
    default: '',
    description:
      'Issuer of the identity provider, such as `https://PROJECT.supabase.co/auth/v1`; its keys and addresses are found by OpenID Connect discovery.',
  },
  {
    name: 'LEARNPATH_OIDC_AUDIENCE',
    kind: 'text',
    default: '',
    description:
      'Audiences of bearer tokens that are taken, separated by commas; for Supabase `authenticated`. Empty: LEARNPATH_OIDC_CLIENT_ID.',
  },
  {
    name: 'LEARNPATH_OIDC_CLIENT_ID',
    kind: 'text',
    default: '',
    description:
      'Name under which the provider knows this server, for sign-in with a browser; redirect address: LEARNPATH_PUBLIC_URL followed by `/session/provider/callback`. Empty: only bearer tokens are taken.',
  },
  {
    name: 'LEARNPATH_OIDC_CLIENT_SECRET',
    kind: 'text',
    default: '',
    description: 'Secret of LEARNPATH_OIDC_CLIENT_ID, where the provider has given one.',
  },
  {
    name: 'LEARNPATH_OIDC_SCOPES',
    kind: 'text',
    default: 'openid email profile',
    description: 'What the provider is asked for at sign-in.',
  },
  {
    name: 'LEARNPATH_OIDC_NAME',
    kind: 'text',
    default: '',
    description: 'What the button for signing in through the provider is called. Empty: the host of the issuer.',
  },
  {
    name: 'LEARNPATH_OIDC_ALGORITHMS',
    kind: 'text',
    default: 'RS256, PS256, ES256, EdDSA',
    description: 'Signatures of tokens that are taken.',
  },
  {
    name: 'LEARNPATH_OIDC_SHARED_SECRET',
    kind: 'text',
    default: '',
    description:
      'Secret with which the provider signs tokens by HS256, as older Supabase projects do. Then no keys are fetched and LEARNPATH_OIDC_ALGORITHMS does not count. Empty: none.',
  },
  {
    name: 'LEARNPATH_OIDC_SKEW_SECONDS',
    kind: 'integer',
    min: 0,
    max: 600,
    unit: 'seconds',
    default: '60',
    description: 'By how much the clocks of the provider and of this machine may differ.',
  },
  {
    name: 'LEARNPATH_OIDC_WORKSPACE_CLAIM',
    kind: 'text',
    default: '',
    description:
      'Claim with the name of the workspace (or a list) that a user joins, such as `app_metadata.team`; one that is not there yet is made. Claims add people and never take them out. Empty: everybody joins the first workspace.',
  },
  {
    name: 'LEARNPATH_OIDC_ROLE_CLAIM',
    kind: 'text',
    default: '',
    description:
      'Claim with the role in those workspaces: viewer, learner, editor, owner; of a list the highest counts. Empty: roles are given in LearnPath.',
  },
  {
    name: 'LEARNPATH_OIDC_DEFAULT_ROLE',
    kind: 'choice',
    choices: [...WORKSPACE_ROLES, 'none'],
    default: 'learner',
    description: 'Role of users for whom no claim names one. `none`: they wait for an invitation.',
  },
  {
    name: 'LEARNPATH_OIDC_ADMINISTRATORS',
    kind: 'text',
    default: '',
    description:
      'Who runs the installation, separated by commas: addresses that the provider has made sure of (claim `email_verified`), or subjects (claim `sub`).',
  },
] as const satisfies readonly SettingDefinition[]

export interface IdentitySettings {
  readonly mode: 'none' | 'local' | 'oidc'
  /** What commands are told: the server they talk to, and what they show it. */
  readonly client: { readonly serverUrl: string | null; readonly apiKey: string | null }
  /** Null: browsers find it on this machine alone. */
  readonly publicUrl: string | null
  /** Networks; checked to be some. */
  readonly trustedProxies: readonly string[]
  /** How long entries of the audit log are kept. */
  readonly auditDays: number
  readonly sessionIdleHours: number
  readonly sessionMaxHours: number
  /** Null unless the mode is `oidc`. */
  readonly provider: ProviderSettings | null
}

export interface ProviderSettings {
  readonly issuer: string
  readonly audiences: readonly string[]
  readonly clientId: string | null
  readonly clientSecret: string | null
  readonly scopes: string
  readonly name: string
  readonly algorithms: readonly string[]
  readonly sharedSecret: string | null
  readonly skewSeconds: number
  readonly workspaceClaim: string | null
  readonly roleClaim: string | null
  readonly defaultRole: WorkspaceRole | null
  readonly administrators: readonly string[]
}

type Name = (typeof IDENTITY_SETTINGS)[number]['name']
type Read = (name: Name) => string | number

const textOrNull = (value: string | number): string | null =>
  String(value).trim() === '' ? null : String(value).trim()
const listOf = (value: string | number): readonly string[] =>
  String(value)
    .split(/[\s,]+/u)
    .filter((part) => part !== '')

export function readIdentitySettings(read: Read): IdentitySettings {
  const mode = read('LEARNPATH_IDENTITY')
  return {
    mode: mode === 'local' || mode === 'oidc' ? mode : 'none',
    client: { serverUrl: textOrNull(read('LEARNPATH_SERVER_URL')), apiKey: textOrNull(read('LEARNPATH_API_KEY')) },
    publicUrl: textOrNull(read('LEARNPATH_PUBLIC_URL')),
    trustedProxies: listOf(read('LEARNPATH_TRUSTED_PROXIES')),
    auditDays: Number(read('LEARNPATH_AUDIT_DAYS')),
    sessionIdleHours: Number(read('LEARNPATH_SESSION_IDLE_HOURS')),
    sessionMaxHours: Number(read('LEARNPATH_SESSION_MAX_HOURS')),
    provider: mode === 'oidc' ? readProvider(read) : null,
  }
}

function readProvider(read: Read): ProviderSettings {
  const issuer = String(read('LEARNPATH_OIDC_ISSUER'))
  const clientId = textOrNull(read('LEARNPATH_OIDC_CLIENT_ID'))
  const audiences = listOf(read('LEARNPATH_OIDC_AUDIENCE'))
  const role = read('LEARNPATH_OIDC_DEFAULT_ROLE')
  return {
    issuer,
    audiences: audiences.length === 0 && clientId !== null ? [clientId] : audiences,
    clientId,
    clientSecret: textOrNull(read('LEARNPATH_OIDC_CLIENT_SECRET')),
    scopes: String(read('LEARNPATH_OIDC_SCOPES')).trim(),
    name: textOrNull(read('LEARNPATH_OIDC_NAME')) ?? (issuer === '' ? '' : new URL(issuer).host),
    algorithms: listOf(read('LEARNPATH_OIDC_ALGORITHMS')),
    sharedSecret: textOrNull(read('LEARNPATH_OIDC_SHARED_SECRET')),
    skewSeconds: Number(read('LEARNPATH_OIDC_SKEW_SECONDS')),
    workspaceClaim: textOrNull(read('LEARNPATH_OIDC_WORKSPACE_CLAIM')),
    roleClaim: textOrNull(read('LEARNPATH_OIDC_ROLE_CLAIM')),
    defaultRole: WORKSPACE_ROLES.find((name) => name === role) ?? null,
    administrators: listOf(read('LEARNPATH_OIDC_ADMINISTRATORS')).map((name) => name.toLowerCase()),
  }
}

const SECRET_MIN_LENGTH = 32
/** Signatures by public keys: with a secret they would be another setting, and `none` is nothing. */
const ALGORITHMS = new Set([
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
])

interface Faults {
  readonly field: Name
  readonly message: string
  readonly code: 'LP_SETTING_INVALID'
}

/** @returns what is wrong with settings that go together */
export function identityFaults({ mode, trustedProxies, provider }: IdentitySettings): readonly Faults[] {
  const faults: Faults[] = []
  const wrong = (isWrong: boolean, field: Name, message: string) => {
    if (isWrong) faults.push({ field, message, code: 'LP_SETTING_INVALID' })
  }
  const notNetwork = trustedProxies.find((proxy) => !isNetwork(proxy))
  wrong(notNetwork !== undefined, 'LEARNPATH_TRUSTED_PROXIES', `must list addresses or networks, not "${notNetwork}"`)
  if (mode !== 'oidc' || provider === null) return faults
  const { issuer, audiences, algorithms, sharedSecret } = provider
  wrong(issuer === '', 'LEARNPATH_OIDC_ISSUER', 'must name the issuer, since LEARNPATH_IDENTITY is oidc')
  wrong(
    audiences.length === 0,
    'LEARNPATH_OIDC_AUDIENCE',
    'must name an audience, or LEARNPATH_OIDC_CLIENT_ID a client',
  )
  const unknown = algorithms.find((algorithm) => !ALGORITHMS.has(algorithm))
  wrong(
    unknown !== undefined,
    'LEARNPATH_OIDC_ALGORITHMS',
    `must be of ${[...ALGORITHMS].join(', ')}, not "${unknown}"`,
  )
  wrong(algorithms.length === 0, 'LEARNPATH_OIDC_ALGORITHMS', 'must name one')
  const isWeak = sharedSecret !== null && sharedSecret.length < SECRET_MIN_LENGTH
  wrong(isWeak, 'LEARNPATH_OIDC_SHARED_SECRET', `must have ${SECRET_MIN_LENGTH} characters or more`)
  return faults
}
