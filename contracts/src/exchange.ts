import { z } from 'zod'

export const ExportFormat = z
  .enum(['apkg', 'anki-tsv', 'csv', 'markdown', 'json', 'gift', 'moodle-xml', 'qti', 'html'])
  .register(z.globalRegistry, { id: 'ExportFormat' })
export type ExportFormat = z.infer<typeof ExportFormat>

/** What is exported: the items of a quiz, the cards of a deck, or, for `json`, all that was learned. */
export const ExportQuery = z
  .strictObject({
    format: ExportFormat,
    quizId: z.string().optional(),
    deck: z.string().optional().describe('Default: all decks.'),
  })
  .register(z.globalRegistry, { id: 'ExportQuery' })
export type ExportQuery = z.infer<typeof ExportQuery>

export const PlanExportQuery = z
  .strictObject({
    format: z.enum(['ics', 'markdown', 'html', 'json']),
    startsAt: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
      .optional()
      .describe('Calendar alone: HH:MM at which sessions begin. Without it they are events of the whole day.'),
  })
  .register(z.globalRegistry, { id: 'PlanExportQuery' })
export type PlanExportQuery = z.infer<typeof PlanExportQuery>

/** Fields beside an uploaded file of cards. */
export const ImportFields = z
  .strictObject({
    path: z.string().max(1000).optional().describe('Default: the file name.'),
    deck: z.string().trim().min(1).max(200).optional().describe('Default: the decks of the file, or its name.'),
    settings: z
      .enum(['true', 'false'])
      .default('false')
      .describe('Whether the settings of reviews in an export of LearnPath replace those here.'),
  })
  .register(z.globalRegistry, { id: 'ImportFields' })
export type ImportFields = z.infer<typeof ImportFields>

export const ImportResult = z
  .object({
    decks: z.array(z.string()),
    cardsAdded: z.int(),
    cardsUpdated: z.int(),
    cardsUnchanged: z.int(),
    reviewsAdded: z.int(),
    refused: z.array(z.object({ what: z.string(), why: z.string() })).describe('What could not be taken.'),
  })
  .register(z.globalRegistry, { id: 'ImportResult' })
export type ImportResult = z.infer<typeof ImportResult>
