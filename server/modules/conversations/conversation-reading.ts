import {
  LearnPathError,
  type AskResponse,
  type Conversation,
  type ConversationList,
  type ConversationSummary,
  type ConversationTurn,
  type ListConversationsQuery,
} from '@learnpath/contracts'
import type { Selectable } from 'kysely'
import type { ConversationsTable, ConversationTurnsTable } from '../../ports/conversation-tables.ts'
import type { Database } from '../../ports/relational-store.ts'

/** @throws LP_CONVERSATION_NOT_FOUND */
export async function readConversation(db: Database, id: string): Promise<Conversation> {
  const row = await conversationRow(db, id)
  const turns = await db
    .selectFrom('conversation_turns')
    .selectAll()
    .where('conversation_id', '=', id)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return { ...summaryOf(row, turns.length), turns: turns.map(turnOf) }
}

/** @throws LP_CONVERSATION_NOT_FOUND */
export async function conversationRow(db: Database, id: string): Promise<Selectable<ConversationsTable>> {
  const row = await db.selectFrom('conversations').selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined) throw new LearnPathError('LP_CONVERSATION_NOT_FOUND', { detail: id })
  return row
}

export async function readTurn(db: Database, id: string): Promise<ConversationTurn> {
  return turnOf(await db.selectFrom('conversation_turns').selectAll().where('id', '=', id).executeTakeFirstOrThrow())
}

/** The last used first. */
export async function listConversations(
  { contains, limit, offset }: ListConversationsQuery,
  db: Database,
): Promise<ConversationList> {
  const words = wordsOf(contains ?? '')
  const all = await db
    .selectFrom('conversations')
    .select(['id', 'title'])
    .orderBy(...NEWEST)
    .orderBy('id')
    .execute()
  const texts = words.length === 0 ? new Map<string, string>() : await questionsOf(db)
  const found = all.filter(({ id, title }) => {
    const text = folded(`${title} ${texts.get(id) ?? ''}`)
    return words.every((word) => text.includes(word))
  })
  const ids = found.slice(offset, offset + limit).map(({ id }) => id)
  return { conversations: await summaries(db, ids), total: found.length }
}

const NEWEST = ['changed_at', 'desc'] as const

async function summaries(db: Database, ids: readonly string[]): Promise<ConversationSummary[]> {
  if (ids.length === 0) return []
  const rows = await db.selectFrom('conversations').selectAll().where('id', 'in', ids).execute()
  const counts = await db
    .selectFrom('conversation_turns')
    .select((select) => ['conversation_id', select.fn.countAll<number | string>().as('count')])
    .where('conversation_id', 'in', ids)
    .groupBy('conversation_id')
    .execute()
  const countOf = new Map(counts.map(({ conversation_id, count }) => [conversation_id, Number(count)]))
  const summaryById = new Map(rows.map((row) => [row.id, summaryOf(row, countOf.get(row.id) ?? 0)]))
  return ids.flatMap((id) => summaryById.get(id) ?? [])
}

/** All questions of each conversation as one text. */
async function questionsOf(db: Database): Promise<Map<string, string>> {
  const rows = await db.selectFrom('conversation_turns').select(['conversation_id', 'question']).execute()
  const texts = new Map<string, string>()
  for (const { conversation_id, question } of rows) {
    texts.set(conversation_id, `${texts.get(conversation_id) ?? ''} ${question}`)
  }
  return texts
}

/** Compared here and not by the store: it folds the letters of English alone. */
const folded = (text: string): string => text.normalize('NFC').toLowerCase()
const wordsOf = (text: string): string[] =>
  folded(text)
    .split(/\s+/)
    .filter((word) => word !== '')

const summaryOf = (row: Selectable<ConversationsTable>, turnCount: number): ConversationSummary => ({
  id: row.id,
  title: row.title,
  createdAt: new Date(row.created_at).toISOString(),
  changedAt: new Date(row.changed_at).toISOString(),
  filters: JSON.parse(row.filters_json) as ConversationSummary['filters'],
  model: row.model,
  turnCount,
})

export const turnOf = (row: ConversationTurnsTable): ConversationTurn => ({
  id: row.id,
  parentId: row.parent_id,
  question: row.question,
  createdAt: new Date(row.created_at).toISOString(),
  state: row.state,
  response: row.response_json === null ? null : (JSON.parse(row.response_json) as AskResponse),
  failure: row.failure_json === null ? null : (JSON.parse(row.failure_json) as ConversationTurn['failure']),
})
