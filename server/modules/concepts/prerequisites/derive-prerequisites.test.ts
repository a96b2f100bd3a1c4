import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { analysedText, conceptsOf } from './analysed-text.double.ts'
import { derivePrerequisites } from './derive-prerequisites.ts'
import type { PrerequisiteInput } from './prerequisite-input.ts'

const WORDS = ['number', 'fraction', 'decimal', 'percent', 'interest']
const BOOK = analysedText(
  'book',
  [
    ['A number counts things.', 'Every number has a next number.', 'We add one number to another number.'],
    ['A fraction is a number over a number.', 'The fraction of a number is smaller.', 'Draw each fraction.'],
    ['A decimal writes a fraction with a point.', 'Each decimal is a number.', 'A decimal may end.'],
    ['A percent is a fraction of a hundred.', 'Write a percent as a decimal.', 'A percent is a number too.'],
    ['We pay interest as a percent of a loan.', 'The interest is a number.', 'Add interest to interest.'],
  ],
  WORDS,
)
const input: PrerequisiteInput = {
  concepts: conceptsOf(WORDS),
  documents: [BOOK],
  orderTrust: 1,
  pinned: [],
  forbidden: [],
}
const pairs = (edges: readonly { conceptId: string; prerequisiteId: string }[]): string[] =>
  edges.map(({ conceptId, prerequisiteId }) => `${conceptId} needs ${prerequisiteId}`)

describe('derivePrerequisites', () => {
  it('finds what a text builds on, the right way round', async () => {
    const found = pairs(await derivePrerequisites(input))
    expect(found).toEqual(
      expect.arrayContaining(['fraction needs number', 'percent needs fraction', 'interest needs percent']),
    )
    expect(found).not.toEqual(expect.arrayContaining(['number needs fraction']))
    expect(found.filter((pair) => pair.startsWith('number needs'))).toEqual([])
  })

  it('does so without the order of documents, too', async () => {
    const sections = [3, 1, 4, 0, 2].map((section) =>
      BOOK.analysis.sentences
        .filter((sentence) => sentence.section === section)
        .map(({ start, end }) => BOOK.text.slice(start, end)),
    )
    const documents = sections.map((section, at) => analysedText(`note ${at}`, [section], WORDS))
    const found = pairs(await derivePrerequisites({ ...input, documents, orderTrust: 0 }))
    expect(found).toEqual(expect.arrayContaining(['fraction needs number', 'percent needs number']))
    expect(found).not.toContain('number needs fraction')
  })

  it('prefers what the definition uses', async () => {
    const concepts = input.concepts.map((concept) =>
      concept.id === 'percent' ? { ...concept, definition: { documentId: 'book', sentence: 9 } } : concept,
    )
    const first = (await derivePrerequisites({ ...input, concepts })).find(({ conceptId }) => conceptId === 'percent')
    expect(first?.prerequisiteId).toBe('fraction')
  })

  it('shows sentences of the dependent concept that use the prerequisite, those with both first', async () => {
    const edges = await derivePrerequisites(input)
    const edge = edges.find(({ conceptId, prerequisiteId }) => conceptId === 'percent' && prerequisiteId === 'decimal')
    const [first] = edge?.evidence ?? []
    expect(BOOK.text.slice(first?.start, first?.end)).toBe('Write a percent as a decimal.')
    for (const { prerequisiteId, evidence } of edges) {
      for (const { start, end } of evidence) expect(BOOK.text.slice(start, end)).toContain(prerequisiteId)
    }
  })

  it('puts in what the user pinned, against the text and against derived ones, and leaves out what they forbade', async () => {
    const pinned = [{ conceptId: 'number', prerequisiteId: 'percent' }]
    const forbidden = [{ conceptId: 'interest', prerequisiteId: 'percent' }]
    const edges = await derivePrerequisites({ ...input, pinned, forbidden })
    expect(edges[0]).toMatchObject({ ...pinned[0], origin: 'pinned', confidence: 1 })
    expect(pairs(edges)).not.toContain('interest needs percent')
    expect(pairs(edges)).not.toContain('percent needs number')
  })

  it('knows nothing of concepts and documents that are not there', async () => {
    expect(await derivePrerequisites({ ...input, concepts: [] })).toEqual([])
    expect(await derivePrerequisites({ ...input, documents: [] })).toEqual([])
    const pinned = [{ conceptId: 'number', prerequisiteId: 'gone' }]
    expect(pairs(await derivePrerequisites({ ...input, pinned }))).not.toContain('number needs gone')
  })

  it('has no cycle, at most five per concept, nothing forbidden, and is the same every time', async () => {
    const words = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']
    const sentence = fc
      .array(fc.constantFrom(...words), { minLength: 1, maxLength: 6 })
      .map((chosen) => chosen.join(' '))
    const documents = fc.array(fc.array(fc.array(sentence, { maxLength: 5 }), { minLength: 1, maxLength: 4 }), {
      maxLength: 4,
    })
    const pair = fc.record({ conceptId: fc.constantFrom(...words), prerequisiteId: fc.constantFrom(...words) })
    const some = fc.uniqueArray(pair, {
      maxLength: 4,
      selector: ({ conceptId, prerequisiteId }) => `${conceptId}${prerequisiteId}`,
    })
    await fc.assert(
      fc.asyncProperty(
        documents,
        some,
        some,
        fc.constantFrom(0, 0.5, 1),
        async (texts, pinned, forbidden, orderTrust) => {
          const library = texts.map((sections, at) => analysedText(`d${at}`, sections, words))
          const given = { concepts: conceptsOf(words), documents: library, orderTrust, pinned, forbidden }
          const edges = await derivePrerequisites(given)
          expect(await derivePrerequisites(structuredClone(given))).toEqual(edges)
          const derived = edges.filter(({ origin }) => origin === 'derived')
          for (const word of words) {
            const own = edges.filter(({ conceptId }) => conceptId === word)
            expect(own.length).toBeLessThanOrEqual(Math.max(5, own.filter(({ origin }) => origin === 'pinned').length))
            const reached = new Set(own.map(({ prerequisiteId }) => prerequisiteId))
            for (const id of reached) {
              const next = edges.filter(({ conceptId }) => conceptId === id)
              for (const { prerequisiteId } of next) reached.add(prerequisiteId)
            }
            expect(reached).not.toContain(word)
          }
          for (const { confidence } of derived) expect(confidence).toBeGreaterThan(0)
          const decided = new Set(pairs(forbidden))
          expect(pairs(derived).filter((name) => decided.has(name))).toEqual([])
        },
      ),
    )
  })
})
