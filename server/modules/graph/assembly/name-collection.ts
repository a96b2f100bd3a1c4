import type { EntityType } from '@learnpath/contracts'
import type { EntityForm, FormAlias } from '../resolution/resolution.ts'
import type { ConceptsToAssemble } from './assembly-input.ts'
import type { CollectedChunk } from './collected-chunks.ts'
import { rangeOf } from './places-in-chunk.ts'

/** Of equally frequent types, the one that says more. */
const BY_WEIGHT: readonly EntityType[] = [
  'standard',
  'identifier',
  'date',
  'quantity',
  'person',
  'organization',
  'place',
  'product',
  'concept',
  'name',
]
/** Longer ones are no names, whoever found them. */
const LONGEST_NAME = 200

interface CountedName {
  readonly surfaces: Map<string, number>
  readonly types: Map<EntityType, number>
  readonly documents: Set<string>
  mentions: number
}

/** Sentence that gives two names of one thing; offsets in the document's text. */
export interface AliasSentence {
  readonly chunk: number
  readonly start: number
  readonly end: number
}

export interface CollectedNames {
  readonly forms: readonly EntityForm[]
  readonly aliases: readonly FormAlias[]
  /** By `aliasName`: the first in the order of the documents. */
  readonly aliasSentences: ReadonlyMap<string, AliasSentence>
}

/** Names a pair, whichever comes first. */
export const aliasName = (one: string, other: string): string => (one < other ? `${one}\n${other}` : `${other}\n${one}`)

/** The names of a collection, each with all its places taken together. */
export function collectNames(
  chunks: Iterable<CollectedChunk>,
  { gazetteer }: Pick<ConceptsToAssemble, 'gazetteer'>,
): CollectedNames {
  const names = new Map<string, CountedName>()
  const aliases = new Map<string, FormAlias>()
  const aliasSentences = new Map<string, AliasSentence>()
  for (const chunk of chunks) {
    for (const place of chunk.places) count(names, place, chunk)
    for (const alias of aliasesIn(chunk)) {
      const name = `${alias.kind}\n${aliasName(alias.firstKey, alias.secondKey)}`
      aliases.set(name, { ...alias, count: (aliases.get(name)?.count ?? 0) + 1 })
      const pair = aliasName(alias.firstKey, alias.secondKey)
      if (!aliasSentences.has(pair)) aliasSentences.set(pair, alias.sentence)
    }
  }
  const conceptOf = new Map(gazetteer.keys.map((key, at) => [key, gazetteer.conceptIds[at] ?? ''] as const))
  const forms = [...names].map(([key, counted]) => formOf(key, counted, conceptOf.get(key) ?? null))
  return {
    forms: forms.toSorted((one, other) => (one.key < other.key ? -1 : 1)),
    aliases: [...aliases.values()].map(({ firstKey, secondKey, kind, count: times }) => ({
      firstKey,
      secondKey,
      kind,
      count: times,
    })),
    aliasSentences,
  }
}

function count(
  names: Map<string, CountedName>,
  { key, start, end, type }: CollectedChunk['places'][number],
  { text, document }: CollectedChunk,
): void {
  const known = names.get(key) ?? { surfaces: new Map(), types: new Map(), documents: new Set(), mentions: 0 }
  names.set(key, known)
  const surface = text.slice(start, end).replaceAll(/\s+/gu, ' ').slice(0, LONGEST_NAME)
  known.surfaces.set(surface, (known.surfaces.get(surface) ?? 0) + 1)
  if (type !== null) known.types.set(type, (known.types.get(type) ?? 0) + 1)
  known.documents.add(document)
  known.mentions += 1
}

function* aliasesIn({
  reading,
  places,
  chunk,
  start,
}: CollectedChunk): Generator<FormAlias & { readonly sentence: AliasSentence }, void, undefined> {
  if (reading.aliases.length === 0) return
  const keyAt = new Map(places.map((place) => [rangeOf(place.start, place.end), place.key]))
  for (const alias of reading.aliases) {
    const [first, second] = [alias.first, alias.second].map((index) => {
      const mention = reading.mentions[index]
      return mention === undefined ? undefined : keyAt.get(rangeOf(mention.start, mention.end))
    })
    if (first === undefined || second === undefined || first === second) continue
    const sentence = { chunk, start: start + alias.start, end: start + alias.end }
    const [firstKey, secondKey] = first < second ? [first, second] : [second, first]
    yield { firstKey, secondKey, kind: alias.kind, count: 1, sentence }
  }
}

function formOf(key: string, counted: CountedName, conceptId: string | null): EntityForm {
  const { surfaces, types, documents, mentions } = counted
  return {
    key,
    name: mostFrequent(surfaces, (one, other) => (one < other ? 1 : -1)) ?? key,
    type: typeOf(types, mentions, conceptId),
    language: key.slice(0, Math.max(0, key.indexOf(':'))),
    mentions,
    documents: [...documents],
    conceptId,
  }
}

/** A concept keeps the type of a name only where most of its places are those of a name. */
function typeOf(types: ReadonlyMap<EntityType, number>, mentions: number, conceptId: string | null): EntityType {
  const top = mostFrequent(types, (one, other) => BY_WEIGHT.indexOf(one) - BY_WEIGHT.indexOf(other))
  if (conceptId === null) return top ?? 'name'
  if (top === undefined || top === 'name' || 2 * (types.get(top) ?? 0) < mentions) return 'concept'
  return top
}

function mostFrequent<Value>(
  counts: ReadonlyMap<Value, number>,
  byPreference: (one: Value, other: Value) => number,
): Value | undefined {
  return [...counts].toSorted(([one, its], [other, others]) => others - its || byPreference(one, other))[0]?.[0]
}
