import {
  LearnPathError,
  type AskInConversationRequest,
  type AskResponse,
  type ConversationTurn,
  type EarlierTurn,
} from '@learnpath/contracts'
import type { Selectable } from 'kysely'
import type { ConversationsTable, ConversationTurnsTable } from '../../ports/conversation-tables.ts'
import type { Database, DatabaseTransaction } from '../../ports/relational-store.ts'
import { conversationRow, turnOf } from './conversation-reading.ts'
import { titleOf } from './conversation-title.ts'
import type { ConversationsDependencies } from './conversations-dependencies.ts'
import { historyOf } from './turn-history.ts'
import { branchTo } from './turn-tree.ts'

export interface StoredTurn {
  readonly turn: ConversationTurn
  readonly conversation: Selectable<ConversationsTable>
  /** What was said before it. */
  readonly history: readonly EarlierTurn[]
}

/** Keeps the question before anybody works on it. @throws LP_CONVERSATION_NOT_FOUND, LP_TURN_NOT_FOUND */
export async function storeQuestion(
  { store, clock, idSource, leadership }: ConversationsDependencies,
  conversationId: string,
  { question, parentId }: Pick<AskInConversationRequest, 'question' | 'parentId'>,
): Promise<StoredTurn> {
  return await store.db.transaction().execute(async (transaction) => {
    const before = await conversationRow(transaction, conversationId)
    const turns = await turnsOf(transaction, conversationId)
    const parent = parentOf(turns, parentId)
    const conversation = {
      ...before,
      title: before.title === '' ? titleOf(question) : before.title,
      changed_at: Math.max(clock.now(), before.changed_at),
    }
    const row: ConversationTurnsTable = {
      id: idSource.next('turn'),
      conversation_id: conversationId,
      parent_id: parent,
      question,
      state: 'answering',
      response_json: null,
      failure_json: null,
      process_id: leadership.processId,
      // Their order is that of their times, also when two come within a millisecond or the clock is set back.
      created_at: Math.max(clock.now(), (turns.at(-1)?.created_at ?? 0) + 1),
    }
    const { title, changed_at } = conversation
    await transaction.updateTable('conversations').set({ title, changed_at }).where('id', '=', conversationId).execute()
    await transaction.insertInto('conversation_turns').values(row).execute()
    const answered = branchTo(turns, parent).filter(({ hasAnswer }) => hasAnswer)
    return { turn: turnOf(row), conversation, history: historyOf(await responsesOf(transaction, answered)) }
  })
}

interface TurnInTree {
  readonly id: string
  readonly parentId: string | null
  readonly hasAnswer: boolean
  readonly created_at: number
}

async function turnsOf(db: Database, conversationId: string): Promise<TurnInTree[]> {
  const rows = await db
    .selectFrom('conversation_turns')
    .select((select) => [
      'id',
      'parent_id as parentId',
      'created_at',
      select('response_json', 'is not', null).as('hasAnswer'),
    ])
    .where('conversation_id', '=', conversationId)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ ...row, hasAnswer: Boolean(row.hasAnswer) }))
}

function parentOf(turns: readonly TurnInTree[], wanted: string | null | undefined): string | null {
  if (wanted === undefined) return turns.findLast(({ hasAnswer }) => hasAnswer)?.id ?? null
  if (wanted !== null && turns.every(({ id }) => id !== wanted)) {
    throw new LearnPathError('LP_TURN_NOT_FOUND', { detail: wanted })
  }
  return wanted
}

async function responsesOf(db: Database, turns: readonly TurnInTree[]): Promise<AskResponse[]> {
  if (turns.length === 0) return []
  const rows = await db
    .selectFrom('conversation_turns')
    .select('response_json')
    .where(
      'id',
      'in',
      turns.map(({ id }) => id),
    )
    .orderBy('created_at')
    .execute()
  return rows.flatMap(({ response_json }) => (response_json === null ? [] : (JSON.parse(response_json) as AskResponse)))
}

/** How the work on a turn ended. */
export interface TurnEnd {
  readonly state: 'complete' | 'stopped' | 'failed'
  readonly response: AskResponse | null
  readonly failure: ConversationTurn['failure']
}

/** @returns whether the turn was still there, and every document that its answer holds words of */
export async function storeEnd(
  { store, clock }: ConversationsDependencies,
  { turn, conversation }: StoredTurn,
  { state, response, failure }: TurnEnd,
): Promise<{ readonly kept: boolean; readonly documentsAreThere: boolean }> {
  return await store.db.transaction().execute(async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable('conversation_turns')
      .set({
        state,
        response_json: response === null ? null : JSON.stringify(response),
        failure_json: failure === null ? null : JSON.stringify(failure),
      })
      .where('id', '=', turn.id)
      .executeTakeFirst()
    if (Number(numUpdatedRows) === 0) return { kept: false, documentsAreThere: true }
    const changed_at = clock.now()
    await transaction
      .updateTable('conversations')
      .set({ changed_at })
      .where('id', '=', conversation.id)
      .where('changed_at', '<', changed_at)
      .execute()
    return { kept: true, documentsAreThere: await noteDocuments(transaction, turn.id, response) }
  })
}

async function noteDocuments(
  transaction: DatabaseTransaction,
  turnId: string,
  response: AskResponse | null,
): Promise<boolean> {
  const held = [...(response?.citations ?? []), ...(response?.nearest ?? [])].map(({ documentId }) => documentId)
  const ids = [...new Set(held)]
  if (ids.length === 0) return true
  await transaction
    .insertInto('turn_documents')
    .values(ids.map((document_id) => ({ turn_id: turnId, document_id })))
    .execute()
  const there = await transaction.selectFrom('documents').select('id').where('id', 'in', ids).execute()
  return there.length === ids.length
}
