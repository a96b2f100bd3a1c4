import { describe, expect, it } from 'vitest'
import type { ConceptEntry, ConceptMap } from '../../ports/study-material.ts'
import { roundsOfDocuments } from './quiz-scope.ts'

const documentIds = Array.from({ length: 400 }, (_, at) => `doc_${at}`)
const map: ConceptMap = {
  collectionId: 'col_1',
  collection: 'library',
  revision: 1,
  concepts: [{ id: 'c', home: [{ documentId: 'doc_399', section: 0 }] } as unknown as ConceptEntry],
  prerequisites: [],
  documentIds,
  orderTrust: 0,
}
const placeOf = (id: string | undefined) => documentIds.indexOf(id ?? '')

describe('documents to read for a quiz', () => {
  it('are all, in rounds that begin where the seed says and keep neighbours together', () => {
    const rounds = roundsOfDocuments(map, { documentIds: null, conceptIds: null }, 1)
    expect(rounds.flat().toSorted()).toEqual(documentIds.toSorted())
    const [first = []] = rounds
    const steps = first.slice(1).map((id, at) => (placeOf(id) - placeOf(first[at]) + 400) % 400)
    expect(new Set(steps)).toEqual(new Set([1]))
    const [other = []] = roundsOfDocuments(map, { documentIds: null, conceptIds: null }, 2)
    expect(other[0]).not.toBe(first[0])
  })

  it('begin with those where a wished concept is at home', () => {
    expect(roundsOfDocuments(map, { documentIds: null, conceptIds: new Set(['c']) }, 1)[0]?.[0]).toBe('doc_399')
  })

  it('are the wished ones with what stands around them, where wrong options come from', () => {
    const rounds = roundsOfDocuments(map, { documentIds: new Set(['doc_1', 'doc_9']), conceptIds: null }, 1)
    expect(rounds).toEqual([
      ['doc_0', 'doc_1', 'doc_2', 'doc_3', 'doc_4', 'doc_6', 'doc_7', 'doc_8', 'doc_9', 'doc_10', 'doc_11', 'doc_12'],
    ])
  })
})
