/** What an identity provider says of somebody, in a token that was checked. */
export interface ProviderClaims {
  readonly issuer: string
  /** Unique and lasting at that issuer. */
  readonly subject: string
  readonly email: string | null
  readonly emailVerified: boolean
  readonly name: string | null
  /** Milliseconds since 1970. */
  readonly expiresAt: number
  /** Everything in the token, for settings that name a claim. */
  readonly all: Readonly<Record<string, unknown>>
}

/** Checks bearer tokens of an identity provider: signature, issuer, audience, algorithm and times. */
export interface TokenVerifier {
  /** @throws LP_CREDENTIAL_REFUSED, LP_OIDC_UNREACHABLE */
  verify(token: string): Promise<ProviderClaims>
}
