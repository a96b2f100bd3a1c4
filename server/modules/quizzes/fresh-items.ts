import { anchorItems } from './anchor-items.ts'
import type { QuizzesDependencies } from './quizzes-dependencies.ts'
import { loadItems, type StoredItem } from './stored-item.ts'

/** Complete items in step with their documents. */
export async function freshItems(
  deps: Pick<QuizzesDependencies, 'store' | 'library'>,
  itemIds: readonly string[],
): Promise<Map<string, StoredItem>> {
  return await anchorItems(deps, await loadItems(deps.store.db, itemIds))
}
