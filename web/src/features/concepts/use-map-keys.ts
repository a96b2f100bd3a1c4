import type { KeyboardEvent } from 'react'
import type { ConceptMap } from './concept-map.ts'

const ZOOM = 1.5

/** Moving about on the map by keys. */
export function useMapKeys(map: ConceptMap | null): (event: KeyboardEvent) => void {
  return (event) => {
    if (map === null || event.ctrlKey || event.metaKey || event.altKey) return
    const actions: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => map.pan(-1, 0),
      ArrowRight: () => map.pan(1, 0),
      ArrowUp: () => map.pan(0, -1),
      ArrowDown: () => map.pan(0, 1),
      '+': () => map.zoom(ZOOM),
      '=': () => map.zoom(ZOOM),
      '-': () => map.zoom(1 / ZOOM),
      '0': () => map.fit(),
      Home: () => map.fit(),
    }
    const action = actions[event.key]
    if (action === undefined) return
    event.preventDefault()
    action()
  }
}
