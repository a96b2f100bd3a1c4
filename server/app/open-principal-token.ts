import { LearnPathError } from '@learnpath/contracts'
import type { AccessGate } from '../http/access-gate.ts'
import { LOCAL_MEMBER, MAIN_WORKSPACE } from '../kernel/access/first-member.ts'
import type { Caller } from '../ports/caller.ts'
import type { Principal } from '../ports/principal.ts'
import { PRINCIPAL_HEADER } from '../http/forwarding/forwarded-headers.ts'
import type { Clock } from '../ports/clock.ts'
import type { PrincipalToken } from '../ports/principal-token.ts'
import type { Settings } from './settings.ts'

/** How processes prove to each other who they are; null when all of them are on one machine and need not. */
export async function openPrincipalToken(
  { serviceSecret }: Pick<Settings, 'serviceSecret'>,
  clock: Clock,
): Promise<PrincipalToken | null> {
  if (serviceSecret === null) return null
  const { createPrincipalToken } = await import('../adapters/service-token/principal-token.ts')
  return createPrincipalToken({ secret: serviceSecret, clock })
}

/** Whom services take the operator for, of whom they have no key: an administrator with the library that was there before anybody signed in. */
const OPERATOR: Principal = {
  userId: LOCAL_MEMBER,
  userName: '',
  workspaceId: MAIN_WORKSPACE,
  memberId: LOCAL_MEMBER,
  role: 'owner',
  isAdministrator: true,
  via: 'token',
  scope: 'administer',
  credentialId: null,
  csrfToken: null,
}

/** Who asks, for the services behind a gateway; null where they do not ask. */
export const signerOf =
  (token: PrincipalToken | null) =>
  async ({ principal, isOperator }: Caller): Promise<string | null> => {
    if (token === null) return null
    return await token.sign(isOperator === true ? OPERATOR : principal)
  }

/** Lets in who was sent by a gateway with the same secret. @throws LP_PRINCIPAL_REFUSED */
export function guardedBy(token: PrincipalToken): (request: Request) => Promise<void> {
  return async ({ headers }) => {
    const principal = headers.get(PRINCIPAL_HEADER)
    if (principal === null) throw new LearnPathError('LP_PRINCIPAL_REFUSED', { detail: `no ${PRINCIPAL_HEADER}` })
    await token.verify(principal)
  }
}

/** Behind a gateway: who asks is whom the gateway says. Null where there is no identity, so that everybody may do everything. */
export async function openServiceAccess(
  { identity }: Pick<Settings, 'identity'>,
  token: PrincipalToken | null,
): Promise<AccessGate | null> {
  if (identity.mode === 'none') return null
  if (token === null) {
    throw new LearnPathError('LP_SETTING_INVALID', {
      detail: 'LEARNPATH_SERVICE_SECRET must be set, since there is identity',
    })
  }
  const { createAccessGate } = await import('../http/access-gate.ts')
  return createAccessGate({
    authenticate: async ({ headers }) => await token.verify(headers.get(PRINCIPAL_HEADER) ?? ''),
    clientAddress: () => null,
  })
}
