import { LearnPathError, type UpdateCardRequest } from '@learnpath/contracts'
import type { DatabaseTransaction } from '../../ports/relational-store.ts'
import { readCardRow, reviewSource } from './take-review.ts'

/** Resuming a leech gives it a new chance: it is one no more. @throws LP_CARD_NOT_FOUND, LP_CARD_OF_ITEM */
export async function changeCard(
  transaction: DatabaseTransaction,
  cardId: string,
  { suspended, front, back, tags }: UpdateCardRequest,
): Promise<void> {
  const row = await readCardRow(transaction, cardId)
  if (row.kind === 'item' && (front !== undefined || back !== undefined)) {
    throw new LearnPathError('LP_CARD_OF_ITEM', { detail: cardId })
  }
  await transaction
    .updateTable('cards')
    .set({
      ...(suspended === undefined ? {} : { suspended: suspended ? 1 : 0 }),
      ...(suspended === false ? { leech: 0 } : {}),
      front: front ?? row.front,
      back: back ?? row.back,
      tags_json: tags === undefined ? row.tags_json : JSON.stringify(tags),
    })
    .where('id', '=', cardId)
    .execute()
}

/** Deletes a card, its reviews, and what they said of mastery. @throws LP_CARD_NOT_FOUND */
export async function deleteCard(transaction: DatabaseTransaction, cardId: string): Promise<void> {
  await readCardRow(transaction, cardId)
  const reviews = await transaction.selectFrom('review_log').select('sequence').where('card_id', '=', cardId).execute()
  for (const { sequence } of reviews) {
    await transaction.deleteFrom('mastery_evidence').where('source', '=', reviewSource(sequence)).execute()
  }
  await transaction.deleteFrom('review_log').where('card_id', '=', cardId).execute()
  await transaction.deleteFrom('cards').where('id', '=', cardId).execute()
}
