import { z } from 'zod'

export const ExportFormat = z
  .enum(['apkg', 'anki-tsv', 'csv', 'markdown', 'json', 'gift', 'moodle-xml', 'qti', 'html'])
  .meta({ id: 'ExportFormat' })
export type ExportFormat = z.infer<typeof ExportFormat>

/** What is exported: the items of a quiz, the cards of a deck, or, for `json`, all that was learned. */
export const ExportQuery = z
  .object({
    format: ExportFormat,
    quizId: z.string().optional(),
    deck: z.string().optional().describe('Default: all decks.'),
  })
  .strict()
  .meta({ id: 'ExportQuery' })
export type ExportQuery = z.infer<typeof ExportQuery>

export const PlanExportQuery = z
  .object({ format: z.enum(['ics', 'markdown', 'html', 'json']) })
  .strict()
  .meta({ id: 'PlanExportQuery' })
export type PlanExportQuery = z.infer<typeof PlanExportQuery>

export const ImportFields = z
  .object({ deck: z.string().max(200).optional().describe('Default: the decks of the file, or its name.') })
  .strict()
  .meta({ id: 'ImportFields' })
export type ImportFields = z.infer<typeof ImportFields>

export const ImportResult = z
  .object({
    decks: z.array(z.string()),
    cardsAdded: z.number().int(),
    cardsUpdated: z.number().int(),
    cardsUnchanged: z.number().int(),
    reviewsAdded: z.number().int(),
    refused: z.array(z.object({ what: z.string(), why: z.string() })).describe('What could not be taken.'),
  })
  .meta({ id: 'ImportResult' })
export type ImportResult = z.infer<typeof ImportResult>
