import { z } from 'zod'

/** Where a labelled passage stands now. `moved`: its words are elsewhere in a newer version; `gone`: they are not there any more. */
export const LabelPlace = z.enum(['exact', 'moved', 'gone', 'document-gone']).meta({ id: 'LabelPlace' })
export type LabelPlace = z.infer<typeof LabelPlace>

export const LabelGrade = z
  .number()
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
    start: z.number().int().describe('In UTF-16 code units of the text of the document.'),
    end: z.number().int(),
    quote: z.string().describe('The text from `start` to `end`; empty for the whole document.'),
    wholeDocument: z.boolean(),
    grade: LabelGrade,
    place: LabelPlace,
  })
  .meta({ id: 'LabelledPassage' })
export type LabelledPassage = z.infer<typeof LabelledPassage>

/** `own`: asked by a person; `generated`: made from the documents; `imported`: from a file. Never mixed without being told. */
export const LabelOrigin = z.enum(['own', 'generated', 'imported']).meta({ id: 'LabelOrigin' })
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
  .meta({ id: 'LabelledQuestion' })
export type LabelledQuestion = z.infer<typeof LabelledQuestion>

/** `passage`: hits are judged by the stretch they show; `document`: only by the document they are from. */
export const LabelUnit = z.enum(['passage', 'document']).meta({ id: 'LabelUnit' })
export type LabelUnit = z.infer<typeof LabelUnit>

export const LabelSetSummary = z
  .object({
    id: z.string(),
    name: z.string(),
    unit: LabelUnit,
    questions: z.object({
      total: z.number().int(),
      own: z.number().int(),
      generated: z.number().int(),
      imported: z.number().int(),
    }),
    createdAt: z.iso.datetime(),
    changedAt: z.iso.datetime(),
  })
  .meta({ id: 'LabelSetSummary' })
export type LabelSetSummary = z.infer<typeof LabelSetSummary>

/** Questions with the passages that answer them: what retrieval is measured by. */
export const LabelSet = LabelSetSummary.omit({ questions: true })
  .extend({ questions: z.array(LabelledQuestion) })
  .meta({ id: 'LabelSet' })
export type LabelSet = z.infer<typeof LabelSet>

export const LabelSetList = z.object({ sets: z.array(LabelSetSummary) }).meta({ id: 'LabelSetList' })
export type LabelSetList = z.infer<typeof LabelSetList>

const Name = z.string().trim().min(1).max(200)
const Question = z.string().trim().min(1).max(2000)

export const CreateLabelSetRequest = z
  .object({ name: Name, unit: LabelUnit.default('passage') })
  .strict()
  .meta({ id: 'CreateLabelSetRequest' })
export type CreateLabelSetRequest = z.infer<typeof CreateLabelSetRequest>
export type CreateLabelSetRequestInput = z.input<typeof CreateLabelSetRequest>

export const PassageToLabel = z
  .object({
    documentId: z.string(),
    start: z.number().int().min(0).optional().describe('Left out with `end` and `quote`: the whole document.'),
    end: z.number().int().min(1).optional(),
    quote: z.string().max(100_000).optional().describe('Instead of `start` and `end`: the words, wherever they stand.'),
    grade: LabelGrade.default(3),
  })
  .strict()
  .meta({ id: 'PassageToLabel' })
export type PassageToLabel = z.infer<typeof PassageToLabel>

export const AddLabelledQuestionRequest = z
  .object({ question: Question, passages: z.array(PassageToLabel).min(1).max(100) })
  .strict()
  .meta({ id: 'AddLabelledQuestionRequest' })
export type AddLabelledQuestionRequest = z.infer<typeof AddLabelledQuestionRequest>
export type AddLabelledQuestionRequestInput = z.input<typeof AddLabelledQuestionRequest>

export const UpdateLabelledQuestionRequest = z
  .object({
    question: Question.optional(),
    passages: z.array(PassageToLabel).min(1).max(100).optional().describe('All of them; they replace the old ones.'),
    accepted: z.literal(true).optional().describe('A person has looked over what was generated.'),
  })
  .strict()
  .meta({ id: 'UpdateLabelledQuestionRequest' })
export type UpdateLabelledQuestionRequest = z.infer<typeof UpdateLabelledQuestionRequest>
export type UpdateLabelledQuestionRequestInput = z.input<typeof UpdateLabelledQuestionRequest>

export const GenerateLabelsRequest = z
  .object({
    collection: z.string().optional().describe('Name or id; default: library.'),
    documentIds: z.array(z.string()).min(1).max(1000).optional(),
    count: z.number().int().min(1).max(500).default(50),
    seed: z.number().int().min(0).default(1),
  })
  .strict()
  .meta({ id: 'GenerateLabelsRequest' })
export type GenerateLabelsRequest = z.infer<typeof GenerateLabelsRequest>
export type GenerateLabelsRequestInput = z.input<typeof GenerateLabelsRequest>

/** A set as a file: passages are named by collection, path and words, so that it fits another library with the same documents. */
export const LabelFile = z
  .object({
    format: z.literal('learnpath-labels-1'),
    name: Name,
    unit: LabelUnit.default('passage'),
    questions: z
      .array(
        z
          .object({
            id: z.string().min(1).max(200).optional(),
            question: Question,
            origin: LabelOrigin.default('imported'),
            passages: z
              .array(
                z
                  .object({
                    collection: z.string().optional().describe('Default: library.'),
                    path: z.string().min(1),
                    quote: z.string().max(100_000).default('').describe('Empty: the whole document.'),
                    start: z.number().int().min(0).optional().describe('Where to look first for the quote.'),
                    grade: LabelGrade.default(3),
                  })
                  .strict(),
              )
              .min(1),
          })
          .strict(),
      )
      .max(100_000),
  })
  .strict()
  .meta({ id: 'LabelFile' })
export type LabelFile = z.infer<typeof LabelFile>
export type LabelFileInput = z.input<typeof LabelFile>

/** What became of questions that were to be added together. */
export const LabelsAdded = z
  .object({
    setId: z.string(),
    added: z.number().int(),
    merged: z.number().int().describe('Questions that were there: their passages were added.'),
    left: z
      .array(z.object({ question: z.string(), reason: z.string() }))
      .describe('Questions that could not be taken, with the reason.'),
  })
  .meta({ id: 'LabelsAdded' })
export type LabelsAdded = z.infer<typeof LabelsAdded>
