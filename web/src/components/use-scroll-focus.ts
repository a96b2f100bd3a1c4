import { useCallback, type RefCallback } from 'react'

/** For what may be wider than its place: where it must be scrolled, the keyboard reaches it. */
export function useScrollFocus<Element extends HTMLElement>(): RefCallback<Element> {
  return useCallback((element: Element | null) => {
    if (element === null) return
    const look = (): void => {
      const scrolls = element.scrollWidth > element.clientWidth && getComputedStyle(element).overflowX === 'auto'
      if (scrolls) element.tabIndex = 0
      else element.removeAttribute('tabindex')
    }
    const observer = new ResizeObserver(look)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
}
