import { LearnPathError, type ChatQuestionSet, type QuestionSetSummary } from '@learnpath/contracts'
import type { Selectable } from 'kysely'
import type { Clock } from '../../../ports/clock.ts'
import type { QuestionSetsTable } from '../../../ports/evaluation-tables.ts'
import type { RelationalStore } from '../../../ports/relational-store.ts'

export interface QuestionSetsDependencies {
  readonly store: Pick<RelationalStore, 'db'>
  readonly clock: Clock
  /** Sets that come with LearnPath, in YAML. */
  readonly shippedQuestionSets: () => Promise<readonly string[]>
}

/** Questions for language models: those that come with LearnPath, and a person's own. */
export interface QuestionSets {
  /** By title. */
  list(): Promise<QuestionSetSummary[]>
  /** @throws LP_QUESTION_SET_NOT_FOUND */
  get(id: string): Promise<ChatQuestionSet>
  /** An own set of the same id is replaced. @throws LP_QUESTION_SET_INVALID */
  add(yaml: string): Promise<ChatQuestionSet>
  /** @throws LP_QUESTION_SET_NOT_FOUND, also for one that comes with LearnPath */
  delete(id: string): Promise<void>
}

export function createQuestionSets({ store, clock, shippedQuestionSets }: QuestionSetsDependencies): QuestionSets {
  const { db } = store

  /** Read when they are first asked for. */
  let shipped: Promise<ChatQuestionSet[]> | null = null
  const readShipped = async (): Promise<ChatQuestionSet[]> => {
    shipped ??= shippedQuestionSets().then(
      async (texts) => await Promise.all(texts.map(async (yaml) => await parse(yaml, true))),
    )
    return await shipped
  }

  async function rows(): Promise<Selectable<QuestionSetsTable>[]> {
    return await db.selectFrom('question_sets').selectAll().where('kind', '=', 'chat').execute()
  }

  return {
    async list() {
      const own = (await rows()).map((row) => summaryOf(setOf(row), new Date(row.changed_at).toISOString()))
      const all = [...(await readShipped()).map((set) => summaryOf(set, null)), ...own]
      return all.toSorted((one, other) => (one.title < other.title ? -1 : 1))
    },
    async get(id) {
      const own = (await rows()).find((row) => row.id === id)
      const set = own === undefined ? (await readShipped()).find((one) => one.id === id) : setOf(own)
      if (set === undefined) throw new LearnPathError('LP_QUESTION_SET_NOT_FOUND', { detail: id })
      return set
    },
    async add(yaml) {
      const set = await parse(yaml, false)
      if ((await readShipped()).some(({ id }) => id === set.id)) {
        const message = `"${set.id}" comes with LearnPath; give your set another id`
        throw new LearnPathError('LP_QUESTION_SET_INVALID', { detail: message, issues: [{ field: 'id', message }] })
      }
      const now = clock.now()
      const kept = { name: set.id, language: set.language, content_json: JSON.stringify(set), changed_at: now }
      await db
        .insertInto('question_sets')
        .values({ id: set.id, kind: 'chat', created_at: now, ...kept })
        .onConflict((conflict) => conflict.columns(['workspace_id', 'kind', 'id']).doUpdateSet(kept))
        .execute()
      return set
    },
    async delete(id) {
      const { numDeletedRows } = await db
        .deleteFrom('question_sets')
        .where('id', '=', id)
        .where('kind', '=', 'chat')
        .executeTakeFirst()
      if (numDeletedRows > 0n) return
      const isShipped = (await readShipped()).some((set) => set.id === id)
      throw new LearnPathError('LP_QUESTION_SET_NOT_FOUND', {
        detail: isShipped ? `"${id}" comes with LearnPath and stays` : id,
      })
    },
  }
}

/** The reader of YAML is loaded with the first set: a server starts without it. */
async function parse(yaml: string, isShipped: boolean): Promise<ChatQuestionSet> {
  const { parseQuestionSet } = await import('./parse-question-set.ts')
  return { ...parseQuestionSet(yaml), shipped: isShipped }
}

const setOf = (row: Selectable<QuestionSetsTable>): ChatQuestionSet => JSON.parse(row.content_json) as ChatQuestionSet

function summaryOf(set: ChatQuestionSet, changedAt: string | null): QuestionSetSummary {
  const { id, title, description, language, questions, shipped } = set
  return {
    id,
    kind: 'chat',
    title,
    description,
    language,
    questionCount: questions.length,
    followUpCount: questions.reduce((sum, { followUps }) => sum + followUps.length, 0),
    shipped,
    changedAt,
  }
}
