import { z } from 'zod'
import { AskEvent, AskRequest, AskResponse } from './ask.ts'
import { Collection, CollectionList, CreateCollectionRequest, UpdateCollectionRequest } from './collections.ts'
import {
  AddDocumentFields,
  AddDocumentsResponse,
  DeleteDocumentsRequest,
  DeletedDocuments,
  Document,
  DocumentFacets,
  DocumentFacetsQuery,
  DocumentList,
  DocumentText,
  ListDocumentsQuery,
  UpdateDocumentRequest,
} from './documents.ts'
import { endpoint, type Endpoint } from './endpoint.ts'
import { AGENT_ENDPOINTS } from './agent-endpoints.ts'
import { CONCEPT_ENDPOINTS } from './concept-endpoints.ts'
import { CONVERSATION_ENDPOINTS } from './conversation-endpoints.ts'
import { GRAPH_ENDPOINTS } from './entity-graph-endpoints.ts'
import { EVALUATION_ENDPOINTS } from './evaluation-endpoints.ts'
import { EXCHANGE_ENDPOINTS } from './exchange-endpoints.ts'
import { IDENTITY_ENDPOINTS } from './identity-endpoints.ts'
import { LANGUAGE_MODEL_ENDPOINTS } from './language-model-endpoints.ts'
import { MODEL_ENDPOINTS } from './model-endpoints.ts'
import { PLAN_ENDPOINTS } from './plan-endpoints.ts'
import { QUIZ_ENDPOINTS } from './quiz-endpoints.ts'
import { RETRIEVAL_EVALUATION_ENDPOINTS } from './retrieval-evaluation-endpoints.ts'
import { REVIEW_ENDPOINTS } from './review-endpoints.ts'
import { Job, JobList, ListJobsQuery, ProgressEvent } from './jobs.ts'
import { Machine } from './machine.ts'
import { QueryTermsRequest, QueryTermsResponse, SearchRequest, SearchResponse } from './search.ts'
import { SearchQuery } from './search-query.ts'
import { BackupRequest, BackupResponse, DoctorReport, Health, RebuildResponse, Status } from './status.ts'
import { WATCH_ENDPOINTS } from './watch-endpoints.ts'

const RetryRequest = z
  .strictObject({ password: z.string().max(500).optional() })
  .register(z.globalRegistry, { id: 'RetryRequest' })

export const ENDPOINTS = {
  search: endpoint({
    method: 'POST',
    path: '/search',
    tag: 'Search',
    status: 200,
    errors: ['LP_COLLECTION_NOT_FOUND', 'LP_MODEL_NONE_ACTIVE'],
    summary: 'Find passages: ranked, with highlights, filters and an explanation of the score on demand',
    body: SearchRequest,
    answer: SearchResponse,
  }),
  searchByQuery: endpoint({
    method: 'GET',
    path: '/search',
    tag: 'Search',
    status: 200,
    errors: ['LP_COLLECTION_NOT_FOUND', 'LP_MODEL_NONE_ACTIVE'],
    summary: 'The same search as an address that can be linked to',
    query: SearchQuery,
    answer: SearchResponse,
  }),
  queryTerms: endpoint({
    method: 'POST',
    path: '/query-terms',
    tag: 'Search',
    status: 200,
    errors: [],
    summary: 'What the words of a question are worth in this library, in each of its languages',
    body: QueryTermsRequest,
    answer: QueryTermsResponse,
  }),
  ask: endpoint({
    method: 'POST',
    path: '/ask',
    tag: 'Search',
    status: 200,
    errors: ['LP_COLLECTION_NOT_FOUND', 'LP_LANGUAGE_MODEL_UNKNOWN'],
    summary: 'Answer a question from the documents with verbatim citations, or say that they do not hold the answer',
    body: AskRequest,
    answer: AskResponse,
    events: AskEvent,
    unbounded: true,
  }),
  listCollections: endpoint({
    method: 'GET',
    path: '/collections',
    tag: 'Collections',
    status: 200,
    errors: [],
    summary: 'All collections',
    answer: CollectionList,
  }),
  createCollection: endpoint({
    method: 'POST',
    path: '/collections',
    tag: 'Collections',
    status: 201,
    errors: ['LP_COLLECTION_EXISTS'],
    summary: 'Make a collection',
    body: CreateCollectionRequest,
    answer: Collection,
  }),
  updateCollection: endpoint({
    method: 'PATCH',
    path: '/collections/{id}',
    tag: 'Collections',
    status: 200,
    errors: ['LP_COLLECTION_NOT_FOUND', 'LP_COLLECTION_EXISTS', 'LP_PERMISSION_DENIED'],
    summary:
      'Share a collection with the workspace, or keep it to yourself: nobody else sees it then, nor what they made from it. Only owners of the workspace make a shared one private',
    body: UpdateCollectionRequest,
    answer: Collection,
  }),
  deleteCollection: endpoint({
    method: 'DELETE',
    path: '/collections/{id}',
    tag: 'Collections',
    status: 204,
    errors: ['LP_COLLECTION_NOT_FOUND'],
    summary: 'Delete a collection with its documents',
    answer: 'nothing',
    unbounded: true,
  }),
  addDocuments: endpoint({
    method: 'POST',
    path: '/documents',
    tag: 'Documents',
    status: 202,
    errors: [
      'LP_REQUEST_TOO_LARGE',
      'LP_PARSE_UNSUPPORTED',
      'LP_PARSE_EMPTY',
      'LP_PATH_INVALID',
      'LP_STORE_FULL',
      'LP_SERVER_BUSY',
    ],
    summary:
      'Add documents: each file is stored durably before the answer and parsed after it. Fields stand before the file they belong to; collection and tags hold for the files that follow',
    upload: AddDocumentFields,
    answer: AddDocumentsResponse,
    unbounded: true,
  }),
  listDocuments: endpoint({
    method: 'GET',
    path: '/documents',
    tag: 'Documents',
    status: 200,
    errors: ['LP_COLLECTION_NOT_FOUND'],
    summary: 'Documents, page by page',
    query: ListDocumentsQuery,
    answer: DocumentList,
  }),
  documentFacets: endpoint({
    method: 'GET',
    path: '/document-facets',
    tag: 'Documents',
    status: 200,
    errors: ['LP_COLLECTION_NOT_FOUND'],
    summary: 'States, formats and tags of the documents, with how many there are of each',
    query: DocumentFacetsQuery,
    answer: DocumentFacets,
  }),
  getDocument: endpoint({
    method: 'GET',
    path: '/documents/{id}',
    tag: 'Documents',
    status: 200,
    errors: ['LP_DOCUMENT_NOT_FOUND'],
    summary: 'One document with its state',
    answer: Document,
  }),
  updateDocument: endpoint({
    method: 'PATCH',
    path: '/documents/{id}',
    tag: 'Documents',
    status: 200,
    errors: ['LP_DOCUMENT_NOT_FOUND', 'LP_DOCUMENT_PATH_TAKEN'],
    summary: 'Rename, tag, or give the password of a document',
    body: UpdateDocumentRequest,
    answer: Document,
  }),
  deleteDocument: endpoint({
    method: 'DELETE',
    path: '/documents/{id}',
    tag: 'Documents',
    status: 204,
    errors: ['LP_DOCUMENT_NOT_FOUND'],
    summary: 'Delete every trace of a document',
    answer: 'nothing',
    unbounded: true,
  }),
  deleteDocuments: endpoint({
    method: 'POST',
    path: '/documents/delete',
    tag: 'Documents',
    status: 200,
    errors: [],
    summary: 'Delete every trace of many documents; those that are gone already are passed over',
    body: DeleteDocumentsRequest,
    answer: DeletedDocuments,
    unbounded: true,
  }),
  documentText: endpoint({
    method: 'GET',
    path: '/documents/{id}/text',
    tag: 'Documents',
    status: 200,
    errors: ['LP_DOCUMENT_NOT_FOUND', 'LP_DOCUMENT_NOT_READY'],
    summary: 'The text that offsets of hits and citations point into, with its structure',
    answer: DocumentText,
  }),
  documentContent: endpoint({
    method: 'GET',
    path: '/documents/{id}/content',
    tag: 'Documents',
    status: 200,
    errors: ['LP_DOCUMENT_NOT_FOUND'],
    summary: 'The bytes as they were added',
    answer: 'bytes',
    unbounded: true,
  }),
  retryDocument: endpoint({
    method: 'POST',
    path: '/documents/{id}/retry',
    tag: 'Documents',
    status: 202,
    errors: ['LP_DOCUMENT_NOT_FOUND'],
    summary: 'Parse a document again, with a password where it needs one',
    body: RetryRequest,
    answer: Document,
  }),
  cancelDocument: endpoint({
    method: 'POST',
    path: '/documents/{id}/cancel',
    tag: 'Documents',
    status: 200,
    errors: ['LP_DOCUMENT_NOT_FOUND'],
    summary: 'Stop waiting or running work on a document',
    answer: Document,
  }),
  ...WATCH_ENDPOINTS,
  ...CONVERSATION_ENDPOINTS,
  ...AGENT_ENDPOINTS,
  ...LANGUAGE_MODEL_ENDPOINTS,
  ...MODEL_ENDPOINTS,
  ...CONCEPT_ENDPOINTS,
  ...GRAPH_ENDPOINTS,
  ...PLAN_ENDPOINTS,
  ...QUIZ_ENDPOINTS,
  ...RETRIEVAL_EVALUATION_ENDPOINTS,
  ...REVIEW_ENDPOINTS,
  ...EXCHANGE_ENDPOINTS,
  ...EVALUATION_ENDPOINTS,
  ...IDENTITY_ENDPOINTS,
  listJobs: endpoint({
    method: 'GET',
    path: '/jobs',
    tag: 'Work',
    status: 200,
    errors: [],
    summary: 'Work that waits, runs or has ended',
    query: ListJobsQuery,
    answer: JobList,
  }),
  getJob: endpoint({
    method: 'GET',
    path: '/jobs/{id}',
    tag: 'Work',
    status: 200,
    errors: ['LP_JOB_NOT_FOUND'],
    summary: 'One job',
    answer: Job,
  }),
  cancelJob: endpoint({
    method: 'POST',
    path: '/jobs/{id}/cancel',
    tag: 'Work',
    status: 200,
    errors: ['LP_JOB_NOT_FOUND'],
    summary: 'Stop a job; one that has ended stays as it is',
    answer: Job,
  }),
  events: endpoint({
    method: 'GET',
    path: '/events',
    tag: 'Work',
    status: 200,
    errors: [],
    summary: 'Progress as server-sent events; an event missed is not sent again',
    answer: ProgressEvent,
    events: ProgressEvent,
    unbounded: true,
  }),
  status: endpoint({
    method: 'GET',
    path: '/status',
    tag: 'Operation',
    status: 200,
    errors: [],
    summary: 'What is active, how much there is, and whether the index is up to date',
    answer: Status,
  }),
  machine: endpoint({
    method: 'GET',
    path: '/machine',
    tag: 'Operation',
    status: 200,
    errors: [],
    summary: 'Memory, disk, processor, and how fast searches and answers were within the last hour',
    answer: Machine,
  }),
  rebuildIndex: endpoint({
    method: 'POST',
    path: '/index/rebuild',
    tag: 'Operation',
    status: 200,
    errors: [],
    summary: 'Make the index anew from the stored documents; the old one serves meanwhile',
    answer: RebuildResponse,
    unbounded: true,
  }),
  backup: endpoint({
    method: 'POST',
    path: '/backup',
    tag: 'Operation',
    status: 201,
    errors: ['LP_BACKUP_TARGET_EXISTS', 'LP_BACKUP_TARGET_UNUSABLE', 'LP_STORE_FULL'],
    summary: 'Write a consistent copy of the database to a new file',
    body: BackupRequest,
    answer: BackupResponse,
    unbounded: true,
  }),
  doctor: endpoint({
    method: 'GET',
    path: '/doctor',
    tag: 'Operation',
    status: 200,
    errors: [],
    summary: 'Look for what is wrong: disk, database, index, programs, clock',
    answer: DoctorReport,
    unbounded: true,
  }),
  addSampleLibrary: endpoint({
    method: 'POST',
    path: '/sample-library',
    tag: 'Operation',
    status: 202,
    errors: ['LP_SAMPLES_MISSING'],
    summary: 'Add the sample documents that come with LearnPath to the collection "samples"',
    answer: AddDocumentsResponse,
    unbounded: true,
  }),
  live: endpoint({
    method: 'GET',
    path: '/health/live',
    tag: 'Operation',
    status: 200,
    errors: [],
    summary: 'Whether the process answers',
    answer: Health,
  }),
  ready: endpoint({
    method: 'GET',
    path: '/health/ready',
    tag: 'Operation',
    status: 200,
    errors: ['LP_SERVER_STOPPING'],
    summary: 'Whether the process takes requests',
    answer: Health,
  }),
  metrics: endpoint({
    method: 'GET',
    path: '/metrics',
    tag: 'Operation',
    status: 200,
    errors: [],
    summary: 'Counts and times in the text format of Prometheus',
    answer: 'bytes',
  }),
} as const satisfies Record<string, Endpoint>

type NamesIn<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never

/** The parts of the path that vary, by name. */
export type PathParams<E extends Endpoint> = Readonly<Record<NamesIn<E['path']>, string>>
export type QueryOf<E extends Endpoint> = E extends { readonly query: infer S extends z.ZodType }
  ? z.output<S>
  : undefined
export type BodyOf<E extends Endpoint> = E extends { readonly body: infer S extends z.ZodType }
  ? z.output<S>
  : undefined
export type AnswerOf<E extends Endpoint> = E['answer'] extends z.ZodType ? z.output<E['answer']> : undefined
