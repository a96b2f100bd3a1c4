import { WORKSPACE_ROLES, type WorkspaceRole } from '@learnpath/contracts'
import type { ProviderClaims } from '../../ports/token-verifier.ts'
import type { ProviderRules } from './identity-dependencies.ts'
import { addressKey } from './people.ts'

/** By an address that the provider has made sure of, or by the subject itself. */
export function isAdministratorBy(
  { subject, email, emailVerified }: ProviderClaims,
  { administrators }: ProviderRules,
): boolean {
  const names = [subject.toLowerCase(), ...(email !== null && emailVerified ? [addressKey(email)] : [])]
  return names.some((name) => administrators.includes(name))
}

/** The highest of the roles that the claim names. */
export function roleIn({ all }: ProviderClaims, { roleClaim }: ProviderRules): WorkspaceRole | null {
  if (roleClaim === null) return null
  const names = new Set(textsAt(all, roleClaim).map((name) => name.toLowerCase()))
  return WORKSPACE_ROLES.toReversed().find((role) => names.has(role)) ?? null
}

/** Text, or a list of texts, at a path such as `app_metadata.team`. A claim whose own name has dots goes first. */
export function textsAt(claims: Readonly<Record<string, unknown>>, path: string): readonly string[] {
  let value: unknown = claims[path]
  if (value === undefined) {
    value = claims
    for (const part of path.split('.')) {
      value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[part] : undefined
    }
  }
  const values: readonly unknown[] = Array.isArray(value) ? value : [value]
  return values
    .filter((text): text is string => typeof text === 'string' && text.trim() !== '')
    .map((text) => text.trim())
}
