import { ENDPOINTS } from '@learnpath/contracts'
import type { Edge } from '../../http/edge.ts'
import { mountOptional } from '../../http/mount-optional.ts'
import type { IdentityApi } from './identity.ts'
import { FIRST } from './people.ts'

/** Addresses for those who run the installation. @param opened null: it is switched off */
export function mountAdministrationRoutes(edge: Edge, opened: IdentityApi | null): void {
  const mount = mountOptional(edge, opened, 'LP_IDENTITY_OFF')
  mount(ENDPOINTS.listWorkspaces, async (identity) => await identity.workspaces.list())
  mount(
    ENDPOINTS.createWorkspace,
    async (identity, { body, caller }) =>
      await identity.workspaces.create(body.name, caller.principal?.userId ?? FIRST.userId, caller),
  )
  mount(
    ENDPOINTS.renameWorkspace,
    async (identity, { params, body, caller }) => await identity.workspaces.rename(params.id, body.name, caller),
  )
  mount(ENDPOINTS.deleteWorkspace, async (identity, { params, caller }) => {
    await identity.workspaces.delete(params.id, caller)
    return undefined
  })
  mount(
    ENDPOINTS.addMember,
    async (identity, { params, body, caller }) => await identity.members.add(params.id, body, caller),
  )
  mount(ENDPOINTS.listUsers, async (identity, { query }) => await identity.users.list(query))
  mount(
    ENDPOINTS.updateUser,
    async (identity, { params, body, caller }) => await identity.users.update(params.id, body, caller),
  )
  mount(ENDPOINTS.deleteUser, async (identity, { params, caller }) => {
    await identity.users.delete(params.id, caller)
    return undefined
  })
  mount(
    ENDPOINTS.createPasswordReset,
    async (identity, { params, caller }) => await identity.users.createPasswordReset(params.id, caller),
  )
  mount(ENDPOINTS.endUserSessions, async (identity, { params, caller }) => {
    await identity.users.endSessions(params.id, caller)
    return undefined
  })
  mount(ENDPOINTS.installationAuditLog, async (identity, { query }) => await identity.auditLog(query, null))
}
