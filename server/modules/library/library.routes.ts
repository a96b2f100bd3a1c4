import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { ENDPOINTS, FURTHER_PERMISSIONS, type Document, type DocumentFormat } from '@learnpath/contracts'
import { wantedBytes } from '../../http/byte-range.ts'
import { requirePermission } from '../../http/access-gate.ts'
import type { Edge } from '../../http/edge.ts'
import { DOCUMENT_POLICY, PDF_POLICY } from '../../http/security-headers.ts'
import type { BlobStore } from '../../ports/blob-store.ts'
import type { LibraryApi } from './library-api.ts'

export interface LibraryRoutesDependencies {
  readonly library: LibraryApi
  readonly blobStore: BlobStore
}

const MEDIA_TYPE: Record<DocumentFormat, string> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  markdown: 'text/markdown',
  html: 'text/html',
  text: 'text/plain',
}

/** Reading the library. What changes it goes through ingestion. */
export function mountLibraryRoutes(edge: Edge, { library, blobStore }: LibraryRoutesDependencies): void {
  edge.handle(ENDPOINTS.listCollections, async () => ({ collections: await library.listCollections() }))
  edge.handle(
    ENDPOINTS.createCollection,
    async ({ body }) => await library.createCollection(body.name, body.visibility),
  )
  edge.handle(ENDPOINTS.updateCollection, async ({ params, body: { visibility }, caller }) => {
    const { id, visibility: before } = await library.collection(params.id)
    if (visibility === 'private' && before === 'shared') {
      requirePermission(caller, FURTHER_PERMISSIONS.withdrawCollection)
    }
    return await library.setVisibility(id, visibility)
  })
  edge.handle(ENDPOINTS.listDocuments, async ({ query }) => {
    const { collection, ...filter } = query
    const given = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined))
    const collectionId = collection === undefined ? {} : { collectionId: (await library.collection(collection)).id }
    return await library.list({ ...given, ...collectionId, limit: query.limit })
  })
  edge.handle(
    ENDPOINTS.documentFacets,
    async ({ query: { collection } }) =>
      await library.facets(collection === undefined ? {} : { collectionId: (await library.collection(collection)).id }),
  )
  edge.handle(ENDPOINTS.getDocument, async ({ params }) => await library.get(params.id))
  edge.handle(ENDPOINTS.documentText, async ({ params }) => await library.text(params.id))
  edge.handle(ENDPOINTS.documentContent, async ({ params, request }) => {
    const document = await library.get(params.id)
    return contentResponse(document, await blobStore.path(document.contentHash), request)
  })
}

/** The file, or the stretch of it that is asked for: viewers of thick PDFs fetch the pages that they show. */
function contentResponse(document: Document, path: string, request: Request): Response {
  const headers = contentHeaders(document)
  const size = document.sizeBytes
  const range = wantedBytes(request.headers, size, headers['etag'] ?? '')
  if (range === 'unsatisfiable') {
    return new Response(null, {
      status: 416,
      headers: { ...headers, 'content-length': '0', 'content-range': `bytes */${size}` },
    })
  }
  const file = createReadStream(path, range ?? {})
  const body = Readable.toWeb(file) as ReadableStream
  if (range === null) return new Response(body, { headers })
  const { start, end } = range
  return new Response(body, {
    status: 206,
    headers: {
      ...headers,
      'content-length': String(end - start + 1),
      'content-range': `bytes ${start}-${end}/${size}`,
    },
  })
}

/** A PDF may be shown in place; anything that a browser could run is a download. */
function contentHeaders(document: Document): Record<string, string> {
  const name = document.path.split('/').at(-1) ?? 'document'
  const isPdf = document.format === 'pdf'
  const disposition = isPdf ? 'inline' : 'attachment'
  const ascii = name.replaceAll(/[^\w .()-]/g, '_')
  return {
    'content-type': MEDIA_TYPE[document.format],
    'content-length': String(document.sizeBytes),
    'content-disposition': `${disposition}; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(name)}`,
    'content-security-policy': isPdf ? PDF_POLICY : DOCUMENT_POLICY,
    'accept-ranges': 'bytes',
    etag: `"${document.contentHash}"`,
  }
}
