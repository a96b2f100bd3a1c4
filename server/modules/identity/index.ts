export { createIdentity, type IdentityApi } from './identity.ts'
export type { IdentityDependencies } from './identity-dependencies.ts'
