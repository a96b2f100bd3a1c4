import { useEffect, useEffectEvent, type RefObject } from 'react'

const REST_MS = 200

/** Calls when an element has not been scrolled for a moment. */
export function useRestingScroll(
  scroller: RefObject<HTMLElement | null>,
  onRest: (element: HTMLElement) => void,
): void {
  const rest = useEffectEvent(onRest)
  useEffect(() => {
    const element = scroller.current
    if (element === null) return undefined
    let timer = 0
    const scrolled = (): void => {
      window.clearTimeout(timer)
      timer = window.setTimeout(() => rest(element), REST_MS)
    }
    scrolled()
    element.addEventListener('scroll', scrolled, { passive: true })
    return () => {
      window.clearTimeout(timer)
      element.removeEventListener('scroll', scrolled)
    }
  }, [scroller])
}
