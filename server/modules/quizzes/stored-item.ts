import type { QuizAnswer, QuizItem } from '@learnpath/contracts'
import type { QuizItemMarksTable, QuizItemsTable, QuizItemTextsTable } from '../../ports/quiz-tables.ts'
import type { Database, DatabaseTransaction } from '../../ports/relational-store.ts'

/** An item as it is stored, with its texts in order. */
export interface StoredItem {
  readonly row: QuizItemsTable
  readonly stem: string
  readonly options: readonly string[]
  readonly left: readonly string[]
  readonly right: readonly string[]
  readonly answer: QuizAnswer
  readonly mark: Pick<QuizItemMarksTable, 'thumb' | 'retired'>
}

/** Ids per statement: engines limit the number of parameters. */
const IDS_PER_QUERY = 400

/** Complete items by id; those that are gone, or have lost words with another document, are absent. */
export async function loadItems(
  db: Database | DatabaseTransaction,
  itemIds: readonly string[],
): Promise<Map<string, StoredItem>> {
  const items = new Map<string, StoredItem>()
  const unique = [...new Set(itemIds)]
  for (let from = 0; from < unique.length; from += IDS_PER_QUERY) {
    const ids = unique.slice(from, from + IDS_PER_QUERY)
    const rows = await db.selectFrom('quiz_items').selectAll().where('id', 'in', ids).execute()
    const texts = await db
      .selectFrom('quiz_item_texts')
      .selectAll()
      .where('item_id', 'in', ids)
      .orderBy('item_id')
      .orderBy('part')
      .orderBy('position')
      .execute()
    const marks = await db.selectFrom('quiz_item_marks').selectAll().where('item_id', 'in', ids).execute()
    const markOf = new Map(marks.map((mark) => [mark.item_id, mark]))
    const textsOf = new Map<string, QuizItemTextsTable[]>(rows.map(({ id }) => [id, []]))
    for (const text of texts) textsOf.get(text.item_id)?.push(text)
    for (const row of rows) {
      const own = textsOf.get(row.id) ?? []
      if (own.length !== row.text_count) continue
      items.set(row.id, storedItem(row, own, markOf.get(row.id) ?? { thumb: null, retired: 0 }))
    }
  }
  return items
}

function storedItem(row: QuizItemsTable, texts: readonly QuizItemTextsTable[], mark: StoredItem['mark']): StoredItem {
  const of = (part: QuizItemTextsTable['part']): string[] =>
    texts.filter((text) => text.part === part).map(({ text }) => text)
  return {
    row,
    stem: of('stem').join(''),
    options: of('option'),
    left: of('left'),
    right: of('right'),
    answer: JSON.parse(row.answer_json) as QuizAnswer,
    mark,
  }
}

/** A removed item stays removed whatever becomes of its source; a thumb up counts more than statistics. */
export function stateOf({ row, mark }: StoredItem): QuizItem['state'] {
  if (mark.thumb === 'down') return 'removed'
  if (row.outdated === 1) return 'outdated'
  return mark.retired === 1 && mark.thumb !== 'up' ? 'retired' : 'active'
}
