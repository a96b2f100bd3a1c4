import { LearnPathError, ReviewCardRequest, type Card } from '@learnpath/contracts'
import { z } from 'zod'
import { placeOf, PassageView, viewOf } from '../passage-view.ts'
import { defineTool } from '../tool.ts'

const MOST_CARDS = 20

const CardView = z.object({
  id: z.string(),
  deck: z.string(),
  state: z.enum(['new', 'learning', 'review', 'relearning']),
  question: z.string(),
  answer: z.string().describe('Keep it to yourself until the user has tried.'),
  source: PassageView.nullable().describe('Where it stands in the documents.'),
})

function cardViewOf({ id, deck, state, front, back, passage }: Card, address: string): z.infer<typeof CardView> {
  return { id, deck, state, question: front, answer: back, source: passage && viewOf(passage, address) }
}

export const nextReview = defineTool({
  name: 'next_review',
  title: 'Next cards to review',
  description:
    'The cards that are due today, by spaced repetition, in the order to take them. Ask the user the question of one card at a time without its answer, let them try, then show answer and source, and record how it went with answer_review.',
  writes: false,
  input: z.object({
    deck: z.string().optional().describe('Only cards of this deck.'),
    limit: z.number().int().min(1).max(MOST_CARDS).default(1).describe('Cards at most.'),
  }),
  output: z.object({
    cards: z.array(CardView),
    due: z.number().int().describe('Cards to repeat today.'),
    new: z.number().int().describe('New cards for today.'),
    nextDueAt: z.string().nullable().describe('When the next card is due.'),
  }),
  async run({ deck, limit }, { client, address, signal }) {
    const query = { limit, ...(deck === undefined ? {} : { deck }) }
    const queue = await client.call('reviewQueue', { query, signal })
    const cards = queue.cards.map((card) => cardViewOf(card, address))
    const lines = cards.map(({ id, question, answer, source }) =>
      [
        `Card ${id}\nQuestion: ${question}\nAnswer (not before the user has tried): ${answer}`,
        ...(source === null ? [] : [`Source: ${placeOf(source)} ${source.link}`]),
      ].join('\n'),
    )
    const later = queue.nextDueAt === null ? '' : ` The next one is due at ${queue.nextDueAt}.`
    const head = `${queue.due} to repeat and ${queue.new} new today.${cards.length === 0 ? ` Nothing to review now.${later}` : ''}`
    const data = { cards, due: queue.due, new: queue.new, nextDueAt: queue.nextDueAt }
    return { data, text: [head, ...lines].join('\n\n') }
  },
})

export const answerReview = defineTool({
  name: 'answer_review',
  title: 'Record how well a card was recalled',
  description:
    'Records how well the user recalled a card of next_review and sets when it comes back: "again" (forgotten), "hard", "good" or "easy". Rate what the user said themselves, or ask them; call it once for each try. The last one can be taken back with undo = true.',
  writes: true,
  input: z.object({
    cardId: z.string().min(1).optional().describe('Of next_review.'),
    rating: z.enum(['again', 'hard', 'good', 'easy']).optional(),
    durationMs: ReviewCardRequest.shape.durationMs.describe('How long the user took, if known.'),
    undo: z.boolean().default(false).describe('Take the last review back instead.'),
  }),
  output: z.object({
    card: z.string().describe('Its id.'),
    dueAt: z.string().describe('When it comes back.'),
    recallDays: z.number().nullable().describe('Days until the chance of recall falls to 90 %.'),
  }),
  async run({ cardId, rating, durationMs, undo }, { client, signal }) {
    const card = undo
      ? await client.call('undoReview', { signal })
      : await client.call('reviewCard', {
          params: { id: given('cardId', cardId) },
          body: ratingOf(rating, durationMs),
          signal,
        })
    const data = { card: card.id, dueAt: card.dueAt, recallDays: card.stabilityDays }
    const done = undo ? 'The last review was taken back.' : 'Recorded.'
    return { data, text: `${done} Card ${card.id} comes back at ${card.dueAt}.` }
  },
})

const ratingOf = (
  rating: ReviewCardRequest['rating'] | undefined,
  durationMs: number | undefined,
): ReviewCardRequest => ({
  rating: given('rating', rating),
  ...(durationMs === undefined ? {} : { durationMs }),
})

function given<T>(field: string, value: T | undefined): T {
  if (value !== undefined) return value
  const message = 'it is needed unless undo is true'
  throw new LearnPathError('LP_REQUEST_INVALID', { detail: `${field}: ${message}`, issues: [{ field, message }] })
}
