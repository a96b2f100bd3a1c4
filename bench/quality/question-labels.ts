import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** What a careful reader said of one item. */
export interface QuestionLabel {
  /** Of the item, see `question-items.ts`. */
  readonly id: string
  readonly set: string
  readonly type: string
  readonly accept: boolean
  /** Why not; empty for an accepted item. */
  readonly reason: string
  /** Of each wrong option, in the order of the options: "good", "implausible" or "right" (as good as the key). */
  readonly distractors: readonly ('good' | 'implausible' | 'right')[]
}

const FILE = fileURLToPath(new URL('fixtures/question-labels.jsonl', import.meta.url))

export function readQuestionLabels(): QuestionLabel[] {
  return readFileSync(FILE, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as QuestionLabel)
}
