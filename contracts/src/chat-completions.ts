import { z } from 'zod'
import { AnswerSettings, AskResponse, SentenceSupport } from './ask.ts'
import { Citation, SearchFilters } from './search.ts'

/** The model name by which the chain of language models answers, extractive answers last. */
export const CHAIN_MODEL = 'learnpath'

/** What of the OpenAI interface LearnPath cannot do is refused rather than passed over: who asks for it counts on it. */
const nothingOf = (why: string) => z.array(z.unknown()).max(0, why).nullish()

const NO_TOOLS = 'LearnPath answers from documents and calls no tools; leave it out or empty'
const NO_STOP = 'not supported: an answer that is cut would lose its citations'
const TextParts = z
  .array(
    z.object({
      type: z.literal('text', 'must be "text": pictures, sound and files are not read here; add them as documents'),
      text: z.string(),
    }),
  )
  .min(1)
const Content = z.union([z.string(), TextParts])

export const CompletionMessage = z
  .discriminatedUnion(
    'role',
    [
      z.object({ role: z.enum(['system', 'developer']), content: Content }),
      z.object({ role: z.literal('user'), content: Content }),
      z.object({ role: z.literal('assistant'), content: Content.nullish(), tool_calls: nothingOf(NO_TOOLS) }),
    ],
    { error: 'must be of the role "system", "developer", "user" or "assistant": LearnPath calls no tools' },
  )
  .register(z.globalRegistry, { id: 'CompletionMessage' })
export type CompletionMessage = z.infer<typeof CompletionMessage>

export const ChatCompletionRequest = z
  .object({
    model: z
      .string()
      .min(1)
      .max(400)
      .describe(
        'Who answers: "learnpath" (the chain), "extractive", or the id of a language model. "learnpath/NAME" and "extractive/NAME" ask the collection NAME alone.',
      ),
    messages: z
      .array(CompletionMessage)
      .min(1)
      .describe(
        'The last one is the question; those before it are the history. System messages are wishes for tone and form.',
      ),
    stream: z.boolean().nullish(),
    stream_options: z.object({ include_usage: z.boolean().nullish() }).nullish(),
    max_completion_tokens: z.int().min(1).nullish(),
    max_tokens: z.int().min(1).nullish().describe('The older name of `max_completion_tokens`.'),
    temperature: z.number().min(0).max(2).nullish(),
    seed: z.int().nullish(),
    reasoning_effort: z
      .string()
      .nullish()
      .describe('"none" and "minimal": a model that can think before it answers does not; anything else: it does.'),
    n: z.literal(1, 'one answer is made for one request').nullish(),
    logprobs: z.literal(false, 'engines do not tell probabilities in one form').nullish(),
    tools: nothingOf(NO_TOOLS),
    functions: nothingOf(NO_TOOLS),
    response_format: z
      .object({ type: z.literal('text', 'must be "text": answers are sentences with citations') })
      .nullish(),
    modalities: z.array(z.literal('text', 'must be "text": answers are not spoken')).nullish(),
    stop: z
      .union([z.literal('', NO_STOP), nothingOf(NO_STOP)])
      .nullish()
      .describe('Only empty.'),
    learnpath: z
      .strictObject({
        filters: SearchFilters.optional(),
        settings: AnswerSettings.optional(),
        maxSentences: z.int().min(1).max(8).optional().describe('Of an extractive answer.'),
        live: z
          .boolean()
          .optional()
          .describe(
            'Of a stream: send the words of a language model as they are made, before they are checked. Left out, sentences are sent when they are checked.',
          ),
      })
      .nullish()
      .describe('Not in the OpenAI interface: where to look and how to answer. Names are those of POST /ask.'),
  })
  .register(z.globalRegistry, {
    id: 'ChatCompletionRequest',
    description: 'Fields of the OpenAI interface that are not listed are passed over.',
  })
export type ChatCompletionRequest = z.infer<typeof ChatCompletionRequest>

export const CompletionAnnotation = z
  .object({
    type: z.literal('url_citation'),
    url_citation: z.object({
      start_index: z.int().describe('Where the marker [n] begins in the content, in UTF-16 code units.'),
      end_index: z.int().describe('Behind its last character.'),
      title: z.string(),
      url: z.string().describe('The passage in the web app.'),
    }),
    learnpath: Citation.extend({ support: SentenceSupport.nullable() }).describe(
      'Not in the OpenAI interface: the place in the document; `text` is the quote.',
    ),
  })
  .register(z.globalRegistry, { id: 'CompletionAnnotation' })
export type CompletionAnnotation = z.infer<typeof CompletionAnnotation>

export const CompletionUsage = z
  .object({ prompt_tokens: z.int(), completion_tokens: z.int(), total_tokens: z.int() })
  .register(z.globalRegistry, { id: 'CompletionUsage' })
export type CompletionUsage = z.infer<typeof CompletionUsage>

/** What LearnPath knows of its answer beyond the OpenAI interface. */
export const CompletionDetails = AskResponse.pick({
  abstained: true,
  confidence: true,
  engine: true,
  fallbacks: true,
  searchedFor: true,
  generation: true,
  tookMs: true,
})
  .extend({
    answer: z.string().describe('The answer with its checked citations; a stream may have said it with others.'),
    sentences: AskResponse.shape.sentences,
  })
  .register(z.globalRegistry, { id: 'CompletionDetails' })
export type CompletionDetails = z.infer<typeof CompletionDetails>

const FinishReason = z.enum(['stop', 'length'])
const head = { id: z.string(), created: z.int().describe('Seconds since 1970.'), model: z.string() }

export const ChatCompletion = z
  .object({
    ...head,
    object: z.literal('chat.completion'),
    choices: z.array(
      z.object({
        index: z.literal(0),
        message: z.object({
          role: z.literal('assistant'),
          content: z.string(),
          refusal: z.null(),
          annotations: z.array(CompletionAnnotation),
        }),
        logprobs: z.null(),
        finish_reason: FinishReason,
      }),
    ),
    usage: CompletionUsage.optional().describe('Missing when the engine does not count tokens.'),
    learnpath: CompletionDetails,
  })
  .register(z.globalRegistry, { id: 'ChatCompletion' })
export type ChatCompletion = z.infer<typeof ChatCompletion>

/** Data of the server-sent events of a stream; the last one is `[DONE]`. An error in the middle is `{"error": …}`. */
export const ChatCompletionChunk = z
  .object({
    ...head,
    object: z.literal('chat.completion.chunk'),
    choices: z
      .array(
        z.object({
          index: z.literal(0),
          delta: z.object({
            role: z.literal('assistant').optional(),
            content: z.string().optional(),
            reasoning_content: z.string().optional().describe('Thoughts of a model that thinks before it answers.'),
            annotations: z.array(CompletionAnnotation).optional().describe('With the last delta.'),
          }),
          logprobs: z.null(),
          finish_reason: FinishReason.nullable(),
        }),
      )
      .describe('Empty in the chunk that tells the usage.'),
    usage: CompletionUsage.nullish(),
    learnpath: CompletionDetails.optional().describe('With the last delta.'),
  })
  .register(z.globalRegistry, { id: 'ChatCompletionChunk' })
export type ChatCompletionChunk = z.infer<typeof ChatCompletionChunk>
