import type {
  Concept,
  ConceptDetail,
  ConceptGraph,
  ConceptGraphQuery,
  ConceptList,
  ListConceptsQuery,
  SetPrerequisiteRequest,
  UpdateConceptRequest,
} from '@learnpath/contracts'
import type { ConceptGazetteer, ConceptMap, ConceptPlaces, StudyDocument } from '../../ports/study-material.ts'

export interface ConceptName {
  /** Of the concept that it is part of now: another id than the one asked for after a merge. */
  readonly id: string
  readonly name: string
  readonly collectionId: string
}

/** What the documents teach, and what is needed to understand it. */
export interface ConceptsApi {
  start(): Promise<void>
  stop(): Promise<void>
  list(query: ListConceptsQuery): Promise<ConceptList>
  /** As the list, waits for no analysis. @throws LP_COLLECTION_NOT_FOUND */
  graph(query: ConceptGraphQuery): Promise<ConceptGraph>
  /** @throws LP_CONCEPT_NOT_FOUND */
  get(conceptId: string): Promise<ConceptDetail>
  /** @throws LP_CONCEPT_NOT_FOUND, LP_CONCEPT_NAME_TAKEN */
  update(conceptId: string, change: UpdateConceptRequest): Promise<Concept>
  merge(conceptId: string, conceptIds: readonly string[]): Promise<Concept>
  split(conceptId: string, aliases: readonly string[]): Promise<Concept>
  /** @throws LP_CONCEPT_NOT_FOUND, LP_PREREQUISITE_CYCLE */
  setPrerequisite(conceptId: string, request: SetPrerequisiteRequest): Promise<ConceptDetail>
  /** Each name that could be split off, with all its spellings in small letters. @throws LP_CONCEPT_NOT_FOUND */
  phrases(conceptId: string): Promise<readonly (readonly string[])[]>
  /** Those that are there, by the id asked for. Waits for no analysis. */
  names(conceptIds: readonly string[]): Promise<ReadonlyMap<string, ConceptName>>
  /** Waits until all documents that are searchable now have their concepts in. @throws LP_COLLECTION_NOT_FOUND */
  map(collectionIdOrName: string): Promise<ConceptMap>
  /**
   * Where documents name concepts, one document after the other, and then the concepts by the keys of their names. Waits for no analysis.
   * @throws LP_COLLECTION_NOT_FOUND
   */
  gazetteer(collectionIdOrName: string, take: (places: ConceptPlaces) => void): Promise<ConceptGazetteer>
  /** Equal lines mean the same gazetteer; `pending` documents are not in yet. Costs next to nothing. */
  basis(collectionId: string): Promise<{ readonly basis: string; readonly pending: number }>
  /**
   * The same object again as long as nothing in it has changed.
   * @param map one that `map` gave: the mentions are of its concepts; left out, of those as of now. @throws LP_DOCUMENT_NOT_FOUND, LP_DOCUMENT_NOT_READY
   */
  studyDocument(documentId: string, map?: ConceptMap): Promise<StudyDocument>
  /** Called after the concepts of a collection have changed. @returns a function that ends it. */
  onChange(listener: (collectionId: string) => void): () => void
}
