import type { EntityType } from '@learnpath/contracts'
import { acronymLinks } from './acronym-links.ts'
import { clusterNames, type Cluster } from './clusters.ts'
import { likenessLinks } from './likeness-links.ts'
import { type Findings, type Link, STRENGTH } from './link.ts'
import { nameFeatures, type NameFeatures } from './name-features.ts'
import { personLinks } from './person-links.ts'
import type { MergeRecord, Resolution, ResolutionInput, ResolvedEntity } from './resolution.ts'
import { reviewsOf } from './reviews.ts'
import { spellingLinks } from './spelling-links.ts'
import { statedLinks } from './stated-links.ts'

/**
 * Which names are of one thing. What the user said comes first, then concepts, spelling, what texts state, whole and partial names of
 * persons, short forms, and last likeness of meaning with likeness of letters. See docs/decisions for the rules and their figures.
 */
export function resolveEntities({ forms, aliases, decisions, vectors, mergeSimilarity }: ResolutionInput): Resolution {
  const names = forms.toSorted((one, other) => (one.key < other.key ? -1 : 1)).map(nameFeatures)
  const stated = statedLinks(aliases, new Map(names.map((name) => [name.form.key, name])))
  const withMeaning = new Set(
    stated.links.filter(({ reason }) => reason === 'acronym').flatMap(({ one, other }) => [one, other]),
  )
  const found: readonly Findings[] = [
    { links: conceptLinks(names), doubts: [] },
    spellingLinks(names),
    stated,
    personLinks(names),
    acronymLinks(names, withMeaning),
    likenessLinks(names, vectors, mergeSimilarity),
  ]
  const { clusterOf, refused } = clusterNames(
    names,
    found.flatMap(({ links }) => links),
    decisions,
  )
  const clusters = [...new Set(names.flatMap(({ form }) => clusterOf.get(form.key) ?? []))]
  return {
    entities: clusters.flatMap(entityOf).toSorted((one, other) => (one.key < other.key ? -1 : 1)),
    reviews: reviewsOf(
      found.flatMap(({ doubts }) => doubts),
      refused,
      clusterOf,
    ),
  }
}

/** Names of a concept are one thing, as the concepts say. */
function conceptLinks(names: readonly NameFeatures[]): Link[] {
  const byConcept = new Map<string, NameFeatures[]>()
  for (const name of names) {
    const { conceptId } = name.form
    if (conceptId !== null) byConcept.set(conceptId, [...(byConcept.get(conceptId) ?? []), name])
  }
  return [...byConcept.values()].flatMap((same) =>
    same.flatMap((one, at) =>
      same
        .slice(at + 1)
        .map((other) => ({ one, other, reason: 'concept', strength: STRENGTH.concept, similarity: null }) as const),
    ),
  )
}

function entityOf({ names, ties }: Cluster): ResolvedEntity[] {
  const [own] = names.toSorted(byUse)
  if (own === undefined) return []
  const present = new Set(names.map(({ form }) => form.key))
  const neighbours = new Map<string, Pick<MergeRecord, 'key' | 'reason' | 'similarity'>[]>()
  for (const { from, to, reason, similarity } of ties) {
    neighbours.set(from, [...(neighbours.get(from) ?? []), { key: to, reason, similarity }])
    neighbours.set(to, [...(neighbours.get(to) ?? []), { key: from, reason, similarity }])
  }
  const records: MergeRecord[] = []
  const reached = new Set([own.form.key])
  // A name that no document has any more may still tie two that documents have: they are then records of each other.
  const waiting: { key: string; through: string }[] = [{ key: own.form.key, through: own.form.key }]
  for (const { key, through } of waiting) {
    for (const next of (neighbours.get(key) ?? []).toSorted((one, other) => (one.key < other.key ? -1 : 1))) {
      if (reached.has(next.key)) continue
      reached.add(next.key)
      const isThere = present.has(next.key)
      if (isThere) records.push({ ...next, withKey: through })
      waiting.push({ key: next.key, through: isThere ? next.key : through })
    }
  }
  const itself: MergeRecord = { key: own.form.key, reason: 'itself', withKey: null, similarity: null }
  const others = records.toSorted((one, other) => (one.key < other.key ? -1 : 1))
  return [{ key: own.form.key, type: typeOf(names), records: [itself, ...others] }]
}

/** The name used most; then a concept's; then the smallest key. */
function byUse(one: NameFeatures, other: NameFeatures): number {
  return (
    other.form.mentions - one.form.mentions ||
    Number(other.form.conceptId !== null) - Number(one.form.conceptId !== null) ||
    one.index - other.index
  )
}

/** The type that most mentions have; `name` tells nothing where another is known. */
function typeOf(names: readonly NameFeatures[]): EntityType {
  const mentions = new Map<EntityType, number>()
  for (const { form } of names) mentions.set(form.type, (mentions.get(form.type) ?? 0) + form.mentions + 1)
  if (mentions.has('concept')) return 'concept'
  const known = [...mentions].filter(([type]) => type !== 'name')
  const [best] = known.toSorted(([one, count], [other, otherCount]) => otherCount - count || (one < other ? -1 : 1))
  return best?.[0] ?? 'name'
}
