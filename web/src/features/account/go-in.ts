import { forgetPlaces } from './forget-places.ts'

/** Opens the app anew, with nothing left of who used it before. @param address within the app */
export function goIn(address = '/app/'): void {
  forgetPlaces()
  // Also from the same address: what is on the page was somebody else's.
  if (window.location.pathname + window.location.search === address) window.location.reload()
  else window.location.replace(address)
}
