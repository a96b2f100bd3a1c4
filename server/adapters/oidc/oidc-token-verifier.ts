import { LearnPathError } from '@learnpath/contracts'
import { createLocalJWKSet, errors, jwtVerify, type JSONWebKeySet, type JWTPayload, type JWTVerifyGetKey } from 'jose'
import { z } from 'zod'
import type { Clock } from '../../ports/clock.ts'
import type { ProviderClaims, TokenVerifier } from '../../ports/token-verifier.ts'
import { fetchJson, unreachable, type Discovery } from './discovery.ts'

export interface OidcTokenVerifierOptions {
  readonly issuer: string
  readonly audiences: readonly string[]
  /** Signatures that are taken; what a token names itself counts for nothing. */
  readonly algorithms: readonly string[]
  /** For HS256; null: the provider's public keys. */
  readonly sharedSecret: string | null
  readonly skewSeconds: number
  readonly discovery: Discovery
  readonly clock: Clock
}

const KEYS_FRESH_MS = 600_000
/** A key that is not known may be new; but made-up ones must not make us ask all the time. */
const ASK_AGAIN_AFTER_MS = 10_000
const TOKEN_MAX_LENGTH = 16_384

const Claims = z.object({
  sub: z.string().min(1).max(500),
  exp: z.number(),
  email: z.string().max(254).optional().catch(undefined),
  email_verified: z
    .union([z.boolean(), z.literal('true')])
    .optional()
    .catch(undefined),
  name: z.string().optional().catch(undefined),
  preferred_username: z.string().optional().catch(undefined),
  user_metadata: z
    .object({ full_name: z.string().optional().catch(undefined), name: z.string().optional().catch(undefined) })
    .optional()
    .catch(undefined),
})

/** Checks tokens by the keys that the provider publishes, or by a secret that it shares. */
export function createOidcTokenVerifier(options: OidcTokenVerifierOptions): TokenVerifier {
  const { issuer, audiences, sharedSecret, skewSeconds, clock } = options
  const secret = sharedSecret === null ? null : new TextEncoder().encode(sharedSecret)
  const keys = secret === null ? createProviderKeys(options) : async () => await Promise.resolve(secret)
  const algorithms = secret === null ? [...options.algorithms] : ['HS256']

  return {
    async verify(token) {
      if (token.length > TOKEN_MAX_LENGTH) throw new LearnPathError('LP_CREDENTIAL_REFUSED')
      try {
        const { payload } = await jwtVerify(token, keys, {
          // Some providers end their name with a slash and some do not.
          issuer: [issuer, `${issuer}/`],
          audience: [...audiences],
          algorithms,
          clockTolerance: skewSeconds,
          requiredClaims: ['exp', 'sub'],
          currentDate: new Date(clock.now()),
        })
        return claimsOf(payload, issuer)
      } catch (cause) {
        if (cause instanceof LearnPathError) throw cause
        const detail = cause instanceof errors.JWTExpired ? 'the token has expired' : 'the token is not valid'
        throw new LearnPathError('LP_CREDENTIAL_REFUSED', { detail, cause })
      }
    },
  }
}

function claimsOf(payload: JWTPayload, issuer: string): ProviderClaims {
  const { sub, exp, email, email_verified, name, preferred_username, user_metadata } = Claims.parse(payload)
  const isAddress = z.email().max(254).safeParse(email).success
  return {
    issuer,
    subject: sub,
    email: isAddress && email !== undefined ? email : null,
    emailVerified: email_verified !== undefined && String(email_verified) === 'true',
    name: name ?? user_metadata?.full_name ?? user_metadata?.name ?? preferred_username ?? null,
    expiresAt: exp * 1000,
    all: payload,
  }
}

/** The provider's public keys: kept for ten minutes, asked for again when a token names one that is not among them. */
function createProviderKeys({ discovery, clock }: OidcTokenVerifierOptions): JWTVerifyGetKey {
  let known: { readonly find: ReturnType<typeof createLocalJWKSet>; readonly at: number } | null = null
  let asking: Promise<ReturnType<typeof createLocalJWKSet>> | null = null

  async function ask(): Promise<ReturnType<typeof createLocalJWKSet>> {
    const { jwks_uri } = await discovery.metadata()
    const answer = (await fetchJson(jwks_uri)) as JSONWebKeySet
    let find: ReturnType<typeof createLocalJWKSet>
    try {
      find = createLocalJWKSet(answer)
    } catch (cause) {
      throw unreachable(`${jwks_uri} holds no keys`, cause)
    }
    known = { find, at: clock.monotonicMs() }
    return find
  }

  async function keysNotOlderThan(ms: number): Promise<ReturnType<typeof createLocalJWKSet>> {
    if (known !== null && clock.monotonicMs() - known.at < ms) return known.find
    try {
      return await (asking ??= ask())
    } catch (failure) {
      if (known !== null) return known.find // The provider is away: keys that were good stay so.
      throw failure
    } finally {
      asking = null
    }
  }

  return async (header, token) => {
    const find = await keysNotOlderThan(KEYS_FRESH_MS)
    try {
      return await find(header, token)
    } catch (failure) {
      if (!(failure instanceof errors.JWKSNoMatchingKey)) throw failure
      return await (
        await keysNotOlderThan(ASK_AGAIN_AFTER_MS)
      )(header, token)
    }
  }
}
