import { LearnPathError, type SearchFilters } from '@learnpath/contracts'
import { nothingToEnd } from '../../kernel/nothing-to-end.ts'
import { answerTurn } from './answer-turn.ts'
import { conversationRow, listConversations, readConversation } from './conversation-reading.ts'
import type { BegunTurn, ConversationsApi } from './conversations-api.ts'
import type { ConversationsDependencies } from './conversations-dependencies.ts'
import { exportConversation } from './export-conversation.ts'
import { followDeletions } from './follow-deletions.ts'
import { endingInterrupted } from './interrupted-turns.ts'
import { createRunningTurns } from './running-turns.ts'
import { storeQuestion } from './store-turn.ts'

const EXTRACTIVE = 'extractive'

/** Questions and answers that follow from one another, kept as a tree. */
export function createConversations(dependencies: ConversationsDependencies): ConversationsApi {
  const { store, library, languageModels, clock, idSource, leadership } = dependencies
  const { db } = store
  const running = createRunningTurns()
  const deletions = followDeletions(dependencies)
  let giveUp = nothingToEnd

  async function check(filters: SearchFilters | undefined, model: string | null | undefined): Promise<void> {
    for (const collection of filters?.collections ?? []) await library.collection(collection)
    if (model === undefined || model === null || model === EXTRACTIVE) return
    languageModels.get(model)
  }

  return {
    async create({ title = '', filters = {}, model = null }) {
      await check(filters, model)
      const id = idSource.next('conv')
      const now = clock.now()
      await db
        .insertInto('conversations')
        .values({ id, title, filters_json: JSON.stringify(filters), model, created_at: now, changed_at: now })
        .execute()
      return await readConversation(db, id)
    },
    list: async (query) => await listConversations(query, db),
    get: async (id) => await readConversation(db, id),
    async update(id, { title, filters, model }) {
      await conversationRow(db, id)
      await check(filters, model)
      const change = {
        ...(title !== undefined && { title }),
        ...(filters !== undefined && { filters_json: JSON.stringify(filters) }),
        ...(model !== undefined && { model }),
      }
      if (Object.keys(change).length > 0) {
        await db.updateTable('conversations').set(change).where('id', '=', id).execute()
      }
      return await readConversation(db, id)
    },
    async delete(id) {
      await conversationRow(db, id)
      await db.deleteFrom('conversations').where('id', '=', id).execute()
      await running.end(new LearnPathError('LP_CONVERSATION_NOT_FOUND', { detail: id }), id)
      await store.purgeDeleted()
    },
    async begin(id, request): Promise<BegunTurn> {
      const { filters_json, model } = await conversationRow(db, id)
      await check(JSON.parse(filters_json) as SearchFilters, request.model ?? model)
      const stored = await storeQuestion(dependencies, id, request)
      return {
        turn: stored.turn,
        answer: async ({ onEvent = () => undefined, signal } = {}) =>
          await running.run(
            id,
            signal,
            async (combined) => await answerTurn(dependencies, { stored, request, onEvent, signal: combined }),
          ),
      }
    },
    export: async (id, query) => exportConversation(await readConversation(db, id), query),
    async start() {
      giveUp = await leadership.lead(endingInterrupted(dependencies))
      await deletions.start()
    },
    async stop() {
      await running.end(new LearnPathError('LP_SERVER_STOPPING'))
      await deletions.stop()
      await giveUp()
    },
  }
}
