import {
  AskRequest,
  AskResponse,
  EarlierTurn,
  ErrorCodeSchema,
  ERRORS,
  LearnPathError,
  type AskEvent,
  type LearnPathClient,
} from '@learnpath/contracts'
import { z } from 'zod'
import { passageText, PassageView, viewOf } from '../passage-view.ts'
import { defineTool, type ToolCall } from '../tool.ts'
import { filtersOf, Scope } from './scope.ts'

const TOLD_EVERY_CHARACTERS = 200

const Cited = PassageView.extend({ n: z.number().int().describe('The marker [n] of the answer.') })
const Sentence = z.object({
  text: z.string(),
  citations: z.array(z.number().int()),
  support: z.enum(['supported', 'partly', 'not-found']).describe('How far the cited passages hold it.'),
})

export const ask = defineTool({
  name: 'ask',
  title: 'Ask the documents',
  description:
    'Answers a question from the user’s own documents alone, each statement with a citation [n] that was checked against the passage, or says that the documents do not hold the answer. Pass the answer on with its citations and links. Sentences whose support is "not-found" are not borne by the documents.',
  writes: false,
  input: Scope.extend({
    question: AskRequest.shape.question.describe('One question, in any language.'),
    model: AskRequest.shape.model,
    history: z
      .array(z.object(EarlierTurn.shape))
      .max(50)
      .optional()
      .describe('What was asked and answered before, the oldest first: for follow-up questions.'),
  }),
  output: z.object({
    answer: AskResponse.shape.answer,
    abstained: z.boolean().describe('The documents do not hold the answer.'),
    confidence: AskResponse.shape.confidence,
    engine: AskResponse.shape.engine,
    fallbacks: AskResponse.shape.fallbacks,
    sentences: z.array(Sentence),
    citations: z.array(Cited),
    nearest: z.array(PassageView).describe('The nearest passages when there is no answer.'),
  }),
  async run({ question, model, history, ...scope }, call) {
    const response = await answerOf(call, {
      question,
      ...(model === undefined ? {} : { model }),
      ...(history === undefined ? {} : { history }),
      ...filtersOf(scope),
    })
    const { answer, abstained, confidence, engine, fallbacks } = response
    const citations = response.citations.map((citation) => ({ ...viewOf(citation, call.address), n: citation.n }))
    const nearest = abstained ? response.nearest.map((hit) => viewOf(hit, call.address)) : []
    const sentences = response.sentences.map(({ text, citations: numbers, support }) => ({
      text,
      citations: numbers,
      support,
    }))
    const lines = [
      answer,
      ...citations.map((citation) => passageText(citation, `[${citation.n}]`)),
      ...nearest.map((passage) => passageText(passage, 'Near it:')),
      ...fallbacks.map((failed) => `${failed.engine} could not answer: ${failed.message}`),
    ]
    const data = { answer, abstained, confidence, engine, fallbacks, sentences, citations, nearest }
    return { data, text: lines.join('\n\n') }
  },
})

/** Asks by the stream: what happens can be told, and giving it up stops the work at once. */
async function answerOf(
  { client, signal, report }: ToolCall,
  request: Parameters<LearnPathClient['askStream']>[0],
): Promise<AskResponse> {
  let characters = 0
  let told = 0
  for await (const event of client.askStream(request, { signal })) {
    if (event.type === 'answer-end') return event.response
    if (event.type === 'answer-failed') throw failureOf(event)
    if (event.type === 'sources-found') await report(`${event.engine} reads ${event.sources.length} passages`)
    if (event.type === 'engine-failed') await report(`${event.engine} failed: ${event.message}`)
    if (event.type === 'text-delta') characters += event.text.length
    if (characters - told >= TOLD_EVERY_CHARACTERS) {
      told = characters
      await report(`${characters} characters are written`)
    }
  }
  signal.throwIfAborted()
  throw new LearnPathError('LP_SERVER_UNREACHABLE', { detail: 'the answer ended before it was complete' })
}

/** The failure as the server had it: its message is its title and what there was to say more. */
function failureOf({ code, message }: Extract<AskEvent, { type: 'answer-failed' }>): LearnPathError {
  const known = ErrorCodeSchema.safeParse(code)
  if (!known.success) return new LearnPathError('LP_INTERNAL', { detail: message })
  const before = `${ERRORS[known.data].title}: `
  return new LearnPathError(known.data, message.startsWith(before) ? { detail: message.slice(before.length) } : {})
}
