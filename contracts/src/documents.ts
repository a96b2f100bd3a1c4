import { z } from 'zod'
import { ErrorCodeSchema } from './problem.ts'

export const DocumentFormat = z
  .enum(['pdf', 'docx', 'markdown', 'html', 'text'])
  .register(z.globalRegistry, { id: 'DocumentFormat' })
export type DocumentFormat = z.infer<typeof DocumentFormat>

/**
 * queued: waits for its turn; processing: is being parsed; ready: searchable; failed: see `failure`;
 * cancelled: stopped by the user. A document that was ready stays searchable in its old version while a new one is made.
 */
export const DocumentState = z
  .enum(['queued', 'processing', 'ready', 'failed', 'cancelled'])
  .register(z.globalRegistry, { id: 'DocumentState' })
export type DocumentState = z.infer<typeof DocumentState>

export const DocumentFailure = z
  .object({ code: ErrorCodeSchema, message: z.string(), advice: z.string() })
  .register(z.globalRegistry, { id: 'DocumentFailure' })
export type DocumentFailure = z.infer<typeof DocumentFailure>

export const Document = z
  .object({
    id: z.string(),
    collectionId: z.string(),
    collection: z.string().describe('Name of the collection.'),
    path: z.string().describe('Relative path with forward slashes; unique within the collection.'),
    title: z.string(),
    format: DocumentFormat,
    state: DocumentState,
    failure: DocumentFailure.nullable(),
    searchable: z.boolean().describe('Whether some version of the document can be found by search now.'),
    contentHash: z.string().describe('SHA-256 of the bytes last received, hex.'),
    versionHash: z.string().nullable().describe('SHA-256 of the bytes the searchable text was made from, hex.'),
    sizeBytes: z.int().nonnegative(),
    language: z.string().nullable().describe('ISO 639-1 code, or "und" when it could not be told.'),
    pageCount: z.int().nonnegative().nullable(),
    characterCount: z.int().nonnegative().nullable(),
    chunkCount: z.int().nonnegative(),
    warnings: z.array(z.string()),
    tags: z.array(z.string()),
    addedAt: z.iso.datetime(),
    changedAt: z.iso.datetime(),
    modifiedAt: z.iso.datetime().nullable().describe('Modification time of the file, where known.'),
  })
  .register(z.globalRegistry, { id: 'Document' })
export type Document = z.infer<typeof Document>

export const DocumentPath = z
  .string()
  .min(1)
  .max(1024)
  .regex(/^[^\p{Cc}\\]+$/u, 'must not contain backslashes or control characters')
  .refine((path) => !path.startsWith('/'), 'must be relative')
  .refine(
    (path) => path.split('/').every((part) => part !== '' && part !== '.' && part !== '..'),
    'must not contain empty parts, "." or ".."',
  )
  .register(z.globalRegistry, { id: 'DocumentPath' })

export const Tag = z.string().trim().min(1).max(60)

/** Metadata beside an uploaded file; the file itself is streamed. */
export const AddDocumentFields = z
  .strictObject({
    collection: z.string().optional().describe('Name of the collection; made if new. Default: library.'),
    path: DocumentPath.optional().describe('Default: the file name.'),
    tags: z.array(Tag).optional(),
    modifiedAt: z.iso.datetime().optional(),
    password: z.string().max(500).optional(),
  })
  .register(z.globalRegistry, { id: 'AddDocumentFields' })
export type AddDocumentFields = z.infer<typeof AddDocumentFields>

/** added: new path; changed: new bytes at a known path; renamed: known bytes moved to a new path; unchanged: nothing to do. */
export const AddOutcome = z
  .enum(['added', 'changed', 'renamed', 'unchanged'])
  .register(z.globalRegistry, { id: 'AddOutcome' })
export type AddOutcome = z.infer<typeof AddOutcome>

export const AddedDocument = z
  .object({ document: Document, outcome: AddOutcome, jobId: z.string().nullable() })
  .register(z.globalRegistry, { id: 'AddedDocument' })
export type AddedDocument = z.infer<typeof AddedDocument>

/** A file of an upload that was not taken; the others were. */
export const RefusedFile = z
  .object({ path: z.string(), code: ErrorCodeSchema, message: z.string(), advice: z.string() })
  .register(z.globalRegistry, { id: 'RefusedFile' })
export type RefusedFile = z.infer<typeof RefusedFile>

export const AddDocumentsResponse = z
  .object({
    added: z.array(AddedDocument),
    refused: z
      .array(RefusedFile)
      .describe('Files that were not taken; a request with one file gets a problem instead.'),
  })
  .register(z.globalRegistry, { id: 'AddDocumentsResponse' })
export type AddDocumentsResponse = z.infer<typeof AddDocumentsResponse>

export const ListDocumentsQuery = z
  .strictObject({
    collection: z.string().optional(),
    state: z
      .enum([...DocumentState.options, 'unfinished'])
      .optional()
      .describe('`unfinished`: queued or processing.'),
    format: DocumentFormat.optional(),
    tag: z.string().optional(),
    path: z.string().optional().describe('Exact path.'),
    contains: z.string().trim().max(200).optional().describe('Part of the title or the path.'),
    sort: z.enum(['path', 'title', 'added', 'changed', 'size']).default('path'),
    order: z.enum(['ascending', 'descending']).default('ascending'),
    limit: z.coerce.number().int().min(1).max(1000).default(100),
    after: z
      .string()
      .optional()
      .describe('Cursor from `next` of the page before: for reading all, in ascending order of the paths.'),
    offset: z.coerce
      .number()
      .int()
      .min(0)
      .optional()
      .describe('Documents left out: for a view that jumps, in any order.'),
  })
  .register(z.globalRegistry, { id: 'ListDocumentsQuery' })
export type ListDocumentsQuery = z.infer<typeof ListDocumentsQuery>

export const DocumentList = z
  .object({ documents: z.array(Document), total: z.int(), next: z.string().nullable() })
  .register(z.globalRegistry, { id: 'DocumentList' })
export type DocumentList = z.infer<typeof DocumentList>

export const DocumentFacetsQuery = z
  .strictObject({ collection: z.string().optional() })
  .register(z.globalRegistry, { id: 'DocumentFacetsQuery' })
export type DocumentFacetsQuery = z.infer<typeof DocumentFacetsQuery>

/** What documents can be told apart by, with the number of documents of each. */
export const DocumentFacets = z
  .object({
    total: z.int(),
    states: z.partialRecord(DocumentState, z.int()),
    formats: z.partialRecord(DocumentFormat, z.int()),
    tags: z.array(z.object({ tag: z.string(), documentCount: z.int() })).describe('By name.'),
  })
  .register(z.globalRegistry, { id: 'DocumentFacets' })
export type DocumentFacets = z.infer<typeof DocumentFacets>

export const DeleteDocumentsRequest = z
  .strictObject({ ids: z.array(z.string()).min(1).max(1000) })
  .register(z.globalRegistry, { id: 'DeleteDocumentsRequest' })
export type DeleteDocumentsRequest = z.infer<typeof DeleteDocumentsRequest>

export const DeletedDocuments = z
  .object({ deleted: z.int().describe('Those that were there.') })
  .register(z.globalRegistry, { id: 'DeletedDocuments' })
export type DeletedDocuments = z.infer<typeof DeletedDocuments>

export const UpdateDocumentRequest = z
  .strictObject({
    path: DocumentPath.optional(),
    tags: z.array(Tag).max(50).optional(),
    password: z.string().max(500).optional(),
  })
  .register(z.globalRegistry, { id: 'UpdateDocumentRequest' })
export type UpdateDocumentRequest = z.infer<typeof UpdateDocumentRequest>

/** Offsets everywhere are UTF-16 code units into `text`. */
export const DocumentText = z
  .object({
    documentId: z.string(),
    versionHash: z.string(),
    title: z.string(),
    text: z.string(),
    blocks: z.array(z.looseObject({ kind: z.string(), start: z.int(), end: z.int() })),
    marks: z.array(z.looseObject({ kind: z.string(), start: z.int(), end: z.int() })),
    pages: z.array(z.object({ page: z.int(), start: z.int(), end: z.int() })),
  })
  .register(z.globalRegistry, { id: 'DocumentText' })
export type DocumentText = z.infer<typeof DocumentText>
