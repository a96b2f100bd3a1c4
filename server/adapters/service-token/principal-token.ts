import { KeyScope, LearnPathError, WORKSPACE_ROLES } from '@learnpath/contracts'
import { jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'
import type { Clock } from '../../ports/clock.ts'
import type { PrincipalToken } from '../../ports/principal-token.ts'
import type { Principal } from '../../ports/principal.ts'

const ISSUER = 'learnpath-gateway'
const AUDIENCE = 'learnpath-services'
const ALGORITHM = 'HS256'
const LIFETIME_SECONDS = 60
/** Clocks of the machines may differ by this much. */
const SKEW_SECONDS = 5

const Signed = z.object({
  principal: z
    .object({
      userId: z.string(),
      userName: z.string(),
      workspaceId: z.string().nullable(),
      memberId: z.string().nullable(),
      role: z.enum(WORKSPACE_ROLES).nullable(),
      isAdministrator: z.boolean(),
      scope: KeyScope,
      via: z.enum(['session', 'key', 'token']),
      credentialId: z.string().nullable(),
    })
    .nullable(),
})

export interface PrincipalTokenOptions {
  /** The same in all processes. */
  readonly secret: string
  readonly clock: Clock
}

/**
 * Principals as JSON Web Tokens with a secret that gateway and services share; good for a minute. The page has been looked at by the
 * gateway, so the token against forged pages stays there.
 */
export function createPrincipalToken({ secret, clock }: PrincipalTokenOptions): PrincipalToken {
  const key = new TextEncoder().encode(secret)
  return {
    async sign(principal) {
      const seconds = Math.floor(clock.now() / 1000)
      return await new SignJWT({ principal: principal === null ? null : withoutPageToken(principal) })
        .setProtectedHeader({ alg: ALGORITHM })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setIssuedAt(seconds)
        .setExpirationTime(seconds + LIFETIME_SECONDS)
        .sign(key)
    },
    async verify(token) {
      try {
        const { payload } = await jwtVerify(token, key, {
          issuer: ISSUER,
          audience: AUDIENCE,
          algorithms: [ALGORITHM],
          maxTokenAge: LIFETIME_SECONDS,
          clockTolerance: SKEW_SECONDS,
          currentDate: new Date(clock.now()),
        })
        const { principal } = Signed.parse(payload)
        return principal === null ? null : { ...principal, csrfToken: null }
      } catch (cause) {
        throw new LearnPathError('LP_PRINCIPAL_REFUSED', { cause })
      }
    },
  }
}

function withoutPageToken(principal: Principal): Omit<Principal, 'csrfToken'> {
  const { csrfToken: _pageToken, ...rest } = principal
  return rest
}
