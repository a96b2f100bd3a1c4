import type { Card, ReviewSettings, SolvedQuizItem } from '@learnpath/contracts'
import type { ReviewLogEntry } from '../../reviews/index.ts'
import type { ExportContent } from '../content/export-entry.ts'

export const LEARNING_FORMAT = 'learnpath-learning'
export const LEARNING_VERSION = 1

/** Everything of the exported cards and items, without a loss. */
interface LearningFile {
  readonly format: typeof LEARNING_FORMAT
  readonly version: typeof LEARNING_VERSION
  readonly exportedAt: string
  readonly title: string
  readonly settings: ReviewSettings
  readonly entries: readonly {
    readonly guid: string
    readonly deck: string
    readonly kind: 'basic' | 'cloze'
    readonly front: string
    readonly back: string
    readonly tags: readonly string[]
    readonly card: Card | null
    readonly item: SolvedQuizItem | null
    readonly log: readonly ReviewLogEntry[]
  }[]
}

/** The form that LearnPath itself reads again. */
export function learningJson({ title, at, settings, entries }: ExportContent): string {
  const file: LearningFile = {
    format: LEARNING_FORMAT,
    version: LEARNING_VERSION,
    exportedAt: new Date(at).toISOString(),
    title,
    settings,
    entries: entries.map(({ guid, deck, kind, front, back, tags, card, item, log }) => ({
      guid,
      deck,
      kind,
      front,
      back,
      tags,
      card,
      item,
      log,
    })),
  }
  return `${JSON.stringify(file, null, 2)}\n`
}
