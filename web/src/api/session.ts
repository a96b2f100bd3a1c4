import type { Session } from '@learnpath/contracts'
import { useSyncExternalStore } from 'react'
import type { ADDRESSES } from './addresses.ts'

/** Addresses, and what is done by them that takes more. */
type Permitted = keyof typeof ADDRESSES | 'withdrawCollection'

/** Who uses the app, and what their role lets them do. */
export interface KnownSession {
  readonly session: Session
  may(name: Permitted): boolean
  /** A session that has ended meanwhile: the page stays as it is until somebody signs in again. */
  readonly ended: boolean
  /** Asks the server anew, as after a change of the role. */
  learnAgain(): void
}

const listeners = new Set<() => void>()
let known: KnownSession | null = null

/** Null as long as there is no identity: everybody may do everything then. */
export const knownSession = (): KnownSession | null => known

export function know(next: KnownSession): void {
  known = next
  for (const listener of listeners) listener()
}

/** To be called when the server no longer knows who is asking. */
export function sessionEnded(): void {
  if (known !== null && known.session.user !== null && !known.ended) know({ ...known, ended: true })
}

/** To be called when the server refuses what was offered: the role has changed meanwhile. */
export const roleChanged = (): void => known?.learnAgain()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useKnownSession = (): KnownSession | null => useSyncExternalStore(subscribe, knownSession)

/** Whether to offer what an address does. The server decides when it is asked. */
export function useMay(): (name: Permitted) => boolean {
  const current = useKnownSession()
  return (name) => current === null || current.may(name)
}

/** Whether people sign in; the server writes it into the page. */
export const hasIdentity = (): boolean =>
  (document.querySelector<HTMLMetaElement>('meta[name="learnpath-identity"]')?.content ?? 'none') !== 'none'

/** What goes with a request that changes something, so that no other site can send it. */
export function changeHeaders(): Readonly<Record<string, string>> {
  const token = known?.session.csrfToken ?? null
  return token === null ? {} : { 'x-learnpath-csrf': token }
}
