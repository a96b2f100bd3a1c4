import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { numberingTrust } from './path-numbers.ts'
import { readingOrder, type HintingDocument } from './reading-order.ts'

const to = (...ids: string[]) => ids.map((id) => ({ href: `${id}.md`, name: id }))
const document = (id: string, hints: Partial<HintingDocument['hints']> = {}): HintingDocument => ({
  documentId: id,
  path: `${id}.md`,
  title: id,
  hints: { needs: [], contents: [], previous: [], next: [], ...hints },
})

describe('readingOrder', () => {
  it('goes by path, numbers by their value, when no author says anything', () => {
    const order = readingOrder(['lesson 10', 'lesson 9', 'lesson 2'].map((id) => document(id)))
    expect(order.documentIds).toEqual(['lesson 2', 'lesson 9', 'lesson 10'])
    expect(order.basis).toBe('numbered')
    expect(readingOrder(['b', 'a'].map((id) => document(id)))).toMatchObject({ basis: 'paths', trust: 0 })
  })

  it('follows a table of contents, links to neighbours and prerequisites', () => {
    const contents = [document('all', { contents: to('d', 'b', 'a') }), document('a'), document('b'), document('d')]
    expect(readingOrder(contents)).toMatchObject({ documentIds: ['all', 'd', 'b', 'a'], basis: 'authored', trust: 1 })
    const neighbours = [document('a', { previous: to('b') }), document('b'), document('c', { next: to('b') })]
    expect(readingOrder(neighbours).documentIds).toEqual(['c', 'b', 'a'])
    const needs = [document('a', { needs: to('c') }), document('b'), document('c')]
    expect(readingOrder(needs).documentIds).toEqual(['b', 'c', 'a'])
  })

  it('believes a stated prerequisite more than a neighbour, and that more than a list', () => {
    const documents = [
      document('a', { needs: to('b'), contents: to('b', 'c') }),
      document('b', { previous: to('a') }),
      document('c', { next: to('b') }),
    ]
    expect(readingOrder(documents).documentIds).toEqual(['c', 'b', 'a'])
  })

  it('is the same however the documents come, and has each once', () => {
    const ids = ['a', 'b', 'c', 'd', 'e']
    const reference = fc.subarray(ids, { maxLength: 3 }).map((chosen) => to(...chosen))
    const hints = fc.record({ needs: reference, contents: reference, previous: reference, next: reference })
    fc.assert(
      fc.property(fc.tuple(...ids.map(() => hints)), fc.shuffledSubarray(ids, { minLength: 5 }), (all, shuffled) => {
        const documents = ids.map((id, at) => document(id, all[at]))
        const { documentIds } = readingOrder(documents)
        expect(documentIds.toSorted()).toEqual(ids)
        const other = shuffled.flatMap((id) => documents.filter(({ documentId }) => documentId === id))
        expect(readingOrder(other).documentIds).toEqual(documentIds)
      }),
    )
  })
})

describe('numberingTrust', () => {
  it('trusts chapters counted through, identifiers half, and names not at all', () => {
    expect(numberingTrust(['ch01-00.md', 'ch01-01.md', 'ch02-00.md', 'ch03-00.md'])).toEqual([1, 1, 1, 1])
    expect(numberingTrust(['m44386.md', 'm45012.md', 'm44901.md'])).toEqual([0.5, 0.5, 0.5])
    expect(numberingTrust(['trees.md', 'graphs.md', 'mp3.md'])).toEqual([0, 0, 0])
    expect(numberingTrust(['course 2024/trees.md', 'course 2024/graphs.md'])).toEqual([0, 0])
  })

  it('judges books beside each other each for itself', () => {
    expect(numberingTrust(['a/1.md', 'a/2.md', 'notes.md', 'b/70.md', 'b/9000.md'])).toEqual([1, 1, 0, 0.5, 0.5])
  })
})
