import { createHash } from 'node:crypto'
import { createAskedQuestions } from '../../server/modules/quizzes/verification/near-duplicates.ts'
import { verificationContext } from '../../server/modules/quizzes/verification/verification-context.ts'
import { verifyDraft } from '../../server/modules/quizzes/verification/verify-draft.ts'
import { createExtractiveQuestionWriter } from '../../server/modules/quizzes/writing/extractive-question-writer.ts'
import type { QuestionDraft, QuestionMaterial } from '../../server/ports/question-writer.ts'

export interface QuestionItem {
  /** Of all that a learner sees (whatever the order of the options) and of answer and evidence: any other change makes another item. */
  readonly id: string
  readonly draft: QuestionDraft
  readonly evidence: string
}

export interface WrittenItems {
  readonly items: readonly QuestionItem[]
  readonly drafts: number
  /** Drafts turned down, by rule. */
  readonly dropped: Readonly<Record<string, number>>
  readonly seconds: number
}

const TYPES = ['multiple-choice', 'cloze', 'true-false', 'matching', 'ordering', 'short-answer'] as const
const SEED = 1
/** As the product asks for drafts: about half may be dropped. */
const DRAFTS_PER_ITEM = 2
const SPARE_DRAFTS = 20

/** Writes questions from all documents and keeps those that pass all rules, as the product does. Time is of the processor. */
export async function writeItems(material: QuestionMaterial, count: number): Promise<WrittenItems> {
  const before = process.cpuUsage()
  const drafts = await createExtractiveQuestionWriter({ eventBus: { subscribe: () => () => undefined } }).write(
    material,
    {
      types: TYPES,
      conceptIds: null,
      documentIds: null,
      count: count * DRAFTS_PER_ITEM + SPARE_DRAFTS,
      seed: SEED,
    },
  )
  const { user, system } = process.cpuUsage(before)
  const context = verificationContext(material)
  const asked = createAskedQuestions()
  const dropped: Record<string, number> = {}
  const items: QuestionItem[] = []
  for (const draft of drafts) {
    if (items.length === count) break
    const verdict = verifyDraft(draft, context)
    const rule = verdict.ok ? (asked.add(draft) ? null : 'near-duplicate') : verdict.rule
    if (rule !== null) dropped[rule] = (dropped[rule] ?? 0) + 1
    else items.push(itemOf(draft, material))
  }
  return { items, drafts: drafts.length, dropped, seconds: (user + system) / 1e6 }
}

function itemOf(draft: QuestionDraft, { documents }: QuestionMaterial): QuestionItem {
  const { documentId, start, end } = draft.evidence
  const evidence = documents.find((document) => document.documentId === documentId)?.text.slice(start, end) ?? ''
  const { type, stem, options, left, right, answerText } = draft
  const words = JSON.stringify([
    type,
    stem,
    options.toSorted(),
    left.toSorted(),
    right.toSorted(),
    answerText,
    evidence,
  ])
  return { id: createHash('sha256').update(words).digest('hex').slice(0, 16), draft, evidence }
}
