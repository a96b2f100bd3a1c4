import { z } from 'zod'
import { Citation, SearchFilters, SearchHit } from './search.ts'

export const AskRequest = z
  .object({
    question: z.string().trim().min(1).max(2000),
    filters: SearchFilters.optional(),
    maxSentences: z.number().int().min(1).max(8).default(4),
  })
  .strict()
  .meta({ id: 'AskRequest' })
export type AskRequest = z.infer<typeof AskRequest>
export type AskRequestInput = z.input<typeof AskRequest>

export const AskResponse = z
  .object({
    question: z.string(),
    answer: z.string().describe('Sentences with [n] markers; "not found in your documents" when abstained.'),
    abstained: z.boolean(),
    confidence: z.number().min(0).max(1),
    citations: z.array(Citation),
    nearest: z.array(SearchHit).describe('The nearest passages; the place to look when abstained.'),
    engine: z.string().describe('What made the answer, e.g. "extractive".'),
    tookMs: z.number(),
  })
  .meta({ id: 'AskResponse' })
export type AskResponse = z.infer<typeof AskResponse>

/** Server-sent events of POST /ask with `Accept: text/event-stream`; the event name is `type`. */
export const AskEvent = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('citation-found'), citation: Citation }),
    z.object({ type: z.literal('text-delta'), text: z.string() }),
    z.object({ type: z.literal('answer-end'), response: AskResponse }),
    z.object({ type: z.literal('answer-failed'), code: z.string(), message: z.string(), advice: z.string() }),
  ])
  .meta({ id: 'AskEvent' })
export type AskEvent = z.infer<typeof AskEvent>
