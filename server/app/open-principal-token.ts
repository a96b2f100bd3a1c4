import { LearnPathError } from '@learnpath/contracts'
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

/** Lets in who was sent by a gateway with the same secret. @throws LP_PRINCIPAL_REFUSED */
export function guardedBy(token: PrincipalToken): (request: Request) => Promise<void> {
  return async ({ headers }) => {
    const principal = headers.get(PRINCIPAL_HEADER)
    if (principal === null) throw new LearnPathError('LP_PRINCIPAL_REFUSED', { detail: `no ${PRINCIPAL_HEADER}` })
    await token.verify(principal)
  }
}
