import { z } from 'zod'
import { GraphMode, Relation } from './entity-graph.ts'
import { Citation, SearchFilters, SearchHit, SearchMode } from './search.ts'

/** A question that was answered before. */
export const EarlierTurn = z
  .strictObject({ question: z.string().min(1).max(2000), answer: z.string().max(20_000) })
  .register(z.globalRegistry, { id: 'EarlierTurn' })
export type EarlierTurn = z.infer<typeof EarlierTurn>

/** How a language model is used for an answer; what is left out is as measured best. */
export const AnswerSettings = z
  .strictObject({
    passages: z.int().min(1).max(20).optional().describe('Passages put before the model, at most.'),
    mode: SearchMode.optional().describe('How they are found.'),
    rerank: z.boolean().optional(),
    answerTokens: z.int().min(16).max(8192).optional().describe('Length of the answer at most.'),
    temperature: z.number().min(0).max(2).optional(),
    seed: z.int().min(0).optional(),
    think: z.boolean().optional().describe('Whether a model that can think before it answers does.'),
    style: z
      .string()
      .trim()
      .max(4000)
      .optional()
      .describe(
        'How the answer is to be put, in words, such as "short, for beginners". It is a wish: that every sentence rests on the documents it cannot change. Extractive answers are quotes and know no style.',
      ),
  })
  .register(z.globalRegistry, { id: 'AnswerSettings' })
export type AnswerSettings = z.infer<typeof AnswerSettings>

export const AskRequest = z
  .strictObject({
    question: z.string().trim().min(1).max(2000),
    filters: SearchFilters.optional(),
    maxSentences: z.int().min(1).max(8).default(4).describe('Of an extractive answer.'),
    model: z
      .string()
      .min(1)
      .max(300)
      .optional()
      .describe(
        'Who answers: the id of a language model, or "extractive". Default: the chain of GET /language-models.',
      ),
    history: z
      .array(EarlierTurn)
      .max(50)
      .optional()
      .describe('What was asked and answered before, the oldest first: a follow-up question is understood from it.'),
    settings: AnswerSettings.optional(),
    graphMode: GraphMode.optional().describe(
      'How the knowledge graph helps to find the passages; `mix` for questions that need several documents. Default: not at all.',
    ),
  })
  .register(z.globalRegistry, { id: 'AskRequest' })
export type AskRequest = z.infer<typeof AskRequest>
export type AskRequestInput = z.input<typeof AskRequest>

/** How far the quotes that a sentence cites hold what it says. Exact words are always `supported`. */
export const SentenceSupport = z
  .enum(['supported', 'partly', 'not-found'])
  .register(z.globalRegistry, { id: 'SentenceSupport' })
export type SentenceSupport = z.infer<typeof SentenceSupport>

/** The words that bear a sentence: exactly the document's text from `start` to `end`, within the citation `n`. */
export const SentenceQuote = z
  .object({ n: z.int().min(1), start: z.int(), end: z.int(), text: z.string() })
  .register(z.globalRegistry, { id: 'SentenceQuote' })
export type SentenceQuote = z.infer<typeof SentenceQuote>

export const AnswerSentence = z
  .object({
    text: z.string().describe('The sentence as it stands in the answer, markers within it included.'),
    start: z.int().describe('Offset into the answer, in UTF-16 code units.'),
    end: z.int(),
    citations: z.array(z.int()).describe('Numbers of the citations that it rests on.'),
    support: SentenceSupport,
    quotes: z.array(SentenceQuote).describe('The words of the documents that bear it, per citation; the best first.'),
  })
  .register(z.globalRegistry, { id: 'AnswerSentence' })
export type AnswerSentence = z.infer<typeof AnswerSentence>

/** How a language model made an answer. Null is what neither the engine tells nor can be measured. */
export const AnswerGeneration = z
  .object({
    loadMs: z.number().nullable().describe('Until the model was in memory.'),
    firstTextMs: z.number().nullable().describe('From the request to the model until the first piece of the answer.'),
    firstTokenMs: z.number().nullable().describe('The same until the first piece of anything, thoughts included.'),
    totalMs: z.number(),
    promptTokens: z.int().nullable(),
    generatedTokens: z.int().nullable(),
    tokensPerSecond: z.number().nullable(),
    passages: z.int().describe('Passages that were put before the model.'),
    ended: z
      .enum(['complete', 'length', 'stopped'])
      .describe('`length`: cut off by the limit; `stopped`: by whoever asked.'),
    repairs: z
      .object({ moved: z.int(), dropped: z.int() })
      .describe(
        'Citation numbers that pointed to the wrong passage and were corrected, or to none and were taken out.',
      ),
  })
  .register(z.globalRegistry, { id: 'AnswerGeneration' })
export type AnswerGeneration = z.infer<typeof AnswerGeneration>

export const AskResponse = z
  .object({
    question: z.string(),
    answer: z.string().describe('Sentences with [n] markers; "not found in your documents" when abstained.'),
    abstained: z.boolean(),
    confidence: z.number().min(0).max(1),
    sentences: z.array(AnswerSentence).describe('The answer sentence by sentence; empty when abstained.'),
    citations: z.array(Citation),
    nearest: z.array(SearchHit).describe('The nearest passages; the place to look when abstained.'),
    engine: z.string().describe('What made the answer: "extractive" or the id of a language model.'),
    fallbacks: z
      .array(z.object({ engine: z.string(), code: z.string(), message: z.string() }))
      .describe('Who was asked before and could not answer, and why.'),
    searchedFor: z
      .string()
      .describe('The question as it was searched for: a follow-up is made whole by what was said before.'),
    generation: AnswerGeneration.nullable().describe('How the language model worked; null without one.'),
    graph: z
      .object({ mode: GraphMode, relations: z.array(Relation) })
      .optional()
      .describe('Where a `graphMode` was asked for: which one was used, and the relations that led to the passages.'),
    tookMs: z.number(),
  })
  .register(z.globalRegistry, { id: 'AskResponse' })
export type AskResponse = z.infer<typeof AskResponse>

/** Server-sent events of POST /ask with `Accept: text/event-stream`; the event name is `type`. */
export const AskEvent = z
  .discriminatedUnion('type', [
    z
      .object({
        type: z.literal('sources-found'),
        engine: z.string(),
        searchedFor: z.string(),
        sources: z.array(Citation),
      })
      .describe(
        'What a language model answers from; the markers in its text mean these numbers. `answer-end` has the checked ones.',
      ),
    z.object({ type: z.literal('citation-found'), citation: Citation }),
    z.object({ type: z.literal('thinking-delta'), text: z.string() }),
    z.object({ type: z.literal('text-delta'), text: z.string() }),
    z
      .object({ type: z.literal('engine-failed'), engine: z.string(), code: z.string(), message: z.string() })
      .describe('The next one in the chain is asked: the text so far does not count.'),
    z.object({ type: z.literal('answer-end'), response: AskResponse }),
    z.object({ type: z.literal('answer-failed'), code: z.string(), message: z.string(), advice: z.string() }),
  ])
  .register(z.globalRegistry, { id: 'AskEvent' })
export type AskEvent = z.infer<typeof AskEvent>
