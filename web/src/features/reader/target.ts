import type { TextRange } from './reading-text.ts'

/** A place to go to. A new object is a new wish, also for the same place. */
export interface Target extends TextRange {
  /** Share of the window above it. */
  readonly above: number
}
