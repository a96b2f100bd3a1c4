import { useEffect, useState, type RefObject } from 'react'

/** Distance of an element from the top of the page, kept right while what stands above it grows and shrinks. */
export function usePageOffset(element: RefObject<HTMLElement | null>): number {
  const [offset, setOffset] = useState(0)
  useEffect(() => {
    const measure = (): void => {
      const box = element.current?.getBoundingClientRect()
      if (box !== undefined) setOffset(Math.round(box.top + window.scrollY))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(document.body)
    return () => observer.disconnect()
  }, [element])
  return offset
}
