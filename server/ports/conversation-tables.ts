import type { MemberOfRow } from './row-scopes.ts'

export interface ConversationTables {
  conversations: ConversationsTable
  conversation_turns: ConversationTurnsTable
  turn_documents: TurnDocumentsTable
}

export interface ConversationsTable {
  id: string
  member_id: MemberOfRow
  title: string
  filters_json: string
  /** Who answers; null: the chain. */
  model: string | null
  created_at: number
  changed_at: number
}

export interface ConversationTurnsTable {
  id: string
  conversation_id: string
  /** Null for a first turn. */
  parent_id: string | null
  question: string
  state: 'answering' | 'complete' | 'stopped' | 'failed' | 'withdrawn'
  /** AskResponse; null without an answer. */
  response_json: string | null
  failure_json: string | null
  created_at: number
  /** Of who answers, or answered; null before there could be several. */
  process_id: string | null
}

/** The documents whose words an answer holds. Without a reference to them: who deletes one must find these rows afterwards. */
export interface TurnDocumentsTable {
  turn_id: string
  document_id: string
}
