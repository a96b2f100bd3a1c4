import { z } from 'zod'

/** A stretch of a document. `text` is exactly the document's text from `start` to `end` (UTF-16 code units). */
export const SourcePassage = z
  .object({
    documentId: z.string(),
    versionHash: z.string(),
    collection: z.string(),
    path: z.string(),
    title: z.string(),
    headingPath: z.array(z.string()),
    page: z.number().int().nullable().describe('First page of the passage, from 1; null when the format has no pages.'),
    pageEnd: z.number().int().nullable(),
    start: z.number().int(),
    end: z.number().int(),
    text: z.string(),
  })
  .meta({ id: 'SourcePassage' })
export type SourcePassage = z.infer<typeof SourcePassage>
