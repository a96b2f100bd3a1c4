import { z } from 'zod'

/** Where a labelled passage stands now. `moved`: its words are elsewhere in a newer version; `gone`: they are not there any more. */
export const LabelPlace = z
  .enum(['exact', 'moved', 'gone', 'document-gone'])
  .register(z.globalRegistry, { id: 'LabelPlace' })
export type LabelPlace = z.infer<typeof LabelPlace>

export const LabelGrade = z
  .int()
  .min(1)
  .max(3)
  .describe('1 touches the question, 2 answers a part of it, 3 answers it.')

/** A stretch of a document that answers a question. */
export const LabelledPassage = z
  .object({
    documentId: z.string(),
    collection: z.string().describe('Empty when the document is gone.'),
    path: z.string(),
    title: z.string(),
    versionHash: z.string().describe('Version in which the offsets hold.'),
    start: z.int().describe('In UTF-16 code units of the text of the document.'),
    end: z.int(),
    quote: z.string().describe('The text from `start` to `end`; empty for the whole document.'),
    wholeDocument: z.boolean(),
    grade: LabelGrade,
    place: LabelPlace,
  })
  .register(z.globalRegistry, { id: 'LabelledPassage' })
export type LabelledPassage = z.infer<typeof LabelledPassage>

/** `own`: asked by a person; `generated`: made from the documents; `imported`: from a file. Never mixed without being told. */
export const LabelOrigin = z.enum(['own', 'generated', 'imported']).register(z.globalRegistry, { id: 'LabelOrigin' })
export type LabelOrigin = z.infer<typeof LabelOrigin>

export const LabelledQuestion = z
  .object({
    id: z.string(),
    question: z.string(),
    origin: LabelOrigin,
    checked: z
      .enum(['person', 'rules'])
      .describe('Who has looked it over: a person, or only the rules that questions of a quiz must pass.'),
    passages: z.array(LabelledPassage),
    usable: z.boolean().describe('False when none of its passages is there any more; it is left out of evaluations.'),
    createdAt: z.iso.datetime(),
  })
  .register(z.globalRegistry, { id: 'LabelledQuestion' })
export type LabelledQuestion = z.infer<typeof LabelledQuestion>

/** `passage`: hits are judged by the stretch they show; `document`: only by the document they are from. */
export const LabelUnit = z.enum(['passage', 'document']).register(z.globalRegistry, { id: 'LabelUnit' })
export type LabelUnit = z.infer<typeof LabelUnit>

export const LabelSetSummary = z
  .object({
    id: z.string(),
    name: z.string(),
    unit: LabelUnit,
    questions: z.object({
      total: z.int(),
      own: z.int(),
      generated: z.int(),
      imported: z.int(),
    }),
    createdAt: z.iso.datetime(),
    changedAt: z.iso.datetime(),
  })
  .register(z.globalRegistry, { id: 'LabelSetSummary' })
export type LabelSetSummary = z.infer<typeof LabelSetSummary>

/** Questions with the passages that answer them: what retrieval is measured by. */
export const LabelSet = LabelSetSummary.omit({ questions: true })
  .extend({ questions: z.array(LabelledQuestion) })
  .register(z.globalRegistry, { id: 'LabelSet' })
export type LabelSet = z.infer<typeof LabelSet>

export const LabelSetList = z
  .object({ sets: z.array(LabelSetSummary) })
  .register(z.globalRegistry, { id: 'LabelSetList' })
export type LabelSetList = z.infer<typeof LabelSetList>

const Name = z.string().trim().min(1).max(200)
const Question = z.string().trim().min(1).max(2000)

export const CreateLabelSetRequest = z
  .strictObject({ name: Name, unit: LabelUnit.default('passage') })
  .register(z.globalRegistry, { id: 'CreateLabelSetRequest' })
export type CreateLabelSetRequest = z.infer<typeof CreateLabelSetRequest>
export type CreateLabelSetRequestInput = z.input<typeof CreateLabelSetRequest>

export const PassageToLabel = z
  .strictObject({
    documentId: z.string(),
    start: z.int().min(0).optional().describe('Left out with `end` and `quote`: the whole document.'),
    end: z.int().min(1).optional(),
    quote: z.string().max(100_000).optional().describe('Instead of `start` and `end`: the words, wherever they stand.'),
    grade: LabelGrade.default(3),
  })
  .register(z.globalRegistry, { id: 'PassageToLabel' })
export type PassageToLabel = z.infer<typeof PassageToLabel>

export const AddLabelledQuestionRequest = z
  .strictObject({ question: Question, passages: z.array(PassageToLabel).min(1).max(100) })
  .register(z.globalRegistry, { id: 'AddLabelledQuestionRequest' })
export type AddLabelledQuestionRequest = z.infer<typeof AddLabelledQuestionRequest>
export type AddLabelledQuestionRequestInput = z.input<typeof AddLabelledQuestionRequest>

export const UpdateLabelledQuestionRequest = z
  .strictObject({
    question: Question.optional(),
    passages: z.array(PassageToLabel).min(1).max(100).optional().describe('All of them; they replace the old ones.'),
    accepted: z.literal(true).optional().describe('A person has looked over what was generated.'),
  })
  .register(z.globalRegistry, { id: 'UpdateLabelledQuestionRequest' })
export type UpdateLabelledQuestionRequest = z.infer<typeof UpdateLabelledQuestionRequest>
export type UpdateLabelledQuestionRequestInput = z.input<typeof UpdateLabelledQuestionRequest>

export const GenerateLabelsRequest = z
  .strictObject({
    collection: z.string().optional().describe('Name or id; default: library.'),
    documentIds: z.array(z.string()).min(1).max(1000).optional(),
    count: z.int().min(1).max(500).default(50),
    seed: z.int().min(0).default(1),
  })
  .register(z.globalRegistry, { id: 'GenerateLabelsRequest' })
export type GenerateLabelsRequest = z.infer<typeof GenerateLabelsRequest>
export type GenerateLabelsRequestInput = z.input<typeof GenerateLabelsRequest>

/** A set as a file: passages are named by collection, path and words, so that it fits another library with the same documents. */
export const LabelFile = z
  .strictObject({
    format: z.literal('learnpath-labels-1'),
    name: Name,
    unit: LabelUnit.default('passage'),
    questions: z
      .array(
        z.strictObject({
          id: z.string().min(1).max(200).optional(),
          question: Question,
          origin: LabelOrigin.default('imported'),
          passages: z
            .array(
              z.strictObject({
                collection: z.string().optional().describe('Default: library.'),
                path: z.string().min(1),
                quote: z.string().max(100_000).default('').describe('Empty: the whole document.'),
                start: z.int().min(0).optional().describe('Where to look first for the quote.'),
                grade: LabelGrade.default(3),
              }),
            )
            .min(1),
        }),
      )
      .max(100_000),
  })
  .register(z.globalRegistry, { id: 'LabelFile' })
export type LabelFile = z.infer<typeof LabelFile>
export type LabelFileInput = z.input<typeof LabelFile>

/** What became of questions that were to be added together. */
export const LabelsAdded = z
  .object({
    setId: z.string(),
    added: z.int(),
    merged: z.int().describe('Questions that were there: their passages were added.'),
    left: z
      .array(z.object({ question: z.string(), reason: z.string() }))
      .describe('Questions that could not be taken, with the reason.'),
  })
  .register(z.globalRegistry, { id: 'LabelsAdded' })
export type LabelsAdded = z.infer<typeof LabelsAdded>
