import { useEffect, useEffectEvent, type RefObject } from 'react'

/** Actions by the names of their keys, for as long as the focus is within an element. One that returns false leaves the key to the browser. */
export function useKeys(
  place: RefObject<HTMLElement | null>,
  actions: Readonly<Record<string, (() => boolean | void) | undefined>>,
): void {
  const act = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const action = actions[event.key]
    if (action !== undefined && action() !== false) event.preventDefault()
  })
  useEffect(() => {
    const element = place.current
    const listen = (event: KeyboardEvent): void => act(event)
    element?.addEventListener('keydown', listen)
    return () => element?.removeEventListener('keydown', listen)
  }, [place])
}
