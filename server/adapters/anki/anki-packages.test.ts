import { expect, test } from 'vitest'
import type { AnkiNote } from '../../ports/anki-packages.ts'
import { createAnkiPackages } from './anki-packages.ts'

const AT = Date.UTC(2026, 10, 21, 12)
const DAY = 86_400_000
const packages = createAnkiPackages()

const note = (values: Partial<AnkiNote> = {}): AnkiNote => ({
  guid: 'lp-1',
  deck: 'Biology',
  kind: 'basic',
  frontHtml: 'What is osmosis?',
  backHtml: 'Water &lt;moving&gt;',
  sourceHtml: '<a href="http://127.0.0.1/x">Book</a>',
  tags: ['cells', 'two words'],
  suspended: false,
  state: 'new',
  dueAt: AT,
  stabilityDays: null,
  difficulty: null,
  lapses: 0,
  reviews: [],
  ...values,
})

test('a package that is read again gives the same cards with their reviews', async () => {
  const reviews = [
    { at: AT - 3 * DAY, rating: 'good', durationMs: 4000, stateBefore: 'new', intervalDays: 0.007 },
    { at: AT - 2 * DAY, rating: 'again', durationMs: null, stateBefore: 'learning', intervalDays: 1 },
  ] as const
  const cloze = note({
    guid: 'lp-2',
    kind: 'cloze',
    frontHtml: 'The {{c1::cell}} lives',
    deck: 'A::B',
    suspended: true,
  })
  const reviewed = note({ state: 'review', stabilityDays: 2.5, difficulty: 5, reviews })
  const bytes = await packages.write([reviewed, cloze], AT)
  const { cards, refused } = await packages.read(bytes)
  expect(refused).toEqual([])
  expect(cards).toHaveLength(2)
  expect(cards.find(({ guid }) => guid === 'lp-1')).toEqual({
    guid: 'lp-1',
    deck: 'Biology',
    kind: 'basic',
    front: 'What is osmosis?',
    back: 'Water <moving>',
    tags: ['cells', 'two_words'],
    suspended: false,
    reviews: reviews.map(({ at, rating, durationMs }) => ({ at, rating, durationMs })),
  })
  expect(cards.find(({ guid }) => guid === 'lp-2')).toMatchObject({
    kind: 'cloze',
    front: 'The {{c1::cell}} lives',
    deck: 'A::B',
    suspended: true,
  })
})
