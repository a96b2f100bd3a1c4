import type { DocumentFacets } from '@learnpath/contracts'
import type { Database } from '../../ports/relational-store.ts'

/** Counts documents by what they can be told apart by. */
export async function readFacets(
  db: Database,
  { collectionId }: { readonly collectionId?: string },
): Promise<DocumentFacets> {
  let documents = db.selectFrom('documents as d')
  if (collectionId !== undefined) documents = documents.where('d.collection_id', '=', collectionId)
  const [states, formats, tags] = await Promise.all([
    documents
      .select(['d.state', (select) => select.fn.countAll<number>().as('count')])
      .groupBy('d.state')
      .execute(),
    documents
      .select(['d.format', (select) => select.fn.countAll<number>().as('count')])
      .groupBy('d.format')
      .execute(),
    documents
      .innerJoin('document_tags as t', 't.document_id', 'd.id')
      .select(['t.tag', (select) => select.fn.countAll<number>().as('count')])
      .groupBy('t.tag')
      .orderBy('t.tag')
      .execute(),
  ])
  return {
    total: states.reduce((sum, { count }) => sum + count, 0),
    states: Object.fromEntries(states.map(({ state, count }) => [state, count])),
    formats: Object.fromEntries(formats.map(({ format, count }) => [format, count])),
    tags: tags.map(({ tag, count }) => ({ tag, documentCount: count })),
  }
}
