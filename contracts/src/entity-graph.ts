import { z } from 'zod'
import { SearchHit, SearchRequest, SearchResponse } from './search.ts'
import { SourcePassage } from './source-passage.ts'

/** What a text can name. `name` is a proper name of which nothing more is known. */
export const EntityType = z
  .enum(['concept', 'person', 'organization', 'place', 'product', 'name', 'standard', 'identifier', 'date', 'quantity'])
  .register(z.globalRegistry, { id: 'EntityType' })
export type EntityType = z.infer<typeof EntityType>

/** Read as "source KIND target": "a cell membrane is-a membrane"; "water related salt" goes both ways. */
export const RelationKind = z
  .enum(['is-a', 'part-of', 'causes', 'depends-on', 'defined-as', 'uses', 'example-of', 'related'])
  .register(z.globalRegistry, { id: 'RelationKind' })
export type RelationKind = z.infer<typeof RelationKind>

/** Who says so: a pattern of the language found in a sentence, how often both stand together, a language model, or the user. */
export const RelationOrigin = z
  .enum(['pattern', 'statistics', 'model'])
  .register(z.globalRegistry, { id: 'RelationOrigin' })
export type RelationOrigin = z.infer<typeof RelationOrigin>

/** Why a name belongs to an entity. `itself` is the name that the entity began with. */
export const MergeReason = z
  .enum(['itself', 'spelling', 'alias', 'acronym', 'similarity', 'concept', 'user'])
  .register(z.globalRegistry, { id: 'MergeReason' })
export type MergeReason = z.infer<typeof MergeReason>

/** One thing that the documents of a collection name, under all its names. */
export const Entity = z
  .object({
    id: z
      .string()
      .describe('Any id that the entity or one of its names ever had leads to it, as long as documents name it.'),
    collection: z.string(),
    name: z.string().describe('The name used most.'),
    type: EntityType,
    names: z.array(z.string()).describe('All names, the most used first.'),
    conceptId: z.string().nullable().describe('The concept that it is, if it is one.'),
    mentions: z.int(),
    passages: z.int().describe('Passages that name it.'),
    documents: z.int(),
    relations: z.int(),
    importance: z.number().min(0).max(1),
    description: z.string().nullable().describe('In the words of a language model, where one has read about it.'),
  })
  .register(z.globalRegistry, { id: 'Entity' })
export type Entity = z.infer<typeof Entity>

/** One name of an entity, with the reason why it is a name of this entity: the record of a merge. */
export const EntityName = z
  .object({
    id: z.string().describe('The id that the name has, or would have, as an entity of its own.'),
    name: z.string(),
    mentions: z.int(),
    reason: MergeReason,
    with: z.string().nullable().describe('The name that it was put with; null for `itself`.'),
    similarity: z.number().nullable().describe('Of meaning, where a model told it: 0 to 1, calibrated for the model.'),
    evidence: SourcePassage.nullable().describe('The sentence that gives both names, if one does.'),
  })
  .register(z.globalRegistry, { id: 'EntityName' })
export type EntityName = z.infer<typeof EntityName>

export const RelationEvidence = z
  .object({
    passage: SourcePassage.describe('The sentence.'),
    source: z.object({ start: z.int(), end: z.int() }).nullable(),
    target: z.object({ start: z.int(), end: z.int() }).nullable(),
    origin: RelationOrigin,
    rule: z.string().describe('Which pattern, statistic or model found it.'),
  })
  .register(z.globalRegistry, { id: 'RelationEvidence' })
export type RelationEvidence = z.infer<typeof RelationEvidence>

const end = z.object({ id: z.string(), name: z.string(), type: EntityType, conceptId: z.string().nullable() })

export const Relation = z
  .object({
    id: z.string(),
    kind: RelationKind,
    source: end,
    target: end,
    confidence: z.number().min(0).max(1),
    origins: z.array(RelationOrigin),
    evidenceCount: z.int(),
    evidence: z.array(RelationEvidence).describe('The best first; never empty.'),
    description: z.string().nullable().describe('In the words of a language model, where one has read about it.'),
    keywords: z.array(z.string()),
  })
  .register(z.globalRegistry, { id: 'Relation' })
export type Relation = z.infer<typeof Relation>

const collection = z.string().optional().describe('Name or id. Default: library.')
const amount = (most: number, standard: number) => z.coerce.number().int().min(1).max(most).default(standard)

export const ListEntitiesQuery = z
  .strictObject({
    collection,
    contains: z.string().max(200).optional().describe('Part of a name.'),
    type: EntityType.optional(),
    limit: amount(1000, 100),
    offset: z.coerce.number().int().min(0).default(0),
  })
  .register(z.globalRegistry, { id: 'ListEntitiesQuery' })
export type ListEntitiesQuery = z.infer<typeof ListEntitiesQuery>

export const EntityList = z
  .object({
    entities: z.array(Entity).describe('The most important first.'),
    total: z.int(),
    types: z.partialRecord(EntityType, z.int()).describe('How many of each type, whatever type was asked for.'),
    pendingDocuments: z.int().describe('Documents that are not in yet.'),
  })
  .register(z.globalRegistry, { id: 'EntityList' })
export type EntityList = z.infer<typeof EntityList>

export const EntityDetail = Entity.extend({
  nameRecords: z.array(EntityName).describe('The most used first.'),
  passagesToRead: z.array(SourcePassage).describe('Passages that name it, best first.'),
  outgoing: z.array(Relation),
  incoming: z.array(Relation),
}).register(z.globalRegistry, { id: 'EntityDetail' })
export type EntityDetail = z.infer<typeof EntityDetail>

export const NeighbourhoodQuery = z
  .strictObject({
    depth: z.coerce.number().int().min(1).max(4).default(1).describe('Steps away from the entity.'),
    limit: amount(500, 60).describe('Entities; the surest and most important relations first.'),
    kinds: z.string().max(200).optional().describe('Kinds of relations, with commas between.'),
  })
  .register(z.globalRegistry, { id: 'NeighbourhoodQuery' })
export type NeighbourhoodQuery = z.infer<typeof NeighbourhoodQuery>

export const Neighbourhood = z
  .object({
    entities: z.array(Entity.extend({ depth: z.int() })).describe('The entity itself first.'),
    relations: z.array(Relation).describe('Among these entities, with one piece of evidence each.'),
    complete: z.boolean().describe('Whether the limit left nothing out.'),
  })
  .register(z.globalRegistry, { id: 'Neighbourhood' })
export type Neighbourhood = z.infer<typeof Neighbourhood>

export const GraphPathQuery = z
  .strictObject({
    from: z.string().describe('Id of an entity or a concept.'),
    to: z.string().describe('Id of an entity or a concept.'),
    maximumSteps: z.coerce.number().int().min(1).max(8).default(6),
  })
  .register(z.globalRegistry, { id: 'GraphPathQuery' })
export type GraphPathQuery = z.infer<typeof GraphPathQuery>

export const GraphPath = z
  .object({
    from: end,
    to: end,
    steps: z
      .array(Relation)
      .describe('The surest way, each step with evidence; a step may go against the direction of its relation.'),
    found: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'GraphPath' })
export type GraphPath = z.infer<typeof GraphPath>

export const EntityMapQuery = z
  .strictObject({ collection, limit: amount(5000, 1000).describe('The most important entities.') })
  .register(z.globalRegistry, { id: 'EntityMapQuery' })
export type EntityMapQuery = z.infer<typeof EntityMapQuery>

export const EntityMap = z
  .object({
    collection: z.string(),
    nodes: z.array(
      Entity.pick({ id: true, name: true, type: true, conceptId: true, importance: true, mentions: true }),
    ),
    edges: z.array(
      z.object({
        id: z.string(),
        source: z.int().describe('Index into `nodes`.'),
        target: z.int().describe('Index into `nodes`.'),
        kind: RelationKind,
        confidence: z.number().min(0).max(1),
        origins: z.array(RelationOrigin),
      }),
    ),
    total: z.int().describe('Entities of the collection, also beyond the limit.'),
    pendingDocuments: z.int(),
  })
  .register(z.globalRegistry, { id: 'EntityMap' })
export type EntityMap = z.infer<typeof EntityMap>

const names = z.array(z.string()).min(1).max(50)

export const MergeEntitiesRequest = z
  .strictObject({ entityIds: names.describe('Become names of the entity of the address, for good.') })
  .register(z.globalRegistry, { id: 'MergeEntitiesRequest' })
export type MergeEntitiesRequest = z.infer<typeof MergeEntitiesRequest>

export const SplitEntityRequest = z
  .strictObject({
    nameIds: names.describe('Ids of names (see `nameRecords`) that become an entity of their own, for good.'),
  })
  .register(z.globalRegistry, { id: 'SplitEntityRequest' })
export type SplitEntityRequest = z.infer<typeof SplitEntityRequest>

/** Two names that may be one thing: too alike to keep apart silently, not sure enough to merge. */
export const MergeReview = z
  .object({
    id: z.string(),
    collection: z.string(),
    first: Entity,
    second: Entity,
    names: z.tuple([z.string(), z.string()]).describe('The two names that are alike.'),
    similarity: z.number().nullable(),
    reasons: z.array(z.string()).describe('What speaks for one thing, in words.'),
    passages: z.array(SourcePassage).describe('Of each, where it is named; the first’s, then the second’s.'),
  })
  .register(z.globalRegistry, { id: 'MergeReview' })
export type MergeReview = z.infer<typeof MergeReview>

export const ListMergeReviewsQuery = z
  .strictObject({ collection, limit: amount(100, 20), offset: z.coerce.number().int().min(0).default(0) })
  .register(z.globalRegistry, { id: 'ListMergeReviewsQuery' })
export type ListMergeReviewsQuery = z.infer<typeof ListMergeReviewsQuery>

export const MergeReviewList = z
  .object({ reviews: z.array(MergeReview).describe('The surest first.'), total: z.int() })
  .register(z.globalRegistry, { id: 'MergeReviewList' })
export type MergeReviewList = z.infer<typeof MergeReviewList>

export const DecideMergeReviewRequest = z
  .strictObject({
    decision: z
      .enum(['same', 'different', 'undecided'])
      .describe('For good; `undecided` takes an earlier decision back.'),
  })
  .register(z.globalRegistry, { id: 'DecideMergeReviewRequest' })
export type DecideMergeReviewRequest = z.infer<typeof DecideMergeReviewRequest>

export const GraphStatusQuery = z.strictObject({ collection }).register(z.globalRegistry, { id: 'GraphStatusQuery' })
export type GraphStatusQuery = z.infer<typeof GraphStatusQuery>

export const GraphStatus = z
  .object({
    collection: z.string(),
    entities: z.int(),
    relations: z.int(),
    byKind: z.partialRecord(RelationKind, z.int()),
    byOrigin: z.partialRecord(RelationOrigin, z.int()),
    merges: z.partialRecord(MergeReason, z.int()).describe('Names that are not `itself`, by reason.'),
    reviews: z.int().describe('Pairs that wait for a decision.'),
    pendingDocuments: z.int(),
    pendingPassages: z.int(),
    current: z.boolean().describe('Whether the graph holds all that is searchable now.'),
    assembledAt: z.iso.datetime().nullable(),
    embedder: z.string().nullable().describe('The model that told likeness of meaning; null: none serves.'),
    mergeSimilarity: z.number(),
    failedDocuments: z.int(),
  })
  .register(z.globalRegistry, { id: 'GraphStatus' })
export type GraphStatus = z.infer<typeof GraphStatus>

/**
 * How the graph takes part in a search: `naive` not at all; `local` through entities that the question names; `global` through relations
 * that it is about; `hybrid` both; `mix` both and the passages of an ordinary search.
 */
export const GraphMode = z
  .enum(['naive', 'local', 'global', 'hybrid', 'mix'])
  .register(z.globalRegistry, { id: 'GraphMode' })
export type GraphMode = z.infer<typeof GraphMode>

export const GraphSearchRequest = SearchRequest.omit({ offset: true })
  .extend({ graphMode: GraphMode.default('mix') })
  .strict()
  .register(z.globalRegistry, { id: 'GraphSearchRequest' })
export type GraphSearchRequest = z.infer<typeof GraphSearchRequest>
export type GraphSearchRequestInput = z.input<typeof GraphSearchRequest>

export const GraphSearchHit = SearchHit.extend({
  graph: z
    .object({
      score: z.number().describe('What the graph thinks of it: comparable within one answer only.'),
      entities: z
        .array(z.object({ id: z.string(), name: z.string() }))
        .describe('That led here, the most telling first.'),
      relations: z.array(z.string()).describe('Ids of relations that it is evidence for.'),
      fromChunkId: z
        .string()
        .nullable()
        .describe(
          'Passage that names the same entities and lacks words of the question that this one has; null: the question itself led here.',
        ),
    })
    .nullable()
    .describe('How the graph led here; null: the ordinary search alone did.'),
}).register(z.globalRegistry, { id: 'GraphSearchHit' })
export type GraphSearchHit = z.infer<typeof GraphSearchHit>

export const GraphSearchResponse = SearchResponse.extend({
  hits: z.array(GraphSearchHit),
  graphMode: GraphMode.describe('How it was answered: `naive` also where the graph had nothing to say.'),
  entities: z
    .array(z.object({ id: z.string(), name: z.string(), type: EntityType, word: z.string(), score: z.number() }))
    .describe('Entities that the question was taken to name.'),
  relations: z
    .array(Relation)
    .describe(
      'Relations that led to the passages, or that these state of the entities that did, with one piece of evidence each.',
    ),
}).register(z.globalRegistry, { id: 'GraphSearchResponse' })
export type GraphSearchResponse = z.infer<typeof GraphSearchResponse>

/** What reading a collection with a language model would take. Reckoned from the passages that are not read yet; nothing is asked. */
export const ExtractionPlan = z
  .object({
    collection: z.string(),
    model: z.string().nullable().describe('Null: no language model is connected.'),
    passages: z.int().describe('Passages that would be read.'),
    passagesRead: z.int().describe('Read before, by this model.'),
    promptTokens: z.int().describe('Estimated, rather too many.'),
    completionTokens: z.int().describe('At most.'),
    maximumTokens: z
      .int()
      .describe('A budget that suffices: above the sum, because a call is only made when its whole reserve is left.'),
    seconds: z.number().nullable().describe('From what this model took before; null when it has not been measured.'),
  })
  .register(z.globalRegistry, { id: 'ExtractionPlan' })
export type ExtractionPlan = z.infer<typeof ExtractionPlan>

export const PlanExtractionQuery = z
  .strictObject({ collection, model: z.string().max(200).optional().describe('Default: the first of the chain.') })
  .register(z.globalRegistry, { id: 'PlanExtractionQuery' })
export type PlanExtractionQuery = z.infer<typeof PlanExtractionQuery>

export const StartExtractionRequest = z
  .strictObject({
    collection,
    model: z.string().max(200).optional().describe('Default: the first of the chain.'),
    maximumPassages: z.int().min(1).max(1_000_000).optional(),
    maximumTokens: z.int().min(1).max(1_000_000_000).describe('Of prompts and answers together; never exceeded.'),
  })
  .register(z.globalRegistry, { id: 'StartExtractionRequest' })
export type StartExtractionRequest = z.infer<typeof StartExtractionRequest>

/** One reading of a collection by a language model: its budget, and what it has spent. */
export const Extraction = z
  .object({
    id: z.string(),
    collection: z.string(),
    model: z.string(),
    state: z
      .enum(['running', 'paused', 'done', 'spent', 'failed', 'cancelled'])
      .describe('`spent`: the budget is used up.'),
    maximumPassages: z.int().nullable(),
    maximumTokens: z.int(),
    passagesRead: z.int(),
    passagesFailed: z.int(),
    passagesLeft: z.int(),
    promptTokens: z.int(),
    completionTokens: z.int(),
    entities: z.int().describe('Mentions taken from its answers.'),
    relations: z.int().describe('Relations taken from its answers.'),
    rejected: z.int().describe('Entities and relations of its answers that do not stand in the text.'),
    failure: z.string().nullable(),
    startedAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
  })
  .register(z.globalRegistry, { id: 'Extraction' })
export type Extraction = z.infer<typeof Extraction>

export const ExtractionList = z
  .object({ extractions: z.array(Extraction).describe('The latest first.') })
  .register(z.globalRegistry, { id: 'ExtractionList' })
export type ExtractionList = z.infer<typeof ExtractionList>
