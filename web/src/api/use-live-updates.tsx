import type { ProgressEvent } from '@learnpath/contracts'
import { createContext, useContext, useEffect, useEffectEvent, useSyncExternalStore, type Context } from 'react'
import type { Connection, LiveUpdates } from './live-updates.ts'

const LiveUpdatesContext: Context<LiveUpdates | null> = createContext<LiveUpdates | null>(null)
export const LiveUpdatesProvider = LiveUpdatesContext.Provider

function useLiveUpdates(): LiveUpdates {
  const updates = useContext(LiveUpdatesContext)
  if (updates === null) throw new TypeError('LiveUpdatesProvider is missing')
  return updates
}

/** Whether the server's events arrive. */
export function useConnection(): Connection {
  const updates = useLiveUpdates()
  return useSyncExternalStore(updates.onConnection, updates.connection)
}

/** Calls the listener for each event of the server, while the component is shown. */
export function useServerEvents(listener: (event: ProgressEvent) => void): void {
  const updates = useLiveUpdates()
  const listen = useEffectEvent(listener)
  useEffect(() => updates.onEvent((event) => listen(event)), [updates])
}
