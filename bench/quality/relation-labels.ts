import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { RelationKind } from '@learnpath/contracts'

/** What a careful reader of the evidence sentence said of one relation. */
export interface RelationLabel {
  readonly set: string
  /**
   * `fresh`: drawn with a seed of its own after the patterns were done; `all`: every relation that a small set gave then, some of which had
   * been read while the patterns were written; `iteration`: read while they were.
   */
  readonly sample: 'fresh' | 'all' | 'iteration'
  readonly document: string
  /** Of the evidence sentence, in the document's text. */
  readonly start: number
  readonly end: number
  readonly kind: RelationKind
  /** Keys of the names. */
  readonly source: string
  readonly target: string
  readonly right: boolean
  readonly reason: string
}

const FILE = fileURLToPath(new URL('fixtures/relation-labels.jsonl', import.meta.url))

export function readRelationLabels(): RelationLabel[] {
  return readFileSync(FILE, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as RelationLabel)
}
