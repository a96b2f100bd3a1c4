import type { AuditAction, Endpoint } from '@learnpath/contracts'
import { ENDPOINTS } from '@learnpath/contracts'
import { createAccessGate, type AccessGate, type Arrival } from '../http/access-gate.ts'
import type { Caller } from '../ports/caller.ts'
import { createClientAddress } from '../http/client-address.ts'
import { outsideScopes } from '../kernel/access/access-scope.ts'
import { createIdentity, type IdentityApi, type IdentityDependencies } from '../modules/identity/index.ts'
import type { IngestionApi } from '../modules/ingestion/index.ts'
import type { Clock } from '../ports/clock.ts'
import type { IdSource } from '../ports/id-source.ts'
import type { Logger } from '../ports/logger.ts'
import type { RelationalStore } from '../ports/relational-store.ts'
import type { Revocations } from '../ports/revocations.ts'
import type { SecretSource } from '../ports/secret-source.ts'
import { createOperatorKey } from './operator-key.ts'
import { showsToken } from './shows-token.ts'
import type { ProviderSettings } from './identity-settings.ts'
import type { SharedByRedis } from './open-redis.ts'
import type { Settings } from './settings.ts'

export interface IdentityComponents {
  readonly identity: IdentityApi
  readonly access: AccessGate
  /** Undefined: browsers find the server on this machine alone. */
  readonly publicUrl: URL | undefined
  close(): void
}

export interface IdentitySurroundings {
  readonly clock: Clock
  readonly idSource: IdSource
  readonly logger: Logger
  readonly store: RelationalStore
  /** Where other processes hear of revocations; null where there are none. */
  readonly redis: Pick<SharedByRedis, 'openRevocations'> | null
  readonly ingestion: Pick<IngestionApi, 'deleteCollection'>
  /** Where the server listens; null before it does. */
  readonly address: () => string | null
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** Loaded only where identity is on. */
export async function openIdentity(
  { identity: settings, observability, home, host, port }: Settings,
  surroundings: IdentitySurroundings,
): Promise<IdentityComponents> {
  const { store, logger } = surroundings
  const publicUrl = settings.publicUrl === null ? undefined : new URL(settings.publicUrl)
  const { createRandomSecretSource } = await import('../adapters/system/random-secret-source.ts')
  const secretSource = createRandomSecretSource()
  const provider =
    settings.provider === null ? null : await connectProvider(settings.provider, { ...surroundings, secretSource })
  const { createArgon2PasswordHasher } = await import('../adapters/argon2/argon2-password-hasher.ts')
  const identity = createIdentity({
    ...surroundings,
    secretSource,
    passwordHasher: createArgon2PasswordHasher(),
    revocations: (await surroundings.redis?.openRevocations()) ?? (await openOwnRevocations()),
    tokenVerifier: provider?.tokenVerifier ?? null,
    identityProvider: provider?.identityProvider ?? null,
    rules: {
      mode: settings.mode === 'oidc' ? 'oidc' : 'local',
      sessionIdleMs: settings.sessionIdleHours * HOUR_MS,
      sessionMaxMs: settings.sessionMaxHours * HOUR_MS,
      address: () => settings.publicUrl ?? surroundings.address() ?? `http://${host}:${port}`,
      secureCookies: publicUrl?.protocol === 'https:',
      provider: settings.provider,
      auditMs: settings.auditDays * DAY_MS,
    },
    ...(await openEmptying(store, surroundings.ingestion)),
  })
  await identity.start()
  const operatorKey = createOperatorKey(home, secretSource.next())
  const access = createAccessGate({
    isOperator: (request) => operatorKey.isShownBy(request),
    ...(observability.metricsToken !== null && { mayWatch: showsToken(observability.metricsToken) }),
    authenticate: async (request) => await identity.authenticate(request),
    clientAddress: createClientAddress(settings.trustedProxies),
    onEnded: (arrival, caller, ended) => {
      const action = 'refused' in ended ? 'request-refused' : AUDITED.get(arrival.endpoint)
      if (action === undefined) return
      identity.record(entryOf(action, arrival, caller)).catch((failure: unknown) => {
        logger.error('the audit log cannot be written', { action, error: String(failure) })
      })
    },
  })
  return {
    identity,
    access,
    publicUrl,
    close() {
      operatorKey.remove()
      identity.stop()
    },
  }
}

/** What others than the identity module do and is written down nevertheless. */
const AUDITED: ReadonlyMap<Endpoint, AuditAction> = new Map<Endpoint, AuditAction>([
  [ENDPOINTS.updateCollection, 'collection-visibility-changed'],
  [ENDPOINTS.deleteCollection, 'collection-deleted'],
  [ENDPOINTS.deleteDocument, 'document-deleted'],
  [ENDPOINTS.deleteDocuments, 'documents-deleted'],
  [ENDPOINTS.createWatch, 'watch-created'],
  [ENDPOINTS.removeWatch, 'watch-removed'],
  [ENDPOINTS.removeModel, 'model-removed'],
  [ENDPOINTS.backup, 'backup-written'],
])

const entryOf = (action: AuditAction, { endpoint, params }: Arrival, caller: Caller) => ({
  action,
  caller,
  subjectId: params['id'] ?? null,
  detail: `${endpoint.method} ${endpoint.path}`,
})

async function openOwnRevocations(): Promise<Revocations> {
  const { createInProcessRevocations } = await import('../adapters/system/in-process-revocations.ts')
  return createInProcessRevocations()
}

/** Deletes what members and workspaces leave behind, on behalf of nobody in particular. */
async function openEmptying(
  { db }: RelationalStore,
  ingestion: Pick<IngestionApi, 'deleteCollection'>,
): Promise<Pick<IdentityDependencies, 'forgetMembers' | 'emptyWorkspace'>> {
  const { forgetMembers, forgetWorkspace } = await import('../adapters/sql/forget-members.ts')
  async function deleteCollections(of: {
    readonly column: 'workspace_id' | 'owner_id'
    readonly ids: readonly string[]
  }) {
    const rows = await db.selectFrom('collections').select('id').where(of.column, 'in', of.ids).execute()
    for (const { id } of rows) await ingestion.deleteCollection(id)
  }
  return {
    forgetMembers: async (memberIds) =>
      await outsideScopes(async () => {
        if (memberIds.length > 0) await deleteCollections({ column: 'owner_id', ids: memberIds })
        await forgetMembers(db, memberIds)
      }),
    emptyWorkspace: async (id) =>
      await outsideScopes(async () => {
        await deleteCollections({ column: 'workspace_id', ids: [id] })
        await forgetWorkspace(db, id)
      }),
  }
}

async function connectProvider(
  provider: ProviderSettings,
  { clock, secretSource }: { readonly clock: Clock; readonly secretSource: SecretSource },
): Promise<Pick<IdentityDependencies, 'tokenVerifier' | 'identityProvider'>> {
  const [{ createDiscovery }, { createOidcTokenVerifier }, { createOidcIdentityProvider }] = await Promise.all([
    import('../adapters/oidc/discovery.ts'),
    import('../adapters/oidc/oidc-token-verifier.ts'),
    import('../adapters/oidc/oidc-identity-provider.ts'),
  ])
  const discovery = createDiscovery({ issuer: provider.issuer, clock })
  const verifierFor = (audiences: readonly string[]) =>
    createOidcTokenVerifier({ ...provider, audiences, discovery, clock })
  const { clientId } = provider
  return {
    tokenVerifier: verifierFor(provider.audiences),
    identityProvider:
      clientId === null
        ? null
        : createOidcIdentityProvider({
            ...provider,
            clientId,
            discovery,
            secretSource,
            verifier: verifierFor([clientId]),
          }),
  }
}
