import { useDeferredValue, useState } from 'react'
import { useSearchParams } from 'wouter'

export const SHOWN = ['all', 'active', 'suspended', 'leech'] as const
type Shown = (typeof SHOWN)[number]

const FILTERS = {
  all: {},
  active: { suspended: 'false' },
  suspended: { suspended: 'true' },
  leech: { leech: 'true' },
} as const satisfies Record<Shown, object>

const PER_PAGE = 50

interface CardView {
  readonly words: string
  readonly deck: string | null
  readonly shown: Shown
  readonly page: number
  readonly isFiltered: boolean
  /** What the address opens: `new` and `import`. */
  readonly opens: (name: 'new' | 'import') => boolean
  readonly set: (name: 'q' | 'deck' | 'show' | 'page' | 'new' | 'import', value: string | null) => void
  readonly request: { readonly query: { readonly limit: number; readonly offset: number } }
  readonly pageCount: (total: number) => number
}

/** Which cards are looked at: it stands in the address. */
export function useCardView(): CardView {
  const [query, setQuery] = useSearchParams()
  const [words, setWords] = useState(query.get('q') ?? '')
  const contains = useDeferredValue(words.trim())
  const deck = query.get('deck')
  const shown = SHOWN.find((name) => name === query.get('show')) ?? 'all'
  const page = Math.max(1, Math.trunc(Number(query.get('page') ?? '1')) || 1)
  return {
    words,
    deck,
    shown,
    page,
    isFiltered: deck !== null || contains !== '' || shown !== 'all',
    opens: (name) => query.has(name),
    pageCount: (total) => Math.ceil(total / PER_PAGE),
    request: {
      query: {
        limit: PER_PAGE,
        offset: (page - 1) * PER_PAGE,
        ...(deck === null ? {} : { deck }),
        ...(contains === '' ? {} : { contains }),
        ...FILTERS[shown],
      },
    },
    set(name, value) {
      if (name === 'q') setWords(value ?? '')
      const change = (before: URLSearchParams): URLSearchParams => {
        const next = new URLSearchParams(before)
        if (name !== 'new' && name !== 'import') next.delete('page')
        if (value === null || value === '') next.delete(name)
        else next.set(name, value)
        return next
      }
      setQuery(change, { replace: true })
    },
  }
}
