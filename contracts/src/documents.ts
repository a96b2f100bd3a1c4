import { z } from 'zod'
import { ErrorCodeSchema } from './problem.ts'

export const DocumentFormat = z.enum(['pdf', 'docx', 'markdown', 'html', 'text']).meta({ id: 'DocumentFormat' })
export type DocumentFormat = z.infer<typeof DocumentFormat>

/**
 * queued: waits for its turn; processing: is being parsed; ready: searchable; failed: see `failure`;
 * cancelled: stopped by the user. A document that was ready stays searchable in its old version while a new one is made.
 */
export const DocumentState = z
  .enum(['queued', 'processing', 'ready', 'failed', 'cancelled'])
  .meta({ id: 'DocumentState' })
export type DocumentState = z.infer<typeof DocumentState>

export const DocumentFailure = z
  .object({ code: ErrorCodeSchema, message: z.string(), advice: z.string() })
  .meta({ id: 'DocumentFailure' })
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
    sizeBytes: z.number().int().nonnegative(),
    language: z.string().nullable().describe('ISO 639-1 code, or "und" when it could not be told.'),
    pageCount: z.number().int().nonnegative().nullable(),
    characterCount: z.number().int().nonnegative().nullable(),
    chunkCount: z.number().int().nonnegative(),
    warnings: z.array(z.string()),
    tags: z.array(z.string()),
    addedAt: z.iso.datetime(),
    changedAt: z.iso.datetime(),
    modifiedAt: z.iso.datetime().nullable().describe('Modification time of the file, where known.'),
  })
  .meta({ id: 'Document' })
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
  .meta({ id: 'DocumentPath' })

export const Tag = z.string().trim().min(1).max(60)

/** Metadata beside an uploaded file; the file itself is streamed. */
export const AddDocumentFields = z
  .object({
    collection: z.string().optional().describe('Name of the collection; made if new. Default: library.'),
    path: DocumentPath.optional().describe('Default: the file name.'),
    tags: z.array(Tag).optional(),
    modifiedAt: z.iso.datetime().optional(),
    password: z.string().max(500).optional(),
  })
  .strict()
  .meta({ id: 'AddDocumentFields' })
export type AddDocumentFields = z.infer<typeof AddDocumentFields>

/** added: new path; changed: new bytes at a known path; renamed: known bytes moved to a new path; unchanged: nothing to do. */
export const AddOutcome = z.enum(['added', 'changed', 'renamed', 'unchanged']).meta({ id: 'AddOutcome' })
export type AddOutcome = z.infer<typeof AddOutcome>

export const AddedDocument = z
  .object({ document: Document, outcome: AddOutcome, jobId: z.string().nullable() })
  .meta({ id: 'AddedDocument' })
export type AddedDocument = z.infer<typeof AddedDocument>

/** A file of an upload that was not taken; the others were. */
export const RefusedFile = z
  .object({ path: z.string(), code: ErrorCodeSchema, message: z.string(), advice: z.string() })
  .meta({ id: 'RefusedFile' })
export type RefusedFile = z.infer<typeof RefusedFile>

export const AddDocumentsResponse = z
  .object({
    added: z.array(AddedDocument),
    refused: z
      .array(RefusedFile)
      .describe('Files that were not taken; a request with one file gets a problem instead.'),
  })
  .meta({ id: 'AddDocumentsResponse' })
export type AddDocumentsResponse = z.infer<typeof AddDocumentsResponse>

export const ListDocumentsQuery = z
  .object({
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
  .strict()
  .meta({ id: 'ListDocumentsQuery' })
export type ListDocumentsQuery = z.infer<typeof ListDocumentsQuery>

export const DocumentList = z
  .object({ documents: z.array(Document), total: z.number().int(), next: z.string().nullable() })
  .meta({ id: 'DocumentList' })
export type DocumentList = z.infer<typeof DocumentList>

export const DocumentFacetsQuery = z
  .object({ collection: z.string().optional() })
  .strict()
  .meta({ id: 'DocumentFacetsQuery' })
export type DocumentFacetsQuery = z.infer<typeof DocumentFacetsQuery>

/** What documents can be told apart by, with the number of documents of each. */
export const DocumentFacets = z
  .object({
    total: z.number().int(),
    states: z.partialRecord(DocumentState, z.number().int()),
    formats: z.partialRecord(DocumentFormat, z.number().int()),
    tags: z.array(z.object({ tag: z.string(), documentCount: z.number().int() })).describe('By name.'),
  })
  .meta({ id: 'DocumentFacets' })
export type DocumentFacets = z.infer<typeof DocumentFacets>

export const DeleteDocumentsRequest = z
  .object({ ids: z.array(z.string()).min(1).max(1000) })
  .strict()
  .meta({ id: 'DeleteDocumentsRequest' })
export type DeleteDocumentsRequest = z.infer<typeof DeleteDocumentsRequest>

export const DeletedDocuments = z
  .object({ deleted: z.number().int().describe('Those that were there.') })
  .meta({ id: 'DeletedDocuments' })
export type DeletedDocuments = z.infer<typeof DeletedDocuments>

export const UpdateDocumentRequest = z
  .object({
    path: DocumentPath.optional(),
    tags: z.array(Tag).max(50).optional(),
    password: z.string().max(500).optional(),
  })
  .strict()
  .meta({ id: 'UpdateDocumentRequest' })
export type UpdateDocumentRequest = z.infer<typeof UpdateDocumentRequest>

/** Offsets everywhere are UTF-16 code units into `text`. */
export const DocumentText = z
  .object({
    documentId: z.string(),
    versionHash: z.string(),
    title: z.string(),
    text: z.string(),
    blocks: z.array(z.looseObject({ kind: z.string(), start: z.number().int(), end: z.number().int() })),
    marks: z.array(z.looseObject({ kind: z.string(), start: z.number().int(), end: z.number().int() })),
    pages: z.array(z.object({ page: z.number().int(), start: z.number().int(), end: z.number().int() })),
  })
  .meta({ id: 'DocumentText' })
export type DocumentText = z.infer<typeof DocumentText>
