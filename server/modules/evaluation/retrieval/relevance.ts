import type { LabelUnit } from '@learnpath/contracts'
import type { Grades } from '../../../kernel/ranking/ranking-metrics.ts'

/** A stretch of a document. */
export interface Span {
  readonly documentId: string
  readonly start: number
  readonly end: number
}

export interface GradedSpan extends Span {
  readonly grade: number
}

/** What a ranking is judged by: the items that should be found, and which of them a hit is. */
export interface Judgement {
  readonly grades: Grades
  /** Ids in the order of the hits, those of `grades` at the place where the item is first found. */
  rankingOf(hits: readonly Span[]): string[]
}

/**
 * Whether a hit counts for a labelled stretch: they share at least half of the shorter of the two. So a long passage that holds a
 * marked sentence counts, and so does a passage from within a marked page; a neighbour that shares some words does not.
 */
export function counts(hit: Span, label: Span): boolean {
  if (hit.documentId !== label.documentId) return false
  const shared = Math.min(hit.end, label.end) - Math.max(hit.start, label.start)
  return shared > 0 && 2 * shared >= Math.min(hit.end - hit.start, label.end - label.start)
}

function byDocument(labels: readonly GradedSpan[]): Judgement {
  const grades = new Map<string, number>()
  for (const { documentId, grade } of labels) grades.set(documentId, Math.max(grade, grades.get(documentId) ?? 0))
  return { grades, rankingOf: (hits) => [...new Set(hits.map(({ documentId }) => documentId))] }
}

/** Labels that the same passage counts for are one item: the passage can be found but once. */
function groupsOf(labels: readonly GradedSpan[], passages: readonly Span[]): GradedSpan[][] {
  let groups = labels.map((label) => [label])
  for (const passage of passages) {
    const touched = groups.filter((group) => group.some((label) => counts(passage, label)))
    if (touched.length > 1) groups = [...groups.filter((group) => !touched.includes(group)), touched.flat()]
  }
  return groups
}

function byPassage(labels: readonly GradedSpan[], passages: readonly Span[]): Judgement {
  const items = groupsOf(labels, passages).map((group, at) => ({ id: `item ${at}`, group }))
  const grades = new Map(items.map(({ id, group }) => [id, Math.max(...group.map(({ grade }) => grade))]))
  return {
    grades,
    rankingOf(hits) {
      const found = new Set<string>()
      return hits.map((hit) => {
        const item = items.find(({ id, group }) => !found.has(id) && group.some((label) => counts(hit, label)))
        if (item === undefined) return `${hit.documentId} ${hit.start}`
        found.add(item.id)
        return item.id
      })
    },
  }
}

/**
 * How hits are judged by labels. Unit `document`: by the document alone, in the order of its best passage. Unit `passage`: by the
 * rule of `counts`; further passages of an item that is found add nothing. `passages` are those of the labelled documents.
 */
export function judgementOf(unit: LabelUnit, labels: readonly GradedSpan[], passages: readonly Span[]): Judgement {
  return unit === 'document' ? byDocument(labels) : byPassage(labels, passages)
}
