import type { EntityType, MergeReason, RelationKind, RelationOrigin } from '@learnpath/contracts'
import type { IndexableDocument } from '../../library/index.ts'
import type {
  AssembledEntity,
  AssembledEvidence,
  AssembledGraph,
  AssembledName,
  AssembledPlace,
  AssembledRelation,
} from '../assembly/assembled-graph.ts'

/** A graph in the words of a test: names and sentences as they stand in the texts, whatever the case of names. */
export interface DescribedGraph {
  readonly entities: readonly DescribedEntity[]
  readonly relations?: readonly DescribedRelation[]
  readonly reviews?: readonly DescribedReview[]
}

interface DescribedEntity {
  /** The first gives it its id. */
  readonly names: readonly string[]
  readonly type: EntityType
  readonly conceptId?: string
  readonly importance?: number
  readonly description?: string
  /** Of names after the first; "spelling" without one. `says` is the sentence that gives both names. */
  readonly reasons?: readonly { readonly name: string; readonly reason: MergeReason; readonly says: string | null }[]
}

interface DescribedRelation {
  readonly source: string
  readonly kind: RelationKind
  readonly target: string
  /** The sentence, or sentences, as in a text; the best first. */
  readonly says: string | readonly string[]
  readonly confidence?: number
  readonly origin?: RelationOrigin
  readonly rule?: string
  readonly description?: string
  readonly keywords?: readonly string[]
}

interface DescribedReview {
  readonly first: string
  readonly second: string
  readonly similarity?: number
  readonly score?: number
  readonly reasons?: readonly string[]
}

type Text = Pick<IndexableDocument, 'documentId' | 'chunks'>

export const keyOfName = (name: string): string => `en:${name.toLowerCase()}`

/** What assembling would give: each name where it stands in the texts, each sentence where it stands first. */
export function assembledFrom(described: DescribedGraph, texts: readonly Text[]): AssembledGraph {
  const entityOf = (name: string): string => {
    const entity = described.entities.find(({ names }) => names.some((each) => keyOfName(each) === keyOfName(name)))
    return keyOfName(entity?.names[0] ?? name)
  }
  return {
    entities: described.entities.map((entity) => assembledEntity(entity, texts)),
    relations: (described.relations ?? []).map((relation) => assembledRelation(relation, { entityOf, texts })),
    reviews: (described.reviews ?? []).map(({ first, second, similarity = null, score = 0.5, reasons = [] }) => {
      const [firstKey = '', secondKey = ''] = [keyOfName(first), keyOfName(second)].toSorted()
      return { firstKey, secondKey, similarity, score, reasons }
    }),
  }
}

function assembledEntity(entity: DescribedEntity, texts: readonly Text[]): AssembledEntity {
  const [own = ''] = entity.names
  return {
    key: keyOfName(own),
    name: own,
    type: entity.type,
    conceptId: entity.conceptId ?? null,
    names: entity.names.map((name, index) => assembledName(entity, { name, index }, texts)),
    places: placesOf(entity.names, texts),
    importance: entity.importance ?? 0.5,
    description: entity.description ?? null,
  }
}

function assembledName(
  { names: [own = ''], reasons = [] }: DescribedEntity,
  { name, index }: { readonly name: string; readonly index: number },
  texts: readonly Text[],
): AssembledName {
  const reason = reasons.find((each) => each.name === name)
  const evidence = reason === undefined || reason.says === null ? null : sentencePlace(reason.says, texts)
  return {
    key: keyOfName(name),
    name,
    mentions: placesOf([name], texts).reduce((sum, { mentions }) => sum + mentions, 0),
    reason: index === 0 ? 'itself' : (reason?.reason ?? 'spelling'),
    withKey: index === 0 ? null : keyOfName(own),
    similarity: null,
    evidence: evidence === null ? null : { chunkId: evidence.chunkId, start: evidence.start, end: evidence.end },
  }
}

function placesOf(names: readonly string[], texts: readonly Text[]): AssembledPlace[] {
  const longestFirst = names.toSorted((a, b) => b.length - a.length)
  const either = longestFirst.map((name) => name.replaceAll(/[.*+?^${}()|[\]\\/]/gu, String.raw`\$&`)).join('|')
  const pattern = new RegExp(`(?<![\\p{L}\\d])(?:${either})(?![\\p{L}\\d])`, 'giu')
  return texts.flatMap(({ documentId, chunks }) =>
    chunks.flatMap((chunk) => {
      const matches = [...chunk.text.matchAll(pattern)]
      const [first] = matches
      if (first === undefined) return []
      const start = chunk.start + first.index
      return [{ chunkId: chunk.id, documentId, mentions: matches.length, start, end: start + first[0].length }]
    }),
  )
}

interface Place {
  readonly chunkId: number
  readonly documentId: string
  readonly start: number
  readonly end: number
}

function sentencePlace(sentence: string, texts: readonly Text[]): Place {
  for (const { documentId, chunks } of texts) {
    for (const chunk of chunks) {
      const at = chunk.text.indexOf(sentence)
      const start = chunk.start + at
      if (at >= 0) return { chunkId: chunk.id, documentId, start, end: start + sentence.length }
    }
  }
  throw new Error(`no text says "${sentence}"`)
}

function assembledRelation(
  relation: DescribedRelation,
  { entityOf, texts }: { readonly entityOf: (name: string) => string; readonly texts: readonly Text[] },
): AssembledRelation {
  const { kind, origin = 'pattern', rule = `en:${kind}` } = relation
  const names = [relation.source, relation.target]
  const [source = '', target = ''] =
    kind === 'related' ? names.toSorted((a, b) => (entityOf(a) < entityOf(b) ? -1 : 1)) : names
  const sentences = typeof relation.says === 'string' ? [relation.says] : relation.says
  const evidence = sentences.map((sentence): AssembledEvidence => {
    const { chunkId, documentId, start, end } = sentencePlace(sentence, texts)
    const rangeOf = (name: string): readonly [number, number] | null => {
      const at = sentence.toLowerCase().indexOf(name.toLowerCase())
      return at < 0 ? null : [start + at, start + at + name.length]
    }
    return { chunkId, documentId, start, end, source: rangeOf(source), target: rangeOf(target), origin, rule }
  })
  return {
    kind,
    sourceKey: entityOf(source),
    targetKey: entityOf(target),
    confidence: relation.confidence ?? 0.8,
    evidence,
    evidenceCount: evidence.length,
    description: relation.description ?? null,
    keywords: relation.keywords ?? [],
  }
}
