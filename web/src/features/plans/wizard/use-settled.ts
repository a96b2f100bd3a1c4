import { useEffect, useState } from 'react'

/** The value once it has not changed for so long. Values are compared by their content. */
export function useSettled<Value>(value: Value, pauseMs: number): Value {
  const [settled, setSettled] = useState(value)
  const text = JSON.stringify(value)
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(JSON.parse(text) as Value), pauseMs)
    return () => window.clearTimeout(timer)
  }, [text, pauseMs])
  return settled
}
