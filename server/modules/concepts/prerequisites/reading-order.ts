import { orderByPrerequisites } from '../../../kernel/ranking/order-by-prerequisites.ts'
import { compareReadingOrder } from '../reading-order.ts'
import type { AuthorHints } from './author-hints.ts'
import { referenceResolver, type NamedDocument } from './document-references.ts'
import { numberingTrust } from './path-numbers.ts'

export interface HintingDocument extends NamedDocument {
  readonly hints: AuthorHints
}

export interface DocumentEdge {
  readonly before: string
  readonly after: string
  readonly weight: number
}

export interface ReadingOrder {
  readonly documentIds: readonly string[]
  /** What the order is made from: what the authors say, numbers in the paths, or the paths alone, which says nothing. */
  readonly basis: 'authored' | 'numbered' | 'paths'
  /** How far it tells what comes first, from 0 to 1: the mean over the documents. */
  readonly trust: number
  /** What the authors say and the order keeps, strongest first. */
  readonly edges: readonly DocumentEdge[]
}

/** Where statements contradict each other, the more explicit one holds. */
const NEEDED = 3
const NEIGHBOUR = 2
const LISTED = 1
/** Share of documents from which on the whole order counts as made that way. */
const MOSTLY = 0.5
const AUTHORED_TRUST = 1
/** Of a single document: within it, the order is its author's. */
const ALONE_TRUST = 1

/**
 * The order in which a collection is to be read: as its authors say (prerequisites, links to the lesson before and after, tables of
 * contents), else by path, numbers compared as numbers. Same documents, same order, however they come.
 */
export function readingOrder(documents: readonly HintingDocument[]): ReadingOrder {
  const byPath = documents.toSorted(
    (one, other) => compareReadingOrder(one, other) || (one.documentId < other.documentId ? -1 : 1),
  )
  const nodes = byPath.map(({ documentId }, priority) => ({ id: documentId, priority }))
  const { order, kept } = orderByPrerequisites(nodes, statedEdges(byPath))
  const placed = new Set(kept.flatMap(({ before, after }) => [before, after]))
  const numbered = numberingTrust(byPath.map(({ path }) => path))
  const trusts = byPath.map(({ documentId }, at) => (placed.has(documentId) ? AUTHORED_TRUST : (numbered[at] ?? 0)))
  const ordered = trusts.filter((trust) => trust > 0).length
  const basis = isMost(placed.size, byPath) ? 'authored' : isMost(ordered, byPath) ? 'numbered' : 'paths'
  const sum = trusts.reduce((total, trust) => total + trust, 0)
  return { documentIds: order, basis, trust: byPath.length < 2 ? ALONE_TRUST : sum / byPath.length, edges: kept }
}

function isMost(count: number, documents: readonly unknown[]): boolean {
  return count > 0 && count >= documents.length * MOSTLY
}

function statedEdges(documents: readonly HintingDocument[]): DocumentEdge[] {
  const resolve = referenceResolver(documents)
  return documents.flatMap((document) => {
    const { needs, previous, next, contents } = document.hints
    const found = (references: AuthorHints['needs']): string[] => [
      ...new Set(references.map((reference) => resolve(reference, document)).filter((id) => id !== null)),
    ]
    const own = document.documentId
    const listed = found(contents)
    return [
      ...found(needs).map((before) => ({ before, after: own, weight: NEEDED })),
      ...found(previous).map((before) => ({ before, after: own, weight: NEIGHBOUR })),
      ...found(next).map((after) => ({ before: own, after, weight: NEIGHBOUR })),
      ...listed.map((after, at) => ({ before: listed[at - 1] ?? own, after, weight: LISTED })),
    ]
  })
}
