import {
  ReviewRating,
  type CardDetail,
  type LearnPathClient,
  type ReviewQueue,
  type SourcePassage,
} from '@learnpath/contracts'
import { createLineAsker, type LineAsker } from '../ask-line.ts'
import { withConnection } from '../connection.ts'
import { tableLines } from '../table.ts'
import type { Terminal } from '../terminal.ts'

export interface ReviewOptions {
  readonly deck?: string
}

const RATINGS = ReviewRating.options
const LISTED = 20

/** Goes through today's cards at a terminal; lists them where nobody can answer. */
export async function review(terminal: Terminal, options: ReviewOptions): Promise<number> {
  await withConnection({ ingest: false }, async ({ client }) => {
    if (!terminal.interactive || !process.stdin.isTTY) {
      return showQueue(terminal, await client.call('reviewQueue', { query: { ...options, limit: LISTED } }))
    }
    const asker = createLineAsker()
    try {
      await reviewSession(terminal, client, asker, options)
    } finally {
      asker.close()
    }
  })
  return 0
}

function showQueue(terminal: Terminal, queue: ReviewQueue): void {
  terminal.result(queue)
  for (const line of tableLines(queue.cards.map(({ id, state, front }) => [id, state, firstLine(front)]))) {
    terminal.line(line)
  }
  terminal.note(terminal.style.dim(summaryOf(queue)))
}

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? ''

function summaryOf({ due, new: unseen, overLimit, nextDueAt }: ReviewQueue): string {
  const over = overLimit > 0 ? `, ${overLimit} more beyond the daily limit` : ''
  const next = nextDueAt === null || due + unseen > 0 ? '' : `; next at ${new Date(nextDueAt).toLocaleString()}`
  return `${due} to repeat, ${unseen} new${over}${next}`
}

/** Shows card after card, takes the ratings, and tells at the end how many there were. @returns number of reviews */
export async function reviewSession(
  terminal: Terminal,
  client: LearnPathClient,
  asker: LineAsker,
  options: ReviewOptions,
): Promise<number> {
  let reviews = 0
  let taken: CardDetail | null = null
  for (;;) {
    const queue = await client.call('reviewQueue', { query: { ...options, limit: 1 } })
    const next = queue.cards[0]
    if (taken === null && next === undefined) {
      terminal.line(reviews === 0 ? 'Nothing to review now.' : `Done: ${reviews} reviews.`)
      terminal.note(terminal.style.dim(summaryOf(queue)))
      return reviews
    }
    terminal.note(terminal.style.dim(summaryOf(queue)))
    const card: CardDetail = taken ?? (await client.call('getCard', { params: { id: next?.id ?? '' } }))
    taken = null
    const step = await oneCard(terminal, client, asker, card)
    if (step === 'end') {
      terminal.line(`${reviews} reviews. The rest waits.`)
      return reviews
    }
    if (step === 'reviewed') reviews += 1
    if (typeof step === 'object') {
      taken = step
      reviews = Math.max(0, reviews - 1)
    }
  }
}

/** 'end': the learner stops. A card: a review was taken back, and this is its card. */
type Step = 'end' | 'reviewed' | 'suspended' | CardDetail

const HELP = '1 again, 2 hard, 3 good, 4 easy; u takes the last review back, s suspends the card, q ends'

async function oneCard(terminal: Terminal, client: LearnPathClient, asker: LineAsker, card: CardDetail): Promise<Step> {
  const { style } = terminal
  const params = { id: card.id }
  const started = performance.now()
  terminal.line()
  terminal.line(style.bold(card.front))
  let shown = false
  for (;;) {
    const line = await asker.ask(shown ? 'Rating (1-4, u, s, q): ' : 'Enter shows the answer: ')
    const word = line?.trim().toLowerCase() ?? 'q'
    if (word === 'q') return 'end'
    if (word === 'u') {
      const undone = await undoLast(terminal, client)
      if (undone !== null) return undone
    } else if (word === 's') {
      await client.call('updateCard', { params, body: { suspended: true } })
      terminal.note(`Suspended. Resume it with: learnpath card resume ${card.id}`)
      return 'suspended'
    } else if (!shown) {
      showAnswer(terminal, card)
      shown = true
    } else {
      const rating = RATINGS[Number(word) - 1]
      if (rating === undefined) terminal.note(HELP)
      else {
        const durationMs = Math.min(86_400_000, Math.round(performance.now() - started))
        const after = await client.call('reviewCard', { params, body: { rating, durationMs } })
        if (after.leech) terminal.note('Forgotten again and again: suspended. Better write it anew.')
        return 'reviewed'
      }
    }
  }
}

async function undoLast(terminal: Terminal, client: LearnPathClient): Promise<CardDetail | null> {
  const { LearnPathError } = await import('@learnpath/contracts')
  try {
    const card = await client.call('undoReview')
    terminal.note('The last review is taken back.')
    return card
  } catch (failure) {
    if (!(failure instanceof LearnPathError) || failure.code !== 'LP_REVIEW_NONE') throw failure
    terminal.note('There is no review to take back.')
    return null
  }
}

function showAnswer(terminal: Terminal, { back, passage, preview }: CardDetail): void {
  const { style } = terminal
  terminal.line(style.good(back))
  if (passage !== null) terminal.line(style.dim(`${placeOf(passage)}  “${oneLine(passage.text)}”`))
  const choices = preview.map(
    ({ rating, intervalDays }, index) => `${index + 1} ${rating} (${intervalText(intervalDays)})`,
  )
  terminal.line(choices.join('   '))
}

const PASSAGE_LENGTH = 300
const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim().slice(0, PASSAGE_LENGTH)
const placeOf = ({ path, page }: SourcePassage): string => (page === null ? path : `${path}:${page}`)

/** How long a card waits, in the unit one would say. */
export function intervalText(days: number): string {
  if (days < 1 / 24) return `${Math.max(1, Math.round(days * 1440))} min`
  if (days < 1) return `${Math.round(days * 24)} h`
  if (days < 60) return `${Math.round(days)} d`
  return days < 730 ? `${(days / 30.44).toFixed(1)} months` : `${(days / 365.25).toFixed(1)} years`
}

/** Rates one card without a dialogue. @param word a rating or its number */
export async function rateCard(terminal: Terminal, id: string, rating: ReviewRating): Promise<number> {
  const card = await withConnection(
    { ingest: false },
    async ({ client }) => await client.call('reviewCard', { params: { id }, body: { rating } }),
  )
  return showCard(terminal, card)
}

/** Takes the last review back. */
export async function undoReview(terminal: Terminal): Promise<number> {
  return showCard(
    terminal,
    await withConnection({ ingest: false }, async ({ client }) => await client.call('undoReview')),
  )
}

function showCard(terminal: Terminal, card: CardDetail): number {
  terminal.result(card)
  terminal.line(
    `${firstLine(card.front)}: ${card.suspended ? 'suspended' : `due ${new Date(card.dueAt).toLocaleString()}`}`,
  )
  return 0
}
