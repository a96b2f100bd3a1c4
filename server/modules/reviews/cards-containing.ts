import { sql, type RawBuilder } from 'kysely'

/** Whether a row of `cards` shows these words: on a side, in a tag, or in the question that it is made from. */
export function cardsContaining(words: string): RawBuilder<boolean> {
  const pattern = `%${words.toLowerCase().replaceAll(/[!%_]/g, '!$&')}%`
  const has = (column: string) => sql`lower(${sql.ref(column)}) like ${pattern} escape '!'`
  return sql<boolean>`(${has('cards.front')} or ${has('cards.back')} or ${has('cards.tags_json')}
    or exists (select 1 from ${sql.table('quiz_item_texts')} as quiz_item_texts
      where quiz_item_texts.item_id = cards.item_id and ${has('quiz_item_texts.text')})
    or exists (select 1 from ${sql.table('quiz_items')} as quiz_items where quiz_items.id = cards.item_id
      and (${has('quiz_items.answer_text')} or ${has('quiz_items.concept_name')})))`
}
