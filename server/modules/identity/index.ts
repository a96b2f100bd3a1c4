export { createIdentity, type IdentityApi } from './identity.ts'
export type { IdentityDependencies, IdentityRules, ProviderRules } from './identity-dependencies.ts'
