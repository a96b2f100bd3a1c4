import type { DocumentText } from '@learnpath/contracts'
import type { QuizItemTextsTable, QuizzesTable } from '../../ports/quiz-tables.ts'
import type { DatabaseTransaction } from '../../ports/relational-store.ts'
import type { ConceptMap } from '../../ports/study-material.ts'
import { anchorAt, type Anchor } from './anchor-items.ts'
import type { VerifiedDraft } from './find-drafts.ts'
import { loadItems } from './stored-item.ts'
import type { TextSources } from './text-sources.ts'

/** An item before it is stored: its evidence stands word for word at its anchor. */
export interface NewItem extends VerifiedDraft {
  readonly anchor: Anchor
  readonly evidence: string
  readonly texts: readonly Omit<QuizItemTextsTable, 'item_id'>[]
}

/** @returns null when the searchable version is not the one that the draft was written from */
export function newItem(
  verified: VerifiedDraft,
  text: DocumentText,
  written: { readonly versionHash: string; readonly sources: TextSources },
): NewItem | null {
  if (text.versionHash !== written.versionHash) return null
  const { draft } = verified
  const part = (name: QuizItemTextsTable['part'], texts: readonly string[]) =>
    texts.map((each, position) => ({
      part: name,
      position,
      document_id: written.sources.sourceOf(each, draft.evidence.documentId, draft.language),
      text: each,
    }))
  return {
    ...verified,
    anchor: anchorAt(text, draft.evidence),
    evidence: text.text.slice(draft.evidence.start, draft.evidence.end),
    texts: [
      ...part('stem', [draft.stem]),
      ...part('option', draft.options),
      ...part('left', draft.left),
      ...part('right', draft.right),
    ],
  }
}

/** Rows per statement: none may hold the thread for long, and engines limit the number of parameters. */
const ROWS_PER_INSERT = 20

/**
 * Writes the quiz and those of its items that are not there yet. One that is there stays as it is, so that a quiz of before shows
 * the same options in the same order; only its place is brought up to date.
 */
export async function storeQuiz(
  transaction: DatabaseTransaction,
  quiz: Omit<QuizzesTable, 'member_id'>,
  { items, map }: { readonly items: readonly NewItem[]; readonly map: ConceptMap },
): Promise<void> {
  const there = await loadItems(
    transaction,
    items.map(({ id }) => id),
  )
  const fresh = items.filter(({ id }) => !there.has(id))
  for (const slice of slices(fresh)) {
    // Incomplete ones, which have lost words with another document, are made anew.
    await transaction
      .deleteFrom('quiz_items')
      .where(
        'id',
        'in',
        slice.map(({ id }) => id),
      )
      .execute()
    await transaction
      .insertInto('quiz_items')
      .values(slice.map((item) => rowOf(item, map, quiz.created_at)))
      .execute()
  }
  for (const slice of slices(fresh.flatMap(({ id, texts }) => texts.map((text) => ({ item_id: id, ...text }))))) {
    await transaction.insertInto('quiz_item_texts').values(slice).execute()
  }
  const names = new Map(map.concepts.map(({ id, name }) => [id, name]))
  for (const { id, anchor, draft } of items) {
    const known = there.get(id)?.row
    if (known === undefined) continue
    const name = names.get(draft.conceptId) ?? known.concept_name
    const sameDocument = known.document_id === draft.evidence.documentId
    if (known.concept_name === name && (!sameDocument || known.checked_hash === anchor.checked_hash)) continue
    const change = { concept_name: name, ...(sameDocument ? anchor : {}) }
    await transaction.updateTable('quiz_items').set(change).where('id', '=', id).execute()
  }
  await transaction.insertInto('quizzes').values(quiz).execute()
  const entries = items.map(({ id }, position) => ({ quiz_id: quiz.id, position, item_id: id }))
  for (const slice of slices(entries)) await transaction.insertInto('quiz_entries').values(slice).execute()
}

function slices<Row>(rows: readonly Row[]): Row[][] {
  return Array.from({ length: Math.ceil(rows.length / ROWS_PER_INSERT) }, (_, at) =>
    rows.slice(at * ROWS_PER_INSERT, (at + 1) * ROWS_PER_INSERT),
  )
}

function rowOf({ id, draft, writer, anchor, evidence, texts }: NewItem, map: ConceptMap, at: number) {
  return {
    id,
    document_id: draft.evidence.documentId,
    collection_id: map.collectionId,
    type: draft.type,
    concept_id: draft.conceptId,
    concept_name: map.concepts.find((concept) => concept.id === draft.conceptId)?.name ?? '',
    bloom: draft.bloom,
    language: draft.language,
    difficulty: draft.difficulty,
    pattern: draft.pattern,
    writer,
    text_count: texts.length,
    answer_json: JSON.stringify(draft.answer),
    // Of pairs and options it is made from their texts when it is read.
    answer_text: draft.options.length + draft.left.length > 0 ? '' : draft.answerText,
    accepted_json: JSON.stringify(draft.accepted),
    evidence,
    created_at: at,
    ...anchor,
  }
}
