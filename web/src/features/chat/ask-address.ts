import type { AskRequestInput } from '@learnpath/contracts'
import { readOpenPassage, writeOpenPassage, type OpenPassage } from '../../components/open-passage.ts'

/** Where an answer may come from. */
export interface AskScope {
  /** Null: all. */
  readonly collection: string | null
  /** One document alone. */
  readonly documentId: string | null
}

/** A question as the address keeps it. */
export interface AskChoice extends AskScope {
  readonly question: string
  /** An answer of the history; without it, or without that one, the question is asked. */
  readonly answerId: string | null
  /** The passage beside the answer. */
  readonly open: OpenPassage | null
}

export const readAsk = (params: URLSearchParams): AskChoice => ({
  question: (params.get('q') ?? '').trim(),
  collection: params.get('collection'),
  documentId: params.get('documentId'),
  answerId: params.get('answer'),
  open: readOpenPassage(params.get('open')),
})

export function writeAsk({ question, collection, documentId, answerId, open }: AskChoice): URLSearchParams {
  const params = new URLSearchParams()
  if (question !== '') params.set('q', question)
  if (collection !== null) params.set('collection', collection)
  if (documentId !== null) params.set('documentId', documentId)
  if (answerId !== null) params.set('answer', answerId)
  if (open !== null) params.set('open', writeOpenPassage(open))
  return params
}

export function requestOf({
  question,
  collection,
  documentId,
}: AskScope & { readonly question: string }): AskRequestInput {
  const filters = {
    ...(collection !== null && { collections: [collection] }),
    ...(documentId !== null && { documentIds: [documentId] }),
  }
  return { question, ...(Object.keys(filters).length > 0 && { filters }) }
}
