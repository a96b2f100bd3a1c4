import type {
  DecideMergeReviewRequest,
  EntityDetail,
  EntityList,
  EntityMap,
  EntityMapQuery,
  Extraction,
  ExtractionList,
  ExtractionPlan,
  GraphPath,
  GraphPathQuery,
  GraphSearchRequestInput,
  GraphSearchResponse,
  GraphStatus,
  ListEntitiesQuery,
  ListMergeReviewsQuery,
  MergeReviewList,
  Neighbourhood,
  NeighbourhoodQuery,
  PlanExtractionQuery,
  Relation,
  StartExtractionRequest,
} from '@learnpath/contracts'

/** What documents name, merged, and how it is related, with evidence. */
export interface GraphApi extends GraphQueries, GraphMerges, GraphModes, GraphExtractions {
  start(): Promise<void>
  stop(): Promise<void>
  /** @throws LP_COLLECTION_NOT_FOUND */
  status(collection?: string): Promise<GraphStatus>
  /** Resolves once the graph of the collection holds all that was searchable when it was called. @throws LP_COLLECTION_NOT_FOUND */
  settled(collection?: string): Promise<void>
}

/** All ids may be of an entity, of any of its names, or of the concept that it is. */
export interface GraphQueries {
  map(query: EntityMapQuery): Promise<EntityMap>
  entities(query: ListEntitiesQuery): Promise<EntityList>
  /** @throws LP_ENTITY_NOT_FOUND */
  entity(id: string): Promise<EntityDetail>
  /** @throws LP_ENTITY_NOT_FOUND */
  neighbourhood(id: string, query: NeighbourhoodQuery): Promise<Neighbourhood>
  /** @throws LP_RELATION_NOT_FOUND */
  relation(id: string): Promise<Relation>
  /** @throws LP_ENTITY_NOT_FOUND */
  path(query: GraphPathQuery): Promise<GraphPath>
}

/** Decisions on what is one thing. They are for good, and show in the graph when the call returns. */
export interface GraphMerges {
  merge(id: string, entityIds: readonly string[]): Promise<EntityDetail>
  split(id: string, nameIds: readonly string[]): Promise<EntityDetail>
  reviews(query: ListMergeReviewsQuery): Promise<MergeReviewList>
  /** @throws LP_MERGE_REVIEW_NOT_FOUND */
  decide(reviewId: string, decision: DecideMergeReviewRequest['decision']): Promise<void>
}

export interface GraphModes {
  search(request: GraphSearchRequestInput): Promise<GraphSearchResponse>
}

/** Reading by a language model, within a budget that is said before. */
export interface GraphExtractions {
  planExtraction(query: PlanExtractionQuery): Promise<ExtractionPlan>
  extractions(collection?: string): Promise<ExtractionList>
  /** @throws LP_EXTRACTION_NO_MODEL, LP_EXTRACTION_RUNNING, LP_LANGUAGE_MODEL_UNKNOWN */
  startExtraction(request: StartExtractionRequest): Promise<Extraction>
  /** @throws LP_EXTRACTION_NOT_FOUND */
  cancelExtraction(id: string): Promise<Extraction>
}
