import { ENDPOINTS } from '@learnpath/contracts'
import type { Caller } from '../../ports/caller.ts'
import type { Edge } from '../../http/edge.ts'
import { mountOptional } from '../../http/mount-optional.ts'
import type { IdentityApi } from './identity.ts'
import { FIRST } from './people.ts'

/** The workspace that the request goes to; the operator at the machine is in the first one. */
const placeOf = ({ principal }: Caller): string => principal?.workspaceId ?? FIRST.workspaceId
const isOwner = ({ principal }: Caller): boolean => principal === null || principal.role === 'owner'

/** Addresses of the workspace that the caller is in. @param opened null: it is switched off */
export function mountWorkspaceRoutes(edge: Edge, opened: IdentityApi | null): void {
  const mount = mountOptional(edge, opened, 'LP_IDENTITY_OFF')
  mount(ENDPOINTS.updateWorkspace, async (identity, { body, caller }) => {
    const { id, name } = await identity.workspaces.rename(placeOf(caller), body.name, caller)
    const { memberId, role } = caller.principal ?? { memberId: FIRST.memberId, role: 'owner' as const }
    return { id, name, memberId: memberId ?? '', role: role ?? 'owner' }
  })
  mount(ENDPOINTS.leaveWorkspace, async (identity, { caller }) => {
    await identity.members.remove({ id: caller.principal?.memberId ?? '', workspaceId: placeOf(caller) }, caller)
    return undefined
  })
  mount(
    ENDPOINTS.listMembers,
    async (identity, { caller }) => await identity.members.list(placeOf(caller), isOwner(caller)),
  )
  mount(
    ENDPOINTS.updateMember,
    async (identity, { params, body, caller }) =>
      await identity.members.setRole({ id: params.id, workspaceId: placeOf(caller) }, body.role, caller),
  )
  mount(ENDPOINTS.removeMember, async (identity, { params, caller }) => {
    await identity.members.remove({ id: params.id, workspaceId: placeOf(caller) }, caller)
    return undefined
  })
  mount(
    ENDPOINTS.listMemberKeys,
    async (identity, { caller }) => await identity.keys.list({ workspaceId: placeOf(caller) }),
  )
  mount(ENDPOINTS.revokeMemberKey, async (identity, { params, caller }) => {
    await identity.keys.revoke(params.id, { workspaceId: placeOf(caller) }, caller)
    return undefined
  })
  mount(ENDPOINTS.listInvitations, async (identity, { caller }) => await identity.invitations.list(placeOf(caller)))
  mount(
    ENDPOINTS.createInvitation,
    async (identity, { body, caller }) => await identity.invitations.create(placeOf(caller), body, caller),
  )
  mount(ENDPOINTS.revokeInvitation, async (identity, { params, caller }) => {
    await identity.invitations.revoke({ id: params.id, workspaceId: placeOf(caller) }, caller)
    return undefined
  })
  mount(ENDPOINTS.viewInvitation, async (identity, { body }) => await identity.invitations.view(body.token))
  mount(ENDPOINTS.auditLog, async (identity, { query, caller }) => await identity.auditLog(query, placeOf(caller)))
}
