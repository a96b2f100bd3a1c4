import type { ProviderClaims } from './token-verifier.ts'

/** A sign-in that is under way at the identity provider. */
export interface ProviderSignIn {
  /** Where the browser goes. */
  readonly address: string
  /** What proves to the provider that who asks for the token has begun the sign-in (PKCE, RFC 7636). */
  readonly codeVerifier: string
  /** Comes back in the token. */
  readonly nonce: string
}

/** Sign-in of a browser by authorization code (RFC 6749, OpenID Connect Core). */
export interface IdentityProvider {
  /** @throws LP_OIDC_UNREACHABLE */
  begin(request: { readonly state: string; readonly redirectAddress: string }): Promise<ProviderSignIn>
  /** @throws LP_OIDC_REFUSED, LP_OIDC_UNREACHABLE */
  finish(answer: {
    readonly code: string
    readonly redirectAddress: string
    readonly codeVerifier: string
    readonly nonce: string
  }): Promise<ProviderClaims>
}
