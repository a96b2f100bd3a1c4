import { createClient } from '@learnpath/contracts'
import type { Forwarder } from '../http/forwarding/forwarder.ts'
import type { Principal } from '../ports/principal.ts'
import type { PrincipalToken } from '../ports/principal-token.ts'
import type { RelationalStore } from '../ports/relational-store.ts'
import type { BasicComponents } from './basic-components.ts'
import { openIdentity, type IdentityComponents } from './identity-components.ts'
import { openStore } from './open-store.ts'
import type { Settings } from './settings.ts'

export interface GatewayIdentity extends Omit<IdentityComponents, 'close'> {
  close(): Promise<void>
}

export interface GatewayIdentityParts {
  readonly basics: BasicComponents
  readonly token: PrincipalToken
  readonly rag: Forwarder
  /** Where the gateway listens; null before it does. */
  readonly address: () => string | null
}

/** Sign-in at a gateway: accounts are in the store that the services share; what is emptied is emptied by the rag service. */
export async function openGatewayIdentity(
  settings: Settings,
  { basics, token, rag, address }: GatewayIdentityParts,
): Promise<GatewayIdentity> {
  const { store, leadership } = await openStore(
    { storeUrl: settings.storeUrl, databaseFile: '' },
    { ...basics, processId: basics.instanceId },
  )
  const deleteCollection = async (id: string): Promise<void> => {
    const principal = await token.sign(await ownerOf(store, id))
    const client = createClient({
      baseUrl: 'http://127.0.0.1',
      fetch: async (request) =>
        await rag.forward(request, {
          requestId: basics.idSource.next('req'),
          incoming: null,
          timeLeftMs: null,
          traceparent: null,
          principal,
          repeatable: false,
        }),
    })
    await client.deleteCollection(id)
  }
  const opened = await openIdentity(settings, { ...basics, store, ingestion: { deleteCollection }, address })
  return {
    ...opened,
    async close() {
      opened.close()
      await leadership.close()
      await store.close()
    },
  }
}

/** Whoever may delete the collection: the member whose own it is, or an owner of its workspace. */
async function ownerOf({ db }: RelationalStore, collectionId: string): Promise<Principal> {
  const { workspace_id: workspaceId, owner_id: ownerId } = await db
    .selectFrom('collections')
    .select(['workspace_id', 'owner_id'])
    .where('id', '=', collectionId)
    .executeTakeFirstOrThrow()
  return {
    userId: '',
    userName: '',
    workspaceId,
    memberId: ownerId ?? '',
    role: 'owner',
    isAdministrator: false,
    via: 'token',
    scope: 'administer',
    credentialId: null,
    csrfToken: null,
  }
}
