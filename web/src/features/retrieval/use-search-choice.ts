import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useSearchParams } from 'wouter'
import { readChoice, writeChoice, type SearchChoice } from './search-address.ts'

/** Keystrokes that follow each other faster become one entry of the address; the search itself does not wait. */
const ADDRESS_DELAY_MS = 250

interface ChoiceState {
  readonly choice: SearchChoice
  /** What is typed: searched at once, in the address a moment later. */
  readonly type: (query: string) => void
  /** A step that the browser's "back" undoes. */
  readonly change: (next: Partial<SearchChoice>) => void
}

/** The search of the address. */
export function useSearchChoice(): ChoiceState {
  const [params, setParams] = useSearchParams()
  const kept = useMemo(() => readChoice(params), [params])
  const [typed, setTyped] = useState(kept.query)
  const written = useRef(kept.query)
  const timer = useRef<number | null>(null)
  // Another address, as by a link or "back", is another search.
  useEffect(() => {
    if (kept.query === written.current) return
    written.current = kept.query
    setTyped(kept.query)
  }, [kept.query])
  const choice = useMemo(() => ({ ...kept, query: typed }), [kept, typed])
  const latest = useRef(choice)
  latest.current = choice

  const write = useCallback(
    (next: SearchChoice, replace: boolean) => {
      if (timer.current !== null) window.clearTimeout(timer.current)
      timer.current = null
      written.current = next.query
      setParams(writeChoice(next), { replace })
    },
    [setParams],
  )
  useEffect(
    () => () => {
      if (timer.current !== null) window.clearTimeout(timer.current)
    },
    [],
  )
  const type = useCallback(
    (query: string) => {
      setTyped(query)
      if (timer.current !== null) window.clearTimeout(timer.current)
      timer.current = window.setTimeout(() => write({ ...latest.current, query }, true), ADDRESS_DELAY_MS)
    },
    [write],
  )
  const change = useCallback(
    (next: Partial<SearchChoice>) => {
      const whole = { ...latest.current, ...next }
      setTyped(whole.query)
      write(whole, false)
    },
    [write],
  )
  return { choice, type, change }
}
