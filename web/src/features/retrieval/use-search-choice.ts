import { useEffect, useMemo, useRef, useState } from 'react'
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
  const [written, setWritten] = useState(kept.query)
  // Another address, as by a link or "back", is another search.
  if (kept.query !== written) {
    setWritten(kept.query)
    setTyped(kept.query)
  }
  const choice = useMemo(() => ({ ...kept, query: typed }), [kept, typed])
  const timer = useRef<number | null>(null)
  const cancel = (): void => {
    if (timer.current !== null) window.clearTimeout(timer.current)
    timer.current = null
  }
  useEffect(
    () => () => {
      if (timer.current !== null) window.clearTimeout(timer.current)
    },
    [],
  )

  const write = (next: SearchChoice, replace: boolean): void => {
    cancel()
    setWritten(next.query)
    setParams(writeChoice(next), { replace })
  }
  return {
    choice,
    type(query) {
      cancel()
      setTyped(query)
      timer.current = window.setTimeout(() => write({ ...choice, query }, true), ADDRESS_DELAY_MS)
    },
    change(next) {
      const whole = { ...choice, ...next }
      setTyped(whole.query)
      // Walking from passage to passage is one step.
      write(whole, choice.open !== null && whole.open !== null)
    },
  }
}
