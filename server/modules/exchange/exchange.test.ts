import type { SolvedQuizItem } from '@learnpath/contracts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createAnkiPackages } from '../../adapters/anki/anki-packages.ts'
import { writeZip } from '../../adapters/zip/zip-writer.ts'
import { createReviewsFixture, quizItem, type ReviewsFixture } from '../reviews/reviews-fixture.double.ts'
import { createExchange } from './exchange.ts'
import { samplePlan, sampleQuiz } from './testing/learning-samples.ts'

/** Exchange over reviews on the real store. */
function exchangeOn({ reviews, items, clock }: ReviewsFixture) {
  return createExchange({
    reviews,
    quizzes: {
      get: async () => await Promise.resolve(sampleQuiz([...items.values()])),
      items: async (ids) =>
        await Promise.resolve(
          ids.flatMap((id): SolvedQuizItem[] => (items.get(id) === undefined ? [] : [items.get(id) as SolvedQuizItem])),
        ),
    },
    plans: { get: async () => await Promise.resolve(samplePlan()) },
    ankiPackages: createAnkiPackages(),
    writeZip,
    clock,
    address: () => 'http://127.0.0.1:8080',
  })
}

let here: ReviewsFixture
let elsewhere: ReviewsFixture
beforeEach(async () => {
  here = await createReviewsFixture()
  elsewhere = await createReviewsFixture()
})
afterEach(async () => {
  await here.cleanUp()
  await elsewhere.cleanUp()
})

/** Two own cards, one of them a reviewed cloze, and a card of a quiz item that was reviewed too. */
async function learn(): Promise<{ itemCardId: string }> {
  const document = await here.publish('a.md', 'the answer')
  here.items.set('item_1', quizItem('item_1', document))
  await here.reviews.create({ deck: 'D::E', front: 'front', back: 'back <x> & "y"', kind: 'basic', tags: ['t'] })
  const own = await here.reviews.create({
    deck: 'D::E',
    front: 'A {{c1::cell}} lives',
    back: '',
    kind: 'cloze',
    tags: [],
  })
  const item = await here.reviews.create({ itemIds: ['item_1'] })
  const itemCardId = item.cards[0]?.id ?? ''
  for (const id of [own.cards[0]?.id ?? '', itemCardId]) {
    await here.reviews.review(id, { rating: 'good', durationMs: 3000 })
    here.passDays(3)
    await here.reviews.review(id, { rating: 'hard' })
    here.clock.advance(1000)
  }
  return { itemCardId }
}

const cardsOf = async ({ reviews }: ReviewsFixture) => {
  const { cards } = await reviews.list({ suspended: 'all', leech: 'all', limit: 100, offset: 0 })
  return await Promise.all(
    cards.map(async ({ id, deck, front, back, tags, suspended, state, stabilityDays, dueAt }) => ({
      deck,
      front,
      back,
      tags,
      suspended,
      state,
      stabilityDays,
      dueAt,
      log: (await reviews.log(id)).map(({ at, rating, durationMs }) => ({
        at,
        rating,
        durationMs: durationMs ?? null,
      })),
    })),
  )
}

test.each(['apkg', 'json'] as const)(
  'cards go to another LearnPath as %s with all their reviews, and come due there when they do here',
  async (format) => {
    await learn()
    const file = await exchangeOn(here).export({ format })
    const target = exchangeOn(elsewhere)
    const first = await target.import(file, {})
    expect(first).toMatchObject({ cardsAdded: 3, cardsUpdated: 0, cardsUnchanged: 0, reviewsAdded: 4, refused: [] })
    const byFront = (a: { front: string }, b: { front: string }) => (a.front < b.front ? -1 : 1)
    expect((await cardsOf(elsewhere)).toSorted(byFront)).toEqual((await cardsOf(here)).toSorted(byFront))
    expect(await target.import(file, {})).toMatchObject({
      cardsAdded: 0,
      cardsUpdated: 0,
      cardsUnchanged: 3,
      reviewsAdded: 0,
    })
  },
)

test('what comes back to where it came from is known again, and only new reviews are added', async () => {
  const { itemCardId } = await learn()
  const exchange = exchangeOn(here)
  const file = await exchange.export({ format: 'apkg' })
  expect(await exchange.import(file, {})).toMatchObject({ cardsAdded: 0, cardsUnchanged: 3, reviewsAdded: 0 })
  await here.reviews.delete(itemCardId)
  expect(await exchange.import(file, {})).toMatchObject({ cardsAdded: 1, cardsUnchanged: 2 })
  const { cards } = await here.reviews.list({ suspended: 'all', leech: 'all', limit: 100, offset: 0 })
  expect(cards.filter(({ kind }) => kind === 'item')).toHaveLength(1)
})

test('cards of Anki keep their ids on the way through, so that Anki knows them again', async () => {
  const text = new TextEncoder().encode('#separator:tab\n#guid column:1\nAbc{x;1\tchat\tcat\n')
  const exchange = exchangeOn(here)
  expect(await exchange.import({ name: 'words.txt', bytes: text }, {})).toMatchObject({
    decks: ['words'],
    cardsAdded: 1,
  })
  const { bytes } = await exchange.export({ format: 'anki-tsv' })
  expect(new TextDecoder().decode(bytes)).toContain('Abc{x;1\tBasic\twords\t\tchat\tcat')
})

test('a quiz and a deck give the same id to the same question', async () => {
  await learn()
  const exchange = exchangeOn(here)
  const ofQuiz = JSON.parse(
    new TextDecoder().decode((await exchange.export({ format: 'json', quizId: 'quiz_1' })).bytes),
  ) as { entries: { guid: string }[] }
  expect(ofQuiz.entries.map(({ guid }) => guid)).toEqual(['item_1'])
  const ofDeck = JSON.parse(
    new TextDecoder().decode((await exchange.export({ format: 'json', deck: 'library' })).bytes),
  ) as { entries: { guid: string }[] }
  expect(ofDeck.entries.map(({ guid }) => guid)).toEqual(['item_1'])
})

test('the raw log and the settings are in the JSON, and settings are taken over only when asked for', async () => {
  const { itemCardId } = await learn()
  await here.reviews.updateSettings({ desiredRetention: 0.93 })
  const file = await exchangeOn(here).export({ format: 'json' })
  const { entries, settings } = JSON.parse(new TextDecoder().decode(file.bytes)) as {
    entries: { card: { id: string }; log: unknown[] }[]
    settings: unknown
  }
  expect(entries.find(({ card }) => card.id === itemCardId)?.log).toEqual(await here.reviews.log(itemCardId))
  expect(settings).toEqual(await here.reviews.settings())
  const target = exchangeOn(elsewhere)
  await target.import(file, {})
  expect((await elsewhere.reviews.settings()).desiredRetention).not.toBe(0.93)
  await target.import(file, { settings: true })
  expect((await elsewhere.reviews.settings()).desiredRetention).toBe(0.93)
})

test.each([
  ['cut.json', '{"format":"learnpath-learning","version":1,"entries":[', 'LP_IMPORT_DAMAGED'],
  ['bad.json', '{"format":"learnpath-learning","version":1,"entries":[{"guid":"a"}]}', 'LP_IMPORT_DAMAGED'],
  ['newer.json', '{"format":"learnpath-learning","version":2,"entries":[]}', 'LP_IMPORT_UNSUPPORTED'],
  ['other.json', '{"a":1}', 'LP_IMPORT_UNSUPPORTED'],
  ['a.apkg', 'no package', 'LP_IMPORT_DAMAGED'],
  ['a.pdf', '%PDF-1.7', 'LP_IMPORT_UNSUPPORTED'],
  ['empty.txt', '', 'LP_IMPORT_DAMAGED'],
])('%s is refused and leaves nothing behind', async (name, text, code) => {
  await expect(exchangeOn(here).import({ name, bytes: new TextEncoder().encode(text) }, {})).rejects.toMatchObject({
    code,
  })
  expect(await cardsOf(here)).toEqual([])
})

test('a deck for all cards of a file, and nothing to export is said', async () => {
  const exchange = exchangeOn(here)
  await expect(exchange.export({ format: 'csv' })).rejects.toMatchObject({ code: 'LP_EXPORT_EMPTY' })
  const bytes = new TextEncoder().encode('a\tb\n')
  expect(await exchange.import({ name: 'x.tsv', bytes }, { deck: 'Mine' })).toMatchObject({ decks: ['Mine'] })
  expect((await exchange.export({ format: 'csv', deck: 'Mine' })).name).toBe('Mine-2026-01-01.csv')
})
