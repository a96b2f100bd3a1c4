import type { Card, SolvedQuizItem } from '@learnpath/contracts'
import type { ReviewLogEntry } from '../../reviews/index.ts'
import type { ExportContent } from '../content/export-entry.ts'

export const LEARNING_FORMAT = 'learnpath-learning'
export const LEARNING_VERSION = 1

/** An entry of the file: everything there is of it, without a loss. */
interface LearningFileEntry {
  readonly guid: string
  readonly deck: string
  readonly kind: 'basic' | 'cloze'
  readonly front: string
  readonly back: string
  readonly tags: readonly string[]
  readonly card: Card | null
  readonly item: SolvedQuizItem | null
  readonly log: readonly ReviewLogEntry[]
}

/** The form that LearnPath itself reads again; an entry to a line. */
export function* learningJson({ title, at, settings, entries }: ExportContent): Generator<string> {
  const head = {
    format: LEARNING_FORMAT,
    version: LEARNING_VERSION,
    exportedAt: new Date(at).toISOString(),
    title,
    settings,
  }
  yield `${JSON.stringify(head).slice(0, -1)},"entries":[`
  let separator = '\n'
  for (const { guid, deck, kind, front, back, tags, card, item, log } of entries) {
    const entry: LearningFileEntry = { guid, deck, kind, front, back, tags, card, item, log }
    yield separator + JSON.stringify(entry)
    separator = ',\n'
  }
  yield '\n]}\n'
}
