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
    page: z.int().nullable().describe('First page of the passage, from 1; null when the format has no pages.'),
    pageEnd: z.int().nullable(),
    start: z.int(),
    end: z.int(),
    text: z.string(),
  })
  .register(z.globalRegistry, { id: 'SourcePassage' })
export type SourcePassage = z.infer<typeof SourcePassage>
