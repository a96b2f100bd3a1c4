import type { MergeReason } from '@learnpath/contracts'
import type { NameFeatures } from './name-features.ts'

/** That two names are one thing, by what is known of the two alone. */
export interface Link {
  readonly one: NameFeatures
  readonly other: NameFeatures
  readonly reason: MergeReason
  /** 0 to 1; stronger links are tied first. */
  readonly strength: number
  readonly similarity: number | null
}

/** That two names may be one thing. */
export interface Doubt {
  readonly one: NameFeatures
  readonly other: NameFeatures
  readonly similarity: number | null
  readonly score: number
  readonly reasons: readonly string[]
}

/** What was found, link by link and doubt by doubt. */
export interface Findings {
  readonly links: Link[]
  readonly doubts: Doubt[]
}

export const STRENGTH = {
  concept: 1,
  spelling: 0.98,
  statedAcronym: 0.97,
  statedAlias: 0.96,
  person: 0.94,
  acronym: 0.92,
  similarity: 0.9,
} as const

/** Whether every document that has the first name has one of the others too. */
export function standsWith(short: NameFeatures, long: readonly NameFeatures[]): boolean {
  const documents = new Set(long.flatMap(({ form }) => form.documents))
  return short.form.documents.length > 0 && short.form.documents.every((document) => documents.has(document))
}

export function sharesDocument(one: NameFeatures, other: NameFeatures): boolean {
  const [fewer, more] =
    one.form.documents.length < other.form.documents.length
      ? [one.form.documents, other.form.documents]
      : [other.form.documents, one.form.documents]
  if (fewer.length === 0) return false
  const documents = new Set(more)
  return fewer.some((document) => documents.has(document))
}
