import { ResourceTemplate, ProtocolError, ProtocolErrorCode, type McpServer } from '@modelcontextprotocol/server'
import { LearnPathError } from '@learnpath/contracts'
import { failureText } from './failure-text.ts'
import type { LibraryAccess } from './library-access.ts'

const SCHEME = 'learnpath://documents/'
/** Hosts show the list whole; what is beyond is found by list_documents. */
const MOST_LISTED = 200
const TEXT = 'text/plain'

/** The text of each document as a resource that a person can put before the model. */
export function addDocumentResources(server: McpServer, library: LibraryAccess): void {
  const template = new ResourceTemplate(`${SCHEME}{id}`, {
    list: async () =>
      await failingInWords(async () => {
        const { documents } = await library.use(
          async ({ client }) => await client.listDocuments({ state: 'ready', limit: MOST_LISTED }),
        )
        return {
          resources: documents.map(({ id, title, path, collection, sizeBytes }) => ({
            uri: `${SCHEME}${encodeURIComponent(id)}`,
            name: path,
            title,
            description: `In the collection ${collection}`,
            mimeType: TEXT,
            size: sizeBytes,
          })),
        }
      }),
  })
  const facts = { title: 'Document', description: 'The whole text of a document of the library.', mimeType: TEXT }
  server.registerResource('document', template, facts, async (uri, { id }) => {
    const documentId = decodeURIComponent(String(id))
    const { text } = await failingInWords(
      async () => await library.use(async ({ client }) => await client.documentText(documentId)),
    )
    return { contents: [{ uri: uri.href, mimeType: TEXT, text }] }
  })
}

/** Resources have no answers that are errors: the protocol's own has to say it. */
async function failingInWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (failure) {
    if (!(failure instanceof LearnPathError)) throw failure
    const code = failure.status < 500 ? ProtocolErrorCode.InvalidParams : ProtocolErrorCode.InternalError
    throw new ProtocolError(code, failureText(failure))
  }
}
