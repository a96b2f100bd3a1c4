import { z } from 'zod'
import { AnswerSettings, AskEvent, AskResponse } from './ask.ts'
import { GraphMode } from './entity-graph.ts'
import { SearchFilters } from './search.ts'

/** A question and its answer. Turns form a tree: an edited or repeated question is another child of the same parent. */
export const ConversationTurn = z
  .object({
    id: z.string(),
    parentId: z.string().nullable().describe('The turn before; null for the first.'),
    question: z.string(),
    createdAt: z.iso.datetime(),
    state: z
      .enum(['answering', 'complete', 'stopped', 'failed', 'withdrawn'])
      .describe(
        '`stopped`: whoever asked went away or had enough; the answer is what there was until then. ' +
          '`withdrawn`: a document that it quoted was deleted, and the answer with it.',
      ),
    response: AskResponse.nullable().describe(
      'Null while it is made, when it failed, was withdrawn, or was stopped before there was anything. ' +
        'The nearest passages are kept where there is no answer.',
    ),
    failure: z.object({ code: z.string(), message: z.string(), advice: z.string() }).nullable(),
  })
  .register(z.globalRegistry, { id: 'ConversationTurn' })
export type ConversationTurn = z.infer<typeof ConversationTurn>

export const ConversationSummary = z
  .object({
    id: z.string(),
    title: z.string().describe('Empty until the first question.'),
    createdAt: z.iso.datetime(),
    changedAt: z.iso.datetime(),
    filters: SearchFilters.describe('What is asked: all documents, or some.'),
    model: z.string().nullable().describe('Who answers; null: the chain of GET /language-models.'),
    turnCount: z.int(),
  })
  .register(z.globalRegistry, { id: 'ConversationSummary' })
export type ConversationSummary = z.infer<typeof ConversationSummary>

export const Conversation = ConversationSummary.extend({
  turns: z.array(ConversationTurn).describe('All turns of all branches, in the order they were made.'),
}).register(z.globalRegistry, { id: 'Conversation' })
export type Conversation = z.infer<typeof Conversation>

export const ConversationList = z
  .object({ conversations: z.array(ConversationSummary), total: z.int() })
  .register(z.globalRegistry, { id: 'ConversationList' })
export type ConversationList = z.infer<typeof ConversationList>

export const ListConversationsQuery = z.strictObject({
  contains: z.string().max(200).optional().describe('Words in the title or in a question.'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).default(0),
})
export type ListConversationsQuery = z.infer<typeof ListConversationsQuery>

const Title = z.string().trim().min(1).max(200)

export const CreateConversationRequest = z
  .strictObject({
    title: Title.optional().describe('Default: made of the first question.'),
    filters: SearchFilters.optional(),
    model: z.string().min(1).max(300).nullable().optional(),
  })
  .register(z.globalRegistry, { id: 'CreateConversationRequest' })
export type CreateConversationRequest = z.infer<typeof CreateConversationRequest>

export const UpdateConversationRequest = z
  .strictObject({
    title: Title.optional(),
    filters: SearchFilters.optional(),
    model: z.string().min(1).max(300).nullable().optional(),
  })
  .register(z.globalRegistry, { id: 'UpdateConversationRequest' })
export type UpdateConversationRequest = z.infer<typeof UpdateConversationRequest>

export const AskInConversationRequest = z
  .strictObject({
    question: z.string().trim().min(1).max(2000),
    parentId: z
      .string()
      .nullable()
      .optional()
      .describe(
        'The turn that it follows; null: none. Left out: the newest that has an answer. ' +
          'To edit or to repeat a question, ask again with the parent of that one.',
      ),
    model: z.string().min(1).max(300).optional().describe('Who answers this one question.'),
    settings: AnswerSettings.optional(),
    graphMode: GraphMode.optional().describe(
      'How the knowledge graph helps to find the passages. Default: not at all.',
    ),
  })
  .register(z.globalRegistry, { id: 'AskInConversationRequest' })
export type AskInConversationRequest = z.infer<typeof AskInConversationRequest>

/** Server-sent events of POST /conversations/{id}/turns: those of POST /ask, after the turn that they belong to. */
export const ConversationEvent = z
  .discriminatedUnion('type', [
    z
      .object({ type: z.literal('turn-started'), turn: ConversationTurn, title: z.string() })
      .describe('The first event: the turn is stored. `title` is the title of the conversation by now.'),
    ...AskEvent.options,
  ])
  .register(z.globalRegistry, { id: 'ConversationEvent' })
export type ConversationEvent = z.infer<typeof ConversationEvent>

export const ExportConversationQuery = z.strictObject({
  format: z.enum(['markdown', 'json']).default('markdown'),
  turnId: z.string().optional().describe('The last turn of the branch that is wanted. Default: the newest.'),
  language: z.enum(['en', 'de']).default('en').describe('Of the words around questions and answers.'),
})
export type ExportConversationQuery = z.infer<typeof ExportConversationQuery>
