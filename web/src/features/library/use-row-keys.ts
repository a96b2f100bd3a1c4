import type { Document } from '@learnpath/contracts'
import type { KeyboardEvent, RefObject } from 'react'
import type { DocumentActions } from './document-row.tsx'

interface RowKeys {
  readonly body: RefObject<HTMLElement | null>
  readonly actions: DocumentActions
  readonly count: number
  readonly documentAt: (index: number) => Document | undefined
  /** Whether there is such a row and it is not hidden. */
  readonly isReachable: (index: number) => boolean
  readonly scrollTo: (index: number) => void
}

/** Arrows go from row to row, space selects, delete deletes; enter opens, as of any link. */
export function useRowKeys(keys: RowKeys): (event: KeyboardEvent<HTMLElement>) => void {
  const { body, actions, documentAt } = keys
  const focusRow = (index: number | null): void => {
    if (index === null) return
    keys.scrollTo(index)
    // The row may have to be made first.
    requestAnimationFrame(() =>
      requestAnimationFrame(() =>
        body.current?.querySelector<HTMLElement>(`[data-row="${index}"] [data-title]`)?.focus({ preventScroll: true }),
      ),
    )
  }
  const remove = (document: Document, index: number): void => {
    const neighbour = nextOf(keys, index, 1) ?? nextOf(keys, index, -1)
    actions.remove([document])
    focusRow(neighbour)
  }
  return (event) => {
    const target = event.target instanceof Element ? event.target : null
    const row = target?.closest<HTMLElement>('[data-row]') ?? null
    const index = Number(row?.dataset['row'])
    const document = row === null ? undefined : documentAt(index)
    if (document === undefined || event.altKey || event.ctrlKey || event.metaKey) return
    const act = {
      ArrowDown: () => focusRow(nextOf(keys, index, 1)),
      ArrowUp: () => focusRow(nextOf(keys, index, -1)),
      Delete: actions.mayChange ? () => remove(document, index) : undefined,
      // Elsewhere in the row it presses what has the focus.
      ' ': actions.mayChange && target?.matches('[data-title]') === true ? () => actions.toggle(document) : undefined,
    }[event.key]
    if (act === undefined) return
    event.preventDefault()
    act()
  }
}

function nextOf({ isReachable, count }: RowKeys, from: number, step: 1 | -1): number | null {
  for (let index = from + step; index >= 0 && index < count; index += step) if (isReachable(index)) return index
  return null
}
