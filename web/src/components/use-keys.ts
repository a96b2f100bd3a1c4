import { useEffectEvent, useLayoutEffect } from 'react'

/** Where keys write or choose something themselves. */
const TYPING =
  'input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable], [role=dialog], [role=menu]'
/** What the space bar and the return key press. */
const PRESSED = 'button, a[href], summary, input, [role=tab]'

/**
 * Single keys of a page, while nothing is being typed and no control wants them itself.
 * @param onKey gets the key as `KeyboardEvent.key`; true when it did something with it
 */
export function useKeys(onKey: (key: string) => boolean): void {
  const listen = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.repeat) return
    const target = event.target instanceof Element ? event.target : document.body
    if (target.closest(TYPING) !== null) return
    if ((event.key === ' ' || event.key === 'Enter') && target.closest(PRESSED) !== null) return
    if (onKey(event.key)) event.preventDefault()
  })
  // Before it is seen: whoever sees what a key is for may press it at once.
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => listen(event)
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}
