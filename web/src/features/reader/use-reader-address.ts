import { useSearchParams } from 'wouter'
import { READER_VIEWS, type ReaderView } from './document-views.tsx'
import type { TextRange } from './reading-text.ts'

export interface ReaderAddress {
  /** The passage that the link names. */
  readonly passage: TextRange | null
  readonly page: number | null
  readonly view: ReaderView | null
  /** Words looked for in the document. */
  readonly find: string | null
  /** Beginning of the hash of the version that the offsets are of. */
  readonly version: string | null
  /** How the passage begins, to find it again in another version. */
  readonly words: string | null
}

type Change = Partial<Record<'view' | 'find', string | null>>

/** What the reader's address says, and a way to change it without leaving a trace in the history. */
export function useReaderAddress(): readonly [ReaderAddress, (change: Change) => void] {
  const [params, setParams] = useSearchParams()
  const start = wholeNumber(params.get('start'))
  const end = wholeNumber(params.get('end')) ?? start
  const view = params.get('view')
  const address: ReaderAddress = {
    passage: start === null || end === null ? null : { start, end: Math.max(start, end) },
    page: wholeNumber(params.get('page')),
    view: READER_VIEWS.find((known) => known === view) ?? null,
    find: params.get('find'),
    version: params.get('v'),
    words: params.get('words'),
  }
  const change = (changed: Change): void => {
    setParams(
      (before) => {
        const next = new URLSearchParams(before)
        for (const [name, value] of Object.entries(changed)) {
          if (value === null) next.delete(name)
          else next.set(name, value)
        }
        return next
      },
      { replace: true },
    )
  }
  return [address, change]
}

function wholeNumber(value: string | null): number | null {
  return value !== null && /^\d{1,9}$/.test(value) ? Number(value) : null
}
