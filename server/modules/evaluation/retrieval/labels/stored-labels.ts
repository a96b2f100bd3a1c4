import { LabelGrade, LabelOrigin, LabelUnit } from '@learnpath/contracts'
import { z } from 'zod'

const StoredPassage = z.object({
  documentId: z.string(),
  /** As last seen: a document that was deleted and added again is known by them. */
  collection: z.string(),
  path: z.string(),
  title: z.string(),
  versionHash: z.string(),
  start: z.number().int(),
  end: z.number().int(),
  quote: z.string(),
  wholeDocument: z.boolean(),
  grade: LabelGrade,
})
export type StoredPassage = z.infer<typeof StoredPassage>

const StoredQuestion = z.object({
  id: z.string(),
  question: z.string(),
  origin: LabelOrigin,
  checked: z.enum(['person', 'rules']),
  createdAt: z.number(),
  passages: z.array(StoredPassage),
})
export type StoredQuestion = z.infer<typeof StoredQuestion>

/** What a question set of kind `retrieval` holds. */
export const StoredLabels = z.object({ unit: LabelUnit, questions: z.array(StoredQuestion) })
export type StoredLabels = z.infer<typeof StoredLabels>
