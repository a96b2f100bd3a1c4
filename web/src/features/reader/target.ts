import type { TextRange } from './reading-text.ts'

/** Share of the window above the line that is taken to be read. */
export const READING_LINE = 0.15

/** A place to go to. A new object is a new wish, also for the same place. */
export interface Target extends TextRange {
  /** Share of the window above it. */
  readonly above: number
}
