import type { ListDocumentsQuery } from '@learnpath/contracts'
import { useCallback, useMemo } from 'react'
import { useSearchParams } from 'wouter'

export const SORTS = [
  'path',
  'title',
  'added',
  'changed',
  'size',
] as const satisfies readonly ListDocumentsQuery['sort'][]
export type Sort = (typeof SORTS)[number]

export const STATES = ['ready', 'unfinished', 'failed', 'cancelled'] as const
export const FORMATS = ['pdf', 'docx', 'markdown', 'html', 'text'] as const

export interface DocumentFilter {
  readonly contains?: string
  readonly state?: (typeof STATES)[number]
  readonly format?: (typeof FORMATS)[number]
  readonly tag?: string
}

/** What of the library is looked at, and in which order: kept in the address. */
export interface DocumentView {
  readonly filters: DocumentFilter
  readonly sort: Sort
  readonly order: ListDocumentsQuery['order']
  readonly isFiltered: boolean
  readonly filter: (changes: Readonly<Partial<Record<keyof DocumentFilter, string | null>>>) => void
  /** The same column again turns the order round. */
  readonly sortBy: (sort: Sort) => void
}

/** Newest and largest first; names from A to Z. */
const FIRST_ORDER: Readonly<Record<Sort, ListDocumentsQuery['order']>> = {
  path: 'ascending',
  title: 'ascending',
  added: 'descending',
  changed: 'descending',
  size: 'descending',
}
const DEFAULT_SORT: Sort = 'added'

export function useDocumentView(): DocumentView {
  const [params, setParams] = useSearchParams()
  const sort = SORTS.find((name) => name === params.get('sort')) ?? DEFAULT_SORT
  const given = params.get('order')
  const order = given === 'ascending' || given === 'descending' ? given : FIRST_ORDER[sort]
  const filters = useMemo(() => filterOf(params), [params])
  const filter = useCallback<DocumentView['filter']>(
    (changes) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before)
          for (const [name, value] of Object.entries(changes)) {
            if (value === null || value === '') next.delete(name)
            else next.set(name, value)
          }
          return next
        },
        { replace: true },
      ),
    [setParams],
  )
  const sortBy = (next: Sort): void =>
    setParams(
      (before) => {
        const changed = new URLSearchParams(before)
        changed.set('sort', next)
        changed.set('order', next === sort ? (order === 'ascending' ? 'descending' : 'ascending') : FIRST_ORDER[next])
        return changed
      },
      { replace: true },
    )
  return { filters, sort, order, isFiltered: Object.keys(filters).length > 0, filter, sortBy }
}

/** What of the address is understood; anything else is left out. */
function filterOf(params: URLSearchParams): DocumentFilter {
  const contains = params.get('contains') ?? ''
  const tag = params.get('tag') ?? ''
  const state = STATES.find((name) => name === params.get('state'))
  const format = FORMATS.find((name) => name === params.get('format'))
  return {
    ...(contains === '' ? {} : { contains }),
    ...(tag === '' ? {} : { tag }),
    ...(state === undefined ? {} : { state }),
    ...(format === undefined ? {} : { format }),
  }
}
