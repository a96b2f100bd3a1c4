import type { EntityType } from '@learnpath/contracts'

const LITERAL: ReadonlySet<EntityType> = new Set<EntityType>(['date', 'quantity', 'identifier', 'standard'])
const NAMED: ReadonlySet<EntityType> = new Set<EntityType>(['person', 'organization', 'place', 'product', 'name'])
/** What a concept may be called by a reader that does not know the concept. */
const OF_CONCEPTS: ReadonlySet<EntityType> = new Set<EntityType>(['name', 'product', 'organization'])

/** A thing that is its own name: "12 May 1931", "5 km", "RFC 7231", "IEC 61131-3". Other letters are another thing. */
export const isLiteral = (type: EntityType): boolean => LITERAL.has(type)

/** Whether things of the two types can be one thing at all. `name` is any named thing; a concept may be read as one. */
export function typesAgree(one: EntityType, other: EntityType): boolean {
  if (one === other) return true
  if (LITERAL.has(one) || LITERAL.has(other)) return false
  if (one === 'concept') return OF_CONCEPTS.has(other)
  if (other === 'concept') return OF_CONCEPTS.has(one)
  return (one === 'name' && NAMED.has(other)) || (other === 'name' && NAMED.has(one))
}

/** Whether things of all these types can be one thing: "name" agrees with a person and with a place, but they do not. */
export function allTypesAgree(types: Iterable<EntityType>): boolean {
  const known = [...new Set(types)]
  return known.every((one, at) => known.slice(at + 1).every((other) => typesAgree(one, other)))
}
