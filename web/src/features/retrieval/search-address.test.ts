import { describe, expect, it } from 'vitest'
import { readChoice, requestOf, writeChoice, type SearchChoice } from './search-address.ts'

const NOTHING = readChoice(new URLSearchParams())
const TODAY = new Date(2026, 4, 20, 15, 30)

const FULL: SearchChoice = {
  query: '"to be" -not',
  collections: ['library', 'Bücher & mehr'],
  formats: ['pdf', 'html'],
  languages: ['de'],
  tags: ['a=b', 'c'],
  changed: 'week',
  mode: 'hybrid',
  rerankMs: 1000,
  open: { documentId: 'doc:1', start: 10, end: 25, page: 3 },
}

describe('the address of a search', () => {
  it('keeps all of it', () => {
    expect(readChoice(new URLSearchParams(writeChoice(FULL).toString()))).toEqual(FULL)
    const withoutPages = { ...FULL, open: { documentId: 'doc_1', start: 0, end: 1, page: null } }
    expect(readChoice(writeChoice(withoutPages))).toEqual(withoutPages)
  })

  it('says nothing of what is as always', () => {
    expect(writeChoice(NOTHING).toString()).toBe('')
    expect(requestOf({ ...NOTHING, query: ' cell ' }, TODAY)).toEqual({ query: 'cell' })
  })

  it('passes over what it does not know', () => {
    const params = new URLSearchParams('q=x&format=exe&mode=magic&rerank=7&changed=never&open=doc')
    expect(readChoice(params)).toEqual({ ...NOTHING, query: 'x' })
  })

  it('asks the server for all of it, from the start of a day', () => {
    expect(requestOf(FULL, TODAY)).toEqual({
      query: '"to be" -not',
      filters: {
        collections: ['library', 'Bücher & mehr'],
        formats: ['pdf', 'html'],
        languages: ['de'],
        tags: ['a=b', 'c'],
        changedAfter: new Date(2026, 4, 13).toISOString(),
      },
      mode: 'hybrid',
      rerank: { budgetMs: 1000 },
    })
  })
})
