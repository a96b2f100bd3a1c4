import {
  LearnPathError,
  type Card,
  type ExportQuery,
  type SolvedQuizItem,
  type SourcePassage,
} from '@learnpath/contracts'
import type { ExchangeDependencies } from '../exchange-dependencies.ts'
import type { EntrySource, ExportContent, ExportEntry } from './export-entry.ts'
import { itemSides } from './item-sides.ts'

const PAGE = 1000
const ALL_DECKS = 'LearnPath'

/** What a query exports, in a fixed order. @throws LP_QUIZ_NOT_FOUND, LP_EXPORT_EMPTY */
export async function gatherContent(
  dependencies: ExchangeDependencies,
  query: Pick<ExportQuery, 'quizId' | 'deck'>,
): Promise<ExportContent> {
  const { reviews, clock } = dependencies
  const { title, entries } =
    query.quizId === undefined
      ? { title: query.deck ?? ALL_DECKS, entries: await entriesOfCards(dependencies, query.deck) }
      : await entriesOfQuiz(dependencies, query.quizId)
  if (entries.length === 0) throw new LearnPathError('LP_EXPORT_EMPTY')
  return { title, entries, at: clock.now(), settings: await reviews.settings() }
}

async function entriesOfQuiz(
  { quizzes, address }: ExchangeDependencies,
  quizId: string,
): Promise<{ title: string; entries: ExportEntry[] }> {
  const quiz = await quizzes.get(quizId)
  const items = await quizzes.items(quiz.items.map(({ id }) => id))
  // Nobody wants to take along what was voted down, proved bad, or is no longer in the document.
  const usable = items.filter(({ state }) => state === 'active')
  const base = address()
  return { title: quiz.title, entries: usable.map((item) => entryOfItem(item, { deck: quiz.title, base })) }
}

/** All cards of a deck, or of all decks. */
export async function allCards({ reviews }: Pick<ExchangeDependencies, 'reviews'>, deck?: string): Promise<Card[]> {
  const cards: Card[] = []
  for (;;) {
    const query = { suspended: 'all', leech: 'all', limit: PAGE, offset: cards.length } as const
    const page = await reviews.list(deck === undefined ? query : { ...query, deck })
    cards.push(...page.cards)
    if (page.cards.length === 0 || cards.length >= page.total) return cards
  }
}

async function entriesOfCards(dependencies: ExchangeDependencies, deck: string | undefined): Promise<ExportEntry[]> {
  const { reviews, quizzes, address } = dependencies
  const cards = await allCards(dependencies, deck)
  const itemIds = cards.flatMap(({ item }) => (item === null ? [] : [item.id]))
  const items = new Map((await quizzes.items(itemIds)).map((item) => [item.id, item]))
  const entries: ExportEntry[] = []
  for (const card of cards) {
    // Its document is gone or is being read anew: there are no words to take along.
    if (card.kind === 'item' && card.item === null) continue
    const item = card.item === null ? null : (items.get(card.item.id) ?? null)
    const log = card.reviews === 0 ? [] : await reviews.log(card.id)
    const ofItem = item === null ? null : entryOfItem(item, { deck: card.deck, base: address() })
    entries.push({ ...(ofItem ?? entryOfCard(card, address())), deck: card.deck, tags: card.tags, card, log })
  }
  return entries
}

interface Place {
  readonly deck: string
  readonly base: string | null
}

function entryOfItem(item: SolvedQuizItem, { deck, base }: Place): ExportEntry {
  const { passage, evidence } = item.solution
  const source = sourceOf(passage, evidence, base)
  return { guid: item.id, deck, tags: [], item, ...itemSides(item), source, card: null, log: [] }
}

function entryOfCard(card: Card, base: string | null): ExportEntry {
  const { deck, tags, front, back, passage } = card
  const source = passage === null ? null : sourceOf(passage, null, base)
  const kind = card.kind === 'cloze' ? 'cloze' : 'basic'
  return { guid: guidOfCard(card), deck, tags, item: null, kind, front, back, source, card, log: [] }
}

/** Of a card from another program its own id there; an item's is the same for the card that is made from it. */
const guidOfCard = ({ guid, item, id }: Card): string => guid ?? item?.id ?? id

function sourceOf(passage: SourcePassage, evidence: string | null, base: string | null): EntrySource {
  const { documentId, title, path, headingPath, page } = passage
  const name = title === path ? [path] : [title, path]
  const place = [...new Set([...name, ...headingPath.slice(-1)]), ...(page === null ? [] : [`p. ${page}`])]
  const anchor = page === null ? '' : `#page=${page}`
  const href = base === null ? null : `${base}/documents/${encodeURIComponent(documentId)}/content${anchor}`
  return { passage, evidence, label: place.join(', '), href }
}
