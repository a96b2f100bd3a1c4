import type { Principal } from './principal.ts'

/** How the gateway tells the services behind it who is asking. */
export interface PrincipalToken {
  /** @returns what goes into the header `x-learnpath-principal`; null: somebody who is not signed in */
  sign(principal: Principal | null): Promise<string>
  /** @throws LP_PRINCIPAL_REFUSED when it was not signed by a gateway with the same secret, or is too old */
  verify(token: string): Promise<Principal | null>
}
