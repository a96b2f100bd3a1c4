/** Frames that a place must stay where it was scrolled to, while what is above it gets its real height. */
const SETTLED_FRAMES = 4
const MOST_FRAMES = 900
const WITHIN_PX = 2

interface PlaceToReach {
  readonly scroller: HTMLElement
  /** Brings the part with the place near the window, so that it is drawn. */
  readonly bringNear: () => void
  /** The place in the window's coordinates; null while it is not drawn. */
  readonly find: () => DOMRect | null
  /** Where the place shall stand: share of the window above it. */
  readonly above: number
  readonly onReached?: () => void
}

/**
 * Scrolls to something that is drawn only when it is near, and stays there until heights have settled.
 * Whoever scrolls meanwhile is left alone. Returns how to stop.
 */
export function scrollToPlace({ scroller, bringNear, find, above, onReached }: PlaceToReach): () => void {
  let frame = 0
  let frames = 0
  let settled = 0
  const stop = (): void => {
    cancelAnimationFrame(frame)
    for (const type of ['wheel', 'touchstart', 'keydown', 'pointerdown']) scroller.removeEventListener(type, stop)
  }
  const step = (): void => {
    frames++
    const place = find()
    if (place === null) {
      settled = 0
      bringNear()
    } else {
      const view = scroller.getBoundingClientRect()
      const wanted = Math.min(view.height * above, Math.max(16, view.height - place.height - 16))
      const delta = place.top - view.top - wanted
      const before = scroller.scrollTop
      if (Math.abs(delta) > WITHIN_PX) scroller.scrollTop += delta
      const isAtEdge = Math.abs(scroller.scrollTop - before) < 1
      settled = Math.abs(delta) <= WITHIN_PX || isAtEdge ? settled + 1 : 0
    }
    if (settled >= SETTLED_FRAMES || frames >= MOST_FRAMES) {
      stop()
      if (place !== null) onReached?.()
    } else frame = requestAnimationFrame(step)
  }
  for (const type of ['wheel', 'touchstart', 'keydown', 'pointerdown']) {
    scroller.addEventListener(type, stop, { passive: true })
  }
  step()
  return stop
}
