import { readOpenPassage, writeOpenPassage, type OpenPassage } from '../../components/open-passage.ts'
import type { AskScope } from './ask-scope.ts'

/** A question that begins a conversation, as an address has it: /ask?q=…&documentId=… */
export interface FirstQuestion extends AskScope {
  /** Empty: nothing is asked yet. */
  readonly question: string
}

/** What is shown of a conversation, as its address has it: /ask/conv_1?turn=…&open=… */
export interface ConversationPlace {
  /** The last turn of the branch; null: the newest. */
  readonly turnId: string | null
  /** The passage beside the answer. */
  readonly open: OpenPassage | null
}

export const readFirstQuestion = (params: URLSearchParams): FirstQuestion => ({
  question: (params.get('q') ?? '').trim(),
  collection: params.get('collection'),
  documentId: params.get('documentId'),
})

export function firstQuestionAddress({ question, collection, documentId }: FirstQuestion): string {
  const params = new URLSearchParams()
  if (question !== '') params.set('q', question)
  if (collection !== null) params.set('collection', collection)
  if (documentId !== null) params.set('documentId', documentId)
  return params.size === 0 ? '/ask' : `/ask?${params.toString()}`
}

export const readPlace = (params: URLSearchParams): ConversationPlace => ({
  turnId: params.get('turn'),
  open: readOpenPassage(params.get('open')),
})

export function conversationAddress(
  id: string,
  { turnId, open }: ConversationPlace = { turnId: null, open: null },
): string {
  const params = new URLSearchParams()
  if (turnId !== null) params.set('turn', turnId)
  if (open !== null) params.set('open', writeOpenPassage(open))
  const path = `/ask/${encodeURIComponent(id)}`
  return params.size === 0 ? path : `${path}?${params.toString()}`
}
