import { LearnPathError, type CreateCardsRequest, type SolvedQuizItem } from '@learnpath/contracts'
import { breathe } from '../../kernel/breathe.ts'
import type { DatabaseTransaction } from '../../ports/relational-store.ts'
import { newCardRow } from './card-rows.ts'
import type { ReviewsDependencies } from './reviews-dependencies.ts'

const ITEMS_AT_ONCE = 50

/** Makes cards. @returns their ids, in the order asked for; of a card that is there already, its id. @throws LP_QUIZ_ITEM_NOT_FOUND */
export async function createCards(dependencies: ReviewsDependencies, request: CreateCardsRequest): Promise<string[]> {
  if (!('itemIds' in request)) return [await createOwnCard(dependencies, request)]
  const { quizzes, store, clock, idSource } = dependencies
  const itemIds = [...new Set(request.itemIds)]
  const items = await quizzes.items(itemIds)
  const found = new Set(items.map(({ id }) => id))
  const missing = itemIds.find((id) => !found.has(id))
  if (missing !== undefined) throw new LearnPathError('LP_QUIZ_ITEM_NOT_FOUND', { detail: missing })
  const ids: string[] = []
  // In parts: each is a transaction of its own, and making the rest again makes none twice.
  for (let start = 0; start < items.length; start += ITEMS_AT_ONCE) {
    const part = items.slice(start, start + ITEMS_AT_ONCE)
    ids.push(
      ...(await store.db.transaction().execute(async (transaction) => {
        const rows = await transaction
          .selectFrom('cards')
          .select(['id', 'item_id'])
          .where(
            'item_id',
            'in',
            part.map(({ id }) => id),
          )
          .execute()
        const there = new Map(rows.map(({ item_id, id }) => [item_id, id]))
        const position = await nextPosition(transaction)
        const added = part
          .filter(({ id }) => !there.has(id))
          .map((item, index) => ({
            id: idSource.next('card'),
            ...itemColumns(item),
            ...newCardRow(position + index, clock.now()),
          }))
        for (const { item_id, id } of added) there.set(item_id, id)
        if (added.length > 0) await transaction.insertInto('cards').values(added).execute()
        return part.flatMap(({ id }) => there.get(id) ?? [])
      })),
    )
    await breathe()
  }
  return ids
}

/** No text of the item: it would outlive the document. */
function itemColumns({ id, concept, solution: { passage } }: SolvedQuizItem) {
  return {
    kind: 'item',
    deck: passage.collection,
    item_id: id,
    document_id: passage.documentId,
    concept_id: concept.id,
    sibling_key: `${passage.documentId} ${passage.start}`,
    guid: null,
    front: '',
    back: '',
    tags_json: '[]',
  } as const
}

async function createOwnCard(
  { store, clock, idSource }: ReviewsDependencies,
  { deck, front, back, kind, tags }: Exclude<CreateCardsRequest, { itemIds: string[] }>,
): Promise<string> {
  return await store.db.transaction().execute(async (transaction) => {
    const there = await transaction
      .selectFrom('cards')
      .select('id')
      .where('kind', '=', kind)
      .where('deck', '=', deck)
      .where('front', '=', front)
      .where('back', '=', back)
      .executeTakeFirst()
    if (there !== undefined) return there.id
    const id = idSource.next('card')
    const position = await nextPosition(transaction)
    const text = { kind, deck, front, back, tags_json: JSON.stringify(tags) }
    const own = { item_id: null, document_id: null, concept_id: null, sibling_key: null, guid: null }
    await transaction
      .insertInto('cards')
      .values({ id, ...own, ...text, ...newCardRow(position, clock.now()) })
      .execute()
    return id
  })
}

/** New cards come up in the order they were made. */
export async function nextPosition(transaction: DatabaseTransaction): Promise<number> {
  const row = await transaction
    .selectFrom('cards')
    .select((select) => select.fn.max('position').as('last'))
    .executeTakeFirst()
  return (row?.last ?? 0) + 1
}
