import { Document, ListDocumentsQuery } from '@learnpath/contracts'
import { z } from 'zod'
import { defineTool } from '../tool.ts'

const MOST_DOCUMENTS = 200

const DocumentView = Document.pick({
  id: true,
  collection: true,
  path: true,
  title: true,
  language: true,
  pageCount: true,
  characterCount: true,
  tags: true,
})
  .extend({
    format: z.string(),
    state: z.string().describe('"ready" can be searched and read.'),
    link: z.string().describe('The document in the web app: give it to the person.'),
  })
  .meta({ id: undefined })

export const listDocuments = defineTool({
  name: 'list_documents',
  title: 'List the documents',
  description:
    'Lists the collections and documents of the user’s library with ids, languages and lengths. Use it to learn what there is before searching, and to find the id of a document by its title or path.',
  writes: false,
  input: z.object({
    collection: z.string().optional().describe('Only of this collection, by name.'),
    contains: ListDocumentsQuery.shape.contains,
    tag: z.string().optional().describe('Only with this tag.'),
    limit: z.number().int().min(1).max(MOST_DOCUMENTS).default(50),
    offset: z.number().int().min(0).default(0).describe('Documents to pass over.'),
  }),
  output: z.object({
    documents: z.array(DocumentView).describe('In the order of their paths.'),
    total: z.number().int().describe('All that fit, beyond limit and offset too.'),
    collections: z.array(z.object({ name: z.string(), documents: z.number().int() })),
  }),
  async run(query, { client, address }) {
    const given = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined))
    const [list, all] = await Promise.all([client.listDocuments(given), client.listCollections()])
    const documents = list.documents.map((document) => ({
      id: document.id,
      collection: document.collection,
      path: document.path,
      title: document.title,
      language: document.language,
      pageCount: document.pageCount,
      characterCount: document.characterCount,
      tags: document.tags,
      format: document.format,
      state: document.state,
      link: new URL(`/app/documents/${encodeURIComponent(document.id)}`, address).href,
    }))
    const collections = all.collections.map(({ name, documentCount }) => ({ name, documents: documentCount }))
    const lines = documents.map(({ id, title, path, collection, state }) => {
      const unready = state === 'ready' ? '' : ` (${state})`
      return `- ${title}${unready}: ${collection}/${path}, id ${id}`
    })
    const counts = collections.map((one) => `${one.name} (${one.documents})`).join(', ')
    const text = [`${documents.length} of ${list.total} documents. Collections: ${counts || 'none'}.`, ...lines].join(
      '\n',
    )
    return { data: { documents, total: list.total, collections }, text }
  },
})
