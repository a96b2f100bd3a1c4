import { randomBytes } from 'node:crypto'
import type { SecretSource } from '../../ports/secret-source.ts'

/** Secrets from the system's cryptographic source. */
export function createRandomSecretSource(): SecretSource {
  return { next: () => randomBytes(32).toString('base64url') }
}
