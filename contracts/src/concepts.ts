import { z } from 'zod'
import { SourcePassage } from './source-passage.ts'

/** A thing that the documents of a collection teach. */
export const Concept = z
  .object({
    id: z.string().describe('Stays the same when documents are indexed again.'),
    collection: z.string(),
    name: z.string().describe('As the documents write it most, or as the user renamed it.'),
    aliases: z.array(z.string()).describe('Other spellings and names of the same thing.'),
    language: z.string().describe('ISO 639-1 code.'),
    rank: z.int().min(1).describe('1 is the most important concept of the collection.'),
    importance: z.number().min(0).max(1),
    difficulty: z.number().min(0).max(1).describe('Estimate from the text alone: 0 easy, 1 hard.'),
    mentions: z.int(),
    documents: z.int().describe('Documents that mention it.'),
    definition: SourcePassage.nullable().describe('A sentence that says what it is, if there is one.'),
    hidden: z.boolean().describe('Left out of plans and quizzes by the user.'),
    edited: z.boolean().describe('Whether the user changed it.'),
  })
  .register(z.globalRegistry, { id: 'Concept' })
export type Concept = z.infer<typeof Concept>

/** "To understand `conceptId`, know `prerequisiteId` first." */
export const Prerequisite = z
  .object({
    conceptId: z.string(),
    prerequisiteId: z.string(),
    prerequisiteName: z.string(),
    score: z.number().describe('Higher is surer; comparable within one collection only.'),
    confidence: z.number().min(0).max(1),
    origin: z.enum(['derived', 'pinned']).describe('`pinned`: the user said so.'),
    evidence: z.array(SourcePassage).describe('Passages of the dependent concept that use the prerequisite.'),
  })
  .register(z.globalRegistry, { id: 'Prerequisite' })
export type Prerequisite = z.infer<typeof Prerequisite>

export const ConceptDetail = Concept.extend({
  passages: z.array(SourcePassage).describe('Where it is at home: the passages to read about it, best first.'),
  prerequisites: z.array(Prerequisite),
  neededBy: z.array(z.object({ conceptId: z.string(), name: z.string() })),
  forbidden: z
    .array(z.object({ conceptId: z.string(), name: z.string() }))
    .describe('Concepts that the user said are not needed for it.'),
}).register(z.globalRegistry, { id: 'ConceptDetail' })
export type ConceptDetail = z.infer<typeof ConceptDetail>

export const ListConceptsQuery = z
  .strictObject({
    collection: z.string().optional().describe('Name or id. Default: library.'),
    contains: z.string().max(200).optional().describe('Part of the name or an alias.'),
    hidden: z.enum(['true', 'false', 'all']).default('false'),
    limit: z.coerce.number().int().min(1).max(1000).default(100),
    offset: z.coerce.number().int().min(0).default(0),
  })
  .register(z.globalRegistry, { id: 'ListConceptsQuery' })
export type ListConceptsQuery = z.infer<typeof ListConceptsQuery>

export const ConceptList = z
  .object({
    concepts: z.array(Concept),
    total: z.int(),
    pendingDocuments: z.int().describe('Documents whose concepts are not in yet.'),
  })
  .register(z.globalRegistry, { id: 'ConceptList' })
export type ConceptList = z.infer<typeof ConceptList>

export const ConceptGraphQuery = z
  .strictObject({
    collection: z.string().optional().describe('Name or id. Default: library.'),
    limit: z.coerce
      .number()
      .int()
      .min(1)
      .max(5000)
      .default(2000)
      .describe('The most important ones; hidden ones come besides.'),
  })
  .register(z.globalRegistry, { id: 'ConceptGraphQuery' })
export type ConceptGraphQuery = z.infer<typeof ConceptGraphQuery>

export const ConceptNode = Concept.pick({
  id: true,
  name: true,
  aliases: true,
  rank: true,
  importance: true,
  difficulty: true,
  mentions: true,
  hidden: true,
  edited: true,
})
  .extend({
    defined: z.boolean().describe('Whether a sentence says what it is.'),
    home: z.int().nullable().describe('Index into `documents`: where it is explained most.'),
  })
  .register(z.globalRegistry, { id: 'ConceptNode' })
export type ConceptNode = z.infer<typeof ConceptNode>

export const ConceptGraph = z
  .object({
    collection: z.string(),
    nodes: z.array(ConceptNode).describe('The most important first.'),
    edges: z
      .array(
        z.object({
          concept: z.int().describe('Index into `nodes`.'),
          prerequisite: z.int().describe('Index into `nodes`: what to know before.'),
          confidence: z.number().min(0).max(1),
          origin: z.enum(['derived', 'pinned']),
        }),
      )
      .describe('Between nodes that are not hidden. Without cycles.'),
    documents: z.array(z.object({ id: z.string(), title: z.string() })).describe('In reading order.'),
    total: z.int().describe('Concepts of the collection that are not hidden, also beyond the limit.'),
    pendingDocuments: z.int().describe('Documents whose concepts are not in yet.'),
  })
  .register(z.globalRegistry, { id: 'ConceptGraph' })
export type ConceptGraph = z.infer<typeof ConceptGraph>

const conceptName = z.string().trim().min(1).max(200)

export const UpdateConceptRequest = z
  .strictObject({ name: conceptName.optional(), hidden: z.boolean().optional() })
  .register(z.globalRegistry, { id: 'UpdateConceptRequest' })
export type UpdateConceptRequest = z.infer<typeof UpdateConceptRequest>

export const MergeConceptsRequest = z
  .strictObject({
    conceptIds: z.array(z.string()).min(1).max(50).describe('Become aliases of the concept of the address.'),
  })
  .register(z.globalRegistry, { id: 'MergeConceptsRequest' })
export type MergeConceptsRequest = z.infer<typeof MergeConceptsRequest>

export const SplitConceptRequest = z
  .strictObject({ aliases: z.array(conceptName).min(1).max(50).describe('Become a concept of their own.') })
  .register(z.globalRegistry, { id: 'SplitConceptRequest' })
export type SplitConceptRequest = z.infer<typeof SplitConceptRequest>

export const SetPrerequisiteRequest = z
  .strictObject({
    prerequisiteId: z.string(),
    decision: z.enum(['pinned', 'forbidden', 'derived']).describe('`derived` takes an earlier decision back.'),
  })
  .register(z.globalRegistry, { id: 'SetPrerequisiteRequest' })
export type SetPrerequisiteRequest = z.infer<typeof SetPrerequisiteRequest>
