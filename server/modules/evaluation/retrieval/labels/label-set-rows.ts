import { LearnPathError } from '@learnpath/contracts'
import type { Selectable } from 'kysely'
import type { Clock } from '../../../../ports/clock.ts'
import type { QuestionSetsTable } from '../../../../ports/evaluation-tables.ts'
import type { Database } from '../../../../ports/relational-store.ts'
import { StoredLabels } from './stored-labels.ts'

export interface LabelSetRow {
  readonly id: string
  readonly name: string
  readonly createdAt: number
  readonly changedAt: number
  readonly labels: StoredLabels
}

/** Sets of labelled questions as they are stored. */
export interface LabelSetRows {
  all(): Promise<LabelSetRow[]>
  /** @throws LP_QUESTION_SET_NOT_FOUND */
  get(id: string): Promise<LabelSetRow>
  byName(name: string): Promise<LabelSetRow | null>
  /** @throws LP_QUESTION_SET_INVALID when the name is taken */
  insert(set: { readonly id: string; readonly name: string; readonly labels: StoredLabels }): Promise<LabelSetRow>
  /** Reads and writes in one transaction. @throws LP_QUESTION_SET_NOT_FOUND, and what `change` throws */
  change(id: string, change: (labels: StoredLabels) => StoredLabels): Promise<LabelSetRow>
  /** @throws LP_QUESTION_SET_NOT_FOUND */
  delete(id: string): Promise<void>
}

const KIND = 'retrieval'
/** Of the row; a set may have questions of several. */
const LANGUAGE = 'und'

function rowOf(row: Selectable<QuestionSetsTable>): LabelSetRow {
  const { id, name, created_at: createdAt, changed_at: changedAt, content_json: content } = row
  return { id, name, createdAt, changedAt, labels: StoredLabels.parse(JSON.parse(content)) }
}

const notFound = (id: string): LearnPathError => new LearnPathError('LP_QUESTION_SET_NOT_FOUND', { detail: id })

async function read(db: Database, id: string): Promise<LabelSetRow> {
  const row = await db
    .selectFrom('question_sets')
    .selectAll()
    .where('id', '=', id)
    .where('kind', '=', KIND)
    .executeTakeFirst()
  if (row === undefined) throw notFound(id)
  return rowOf(row)
}

export function createLabelSetRows(db: Database, clock: Pick<Clock, 'now'>): LabelSetRows {
  return {
    async all() {
      const rows = await db.selectFrom('question_sets').selectAll().where('kind', '=', KIND).orderBy('name').execute()
      return rows.map(rowOf)
    },
    get: async (id) => await read(db, id),
    async byName(name) {
      const row = await db
        .selectFrom('question_sets')
        .selectAll()
        .where('name', '=', name)
        .where('kind', '=', KIND)
        .executeTakeFirst()
      return row === undefined ? null : rowOf(row)
    },
    async insert({ id, name, labels }) {
      const now = clock.now()
      await db.transaction().execute(async (transaction) => {
        const taken = await transaction
          .selectFrom('question_sets')
          .select('id')
          .where('kind', '=', KIND)
          .where((either) => either.or([either('name', '=', name), either('id', '=', id)]))
          .executeTakeFirst()
        if (taken !== undefined) {
          throw new LearnPathError('LP_QUESTION_SET_INVALID', { detail: `there is a set named ${name} already` })
        }
        await transaction
          .insertInto('question_sets')
          .values({
            id,
            kind: KIND,
            name,
            language: LANGUAGE,
            content_json: JSON.stringify(labels),
            created_at: now,
            changed_at: now,
          })
          .execute()
      })
      return { id, name, createdAt: now, changedAt: now, labels }
    },
    async change(id, change) {
      return await db.transaction().execute(async (transaction) => {
        const before = await read(transaction, id)
        const labels = change(before.labels)
        const changedAt = clock.now()
        await transaction
          .updateTable('question_sets')
          .set({ content_json: JSON.stringify(labels), changed_at: changedAt })
          .where('id', '=', id)
          .where('kind', '=', KIND)
          .execute()
        return { ...before, labels, changedAt }
      })
    },
    async delete(id) {
      await read(db, id)
      await db.deleteFrom('question_sets').where('id', '=', id).where('kind', '=', KIND).execute()
    },
  }
}
