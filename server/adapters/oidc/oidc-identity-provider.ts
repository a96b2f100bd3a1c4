import { createHash } from 'node:crypto'
import { LearnPathError } from '@learnpath/contracts'
import { z } from 'zod'
import type { IdentityProvider } from '../../ports/identity-provider.ts'
import type { SecretSource } from '../../ports/secret-source.ts'
import type { TokenVerifier } from '../../ports/token-verifier.ts'
import { fetchJson, unreachable, type Discovery } from './discovery.ts'

export interface OidcIdentityProviderOptions {
  readonly clientId: string
  readonly clientSecret: string | null
  readonly scopes: string
  readonly discovery: Discovery
  /** Of ID tokens: their audience is the client. */
  readonly verifier: TokenVerifier
  readonly secretSource: SecretSource
}

const Answer = z.object({ id_token: z.string().optional(), error: z.string().optional() })

/** Authorization code with PKCE (RFC 7636, S256) and a nonce; the ID token is checked like any other. */
export function createOidcIdentityProvider(options: OidcIdentityProviderOptions): IdentityProvider {
  const { clientId, clientSecret, scopes, discovery, verifier, secretSource } = options

  /** By the Authorization header, which every provider must take (RFC 6749, 2.3.1), unless it says that it takes the body alone. */
  async function credentials(): Promise<{
    readonly headers: Record<string, string>
    readonly fields: Record<string, string>
  }> {
    if (clientSecret === null) return { headers: {}, fields: { client_id: clientId } }
    const { token_endpoint_auth_methods_supported: methods } = await discovery.metadata()
    if (methods !== undefined && !methods.includes('client_secret_basic')) {
      return { headers: {}, fields: { client_id: clientId, client_secret: clientSecret } }
    }
    const pair = `${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`
    return { headers: { authorization: `Basic ${Buffer.from(pair).toString('base64')}` }, fields: {} }
  }

  return {
    async begin({ state, redirectAddress }) {
      const { authorization_endpoint } = await discovery.metadata()
      if (authorization_endpoint === undefined) throw unreachable('the provider has no page to sign in at')
      const codeVerifier = secretSource.next()
      const nonce = secretSource.next()
      const address = new URL(authorization_endpoint)
      const query = {
        response_type: 'code',
        client_id: clientId,
        redirect_uri: redirectAddress,
        scope: scopes,
        state,
        nonce,
        code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
        code_challenge_method: 'S256',
      }
      for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value)
      return { address: address.href, codeVerifier, nonce }
    },
    async finish({ code, redirectAddress, codeVerifier, nonce }) {
      const { token_endpoint } = await discovery.metadata()
      if (token_endpoint === undefined) throw unreachable('the provider gives no tokens')
      const { headers, fields } = await credentials()
      const body = new URLSearchParams({
        grant_type: 'authorization_code',
        code,
        redirect_uri: redirectAddress,
        code_verifier: codeVerifier,
        ...fields,
      })
      const accept = { accept: 'application/json' }
      const answer = Answer.safeParse(
        await fetchJson(token_endpoint, { method: 'POST', body, headers: { ...headers, ...accept } }),
      )
      const token = answer.success ? answer.data.id_token : undefined
      if (token === undefined) {
        throw new LearnPathError('LP_OIDC_REFUSED', { detail: answer.data?.error ?? 'the provider gave no ID token' })
      }
      const claims = await verifier.verify(token).catch((cause: unknown) => {
        if (cause instanceof LearnPathError && cause.code === 'LP_OIDC_UNREACHABLE') throw cause
        throw new LearnPathError('LP_OIDC_REFUSED', { detail: 'the ID token is not valid', cause })
      })
      if (claims.all['nonce'] !== nonce) {
        throw new LearnPathError('LP_OIDC_REFUSED', { detail: 'the ID token is of another sign-in' })
      }
      return claims
    },
  }
}
