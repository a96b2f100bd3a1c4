import { LearnPathError, type ImportResult } from '@learnpath/contracts'
import { allCards } from '../content/gather-content.ts'
import type { ExchangeApi } from '../exchange-api.ts'
import type { ExchangeDependencies } from '../exchange-dependencies.ts'
import type { ForeignCard } from '../../reviews/index.ts'
import type { ImportContent } from './import-content.ts'
import { readLearningFile } from './read-learning-file.ts'

type ImportFile = Parameters<ExchangeApi['import']>[0]
type ImportOptions = Parameters<ExchangeApi['import']>[1]

/**
 * Takes cards with their reviews. The file is read to its end before the first card is stored, so a bad one changes nothing; taking the same
 * file again changes nothing either.
 * @throws LP_IMPORT_UNSUPPORTED, LP_IMPORT_DAMAGED
 */
export async function importLearning(
  dependencies: ExchangeDependencies,
  file: ImportFile,
  { deck, settings = false }: ImportOptions,
): Promise<ImportResult> {
  const content = await read(dependencies, file)
  const cards = content.cards.map((card) => (deck === undefined ? card : { ...card, deck }))
  if (cards.length === 0 && content.refused.length === 0) {
    throw new LearnPathError('LP_IMPORT_DAMAGED', { detail: 'it holds no card' })
  }
  const known = await knownByItem(dependencies, cards)
  const { reviews } = dependencies
  const counts = await reviews.importCards(
    cards.map((card) => ({ ...card, guid: known.ids.get(card.guid) ?? card.guid })),
  )
  if (settings && content.settings !== null) await reviews.updateSettings(content.settings)
  return {
    decks: [...new Set(cards.map((card) => card.deck))],
    cardsAdded: counts.added + known.created,
    cardsUpdated: Math.max(0, counts.updated - known.createdWithReviews),
    cardsUnchanged: Math.max(0, counts.unchanged - (known.created - known.createdWithReviews)),
    reviewsAdded: counts.reviews,
    refused: [...content.refused],
  }
}

async function read({ ankiPackages }: ExchangeDependencies, { name, bytes }: ImportFile): Promise<ImportContent> {
  const kind = kindOf(name, bytes)
  if (kind === 'json') return readLearningFile(bytes)
  const { cards, refused } =
    kind === 'package' ? await ankiPackages.read(bytes) : await ankiPackages.readText(bytes, { deck: deckOf(name) })
  return { cards, refused, settings: null }
}

const deckOf = (name: string): string => {
  const file = name.split(/[/\\]/).at(-1) ?? name
  return (file.replace(/\.[^.]+$/, '').trim() || file || 'Import').slice(0, 200)
}

const HEAD_BYTES = 4096

/** By the first bytes; the name decides between kinds of text. @throws LP_IMPORT_UNSUPPORTED */
function kindOf(name: string, bytes: Uint8Array): 'package' | 'json' | 'text' {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return 'package'
  if (/\.(apkg|colpkg)$/i.test(name)) {
    throw new LearnPathError('LP_IMPORT_DAMAGED', { detail: 'it is no ZIP archive, as Anki packages are' })
  }
  const head = new TextDecoder().decode(bytes.subarray(0, HEAD_BYTES)).replace(/^\uFEFF/, '')
  if (/^\s*[{[]/.test(head) && !/\.(txt|tsv)$/i.test(name)) return 'json'
  if (head.includes('\u0000')) throw new LearnPathError('LP_IMPORT_UNSUPPORTED', { detail: `"${name}" is no text` })
  if (/^#[a-z ]+:/i.test(head) || /\.(txt|tsv)$/i.test(name) || head.includes('\t')) return 'text'
  throw new LearnPathError('LP_IMPORT_UNSUPPORTED', { detail: `"${name}"` })
}

interface KnownCards {
  /** Id of the card here by the id of its quiz item. */
  readonly ids: ReadonlyMap<string, string>
  readonly created: number
  readonly createdWithReviews: number
}

/** A card that was made from a quiz item of this library becomes one again, with its passage, rather than a copy of its words. */
async function knownByItem(dependencies: ExchangeDependencies, cards: readonly ForeignCard[]): Promise<KnownCards> {
  const { quizzes, reviews } = dependencies
  const ids = new Map<string, string>()
  const here = await quizzes.items(cards.map(({ guid }) => guid))
  if (here.length === 0) return { ids, created: 0, createdWithReviews: 0 }
  const wanted = new Set(here.map(({ id }) => id))
  for (const { id, item } of await allCards(dependencies)) {
    if (item !== null && wanted.has(item.id)) ids.set(item.id, id)
  }
  const missing = [...wanted].filter((id) => !ids.has(id))
  for (let start = 0; start < missing.length; start += MAX_CREATED) {
    const made = await reviews.create({ itemIds: missing.slice(start, start + MAX_CREATED) })
    for (const { id, item } of made.cards) if (item !== null) ids.set(item.id, id)
  }
  const isNew = new Set(missing)
  const reviewed = cards.filter(({ guid, reviews: log }) => isNew.has(guid) && log.length > 0)
  return { ids, created: missing.length, createdWithReviews: reviewed.length }
}

const MAX_CREATED = 500
