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

/** How far the quotes that a sentence cites hold what it says. Exact words are always `supported`. */
export const SentenceSupport = z.enum(['supported', 'partly', 'not-found']).meta({ id: 'SentenceSupport' })
export type SentenceSupport = z.infer<typeof SentenceSupport>

export const AnswerSentence = z
  .object({
    text: z.string().describe('The sentence as it stands in the answer, markers within it included.'),
    start: z.number().int().describe('Offset into the answer, in UTF-16 code units.'),
    end: z.number().int(),
    citations: z.array(z.number().int()).describe('Numbers of the citations that it rests on.'),
    support: SentenceSupport,
  })
  .meta({ id: 'AnswerSentence' })
export type AnswerSentence = z.infer<typeof AnswerSentence>

export const AskResponse = z
  .object({
    question: z.string(),
    answer: z.string().describe('Sentences with [n] markers; "not found in your documents" when abstained.'),
    abstained: z.boolean(),
    confidence: z.number().min(0).max(1),
    sentences: z.array(AnswerSentence).describe('The answer sentence by sentence; empty when abstained.'),
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
