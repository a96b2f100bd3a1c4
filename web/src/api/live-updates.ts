import type { ProgressEvent } from '@learnpath/contracts'
import type { QueryClient } from '@tanstack/react-query'
import { addressOf, type EndpointName } from './request.ts'
import { forget } from './use-answer.ts'

type EventType = ProgressEvent['type']

const ABOUT_DOCUMENTS: readonly EndpointName[] = [
  'listDocuments',
  'documentFacets',
  'getDocument',
  'status',
  'listCollections',
  'search',
]
const ABOUT_CONCEPTS: readonly EndpointName[] = ['listConcepts', 'conceptGraph', 'getConcept']
/** Which answers are other ones after an event. */
const CHANGED_BY: Readonly<Record<EventType, readonly EndpointName[]>> = {
  'document-changed': [...ABOUT_DOCUMENTS, ...ABOUT_CONCEPTS],
  // Answers go with the documents that they quote.
  'document-deleted': [...ABOUT_DOCUMENTS, ...ABOUT_CONCEPTS, 'getConversation'],
  'queue-changed': ['status', 'listJobs'],
  'index-rebuilt': ['status'],
  'model-progress': ['listModels', 'getModel', 'listJobs'],
  'generation-changed': ['listGenerations', 'status', 'listModels'],
  'evaluation-changed': ['listEvaluations', 'getEvaluation'],
  'index-progress': ['status'],
}
const TYPES = Object.keys(CHANGED_BY) as EventType[]
/** Many documents change at once: answers are asked for again once for all of them. */
const GATHER_MS = 250

export type Connection = 'connecting' | 'open' | 'lost'
type Listener<T> = (value: T) => void

/** One stream of the server's events for the whole app. It comes back by itself after the server was away. */
export interface LiveUpdates {
  readonly connection: () => Connection
  readonly onConnection: (listener: Listener<Connection>) => () => void
  readonly onEvent: (listener: Listener<ProgressEvent>) => () => void
}

/** Opens the stream, for as long as the page lives. @param mayHear whether there is one for who uses the app */
export function followServer(client: QueryClient, mayHear: boolean): LiveUpdates {
  const connectionListeners = new Set<Listener<Connection>>()
  const eventListeners = new Set<Listener<ProgressEvent>>()
  const gathered = new Set<EndpointName>()
  let timer: number | null = null
  let now: Connection = 'connecting'

  const tell = (connection: Connection): void => {
    if (connection === now) return
    const wasLost = now === 'lost'
    now = connection
    // What happened meanwhile is not told again: everything on the page is asked for anew.
    if (wasLost && connection === 'open') void client.invalidateQueries()
    for (const listener of connectionListeners) listener(connection)
  }
  const gather = (names: readonly EndpointName[]): void => {
    for (const name of names) gathered.add(name)
    timer ??= window.setTimeout(() => {
      timer = null
      forget(client, [...gathered])
      gathered.clear()
    }, GATHER_MS)
  }

  const open = (): void => {
    const source = new EventSource(addressOf('events'))
    source.addEventListener('open', () => tell('open'))
    source.addEventListener('error', () => {
      tell('lost')
      // A browser gives up for good when the answer was not a stream, as from a server that is starting.
      if (source.readyState === EventSource.CLOSED) window.setTimeout(open, 1000)
    })
    for (const type of TYPES) {
      source.addEventListener(type, (message: MessageEvent<string>) => {
        const event = JSON.parse(message.data) as ProgressEvent
        gather(CHANGED_BY[type])
        for (const listener of eventListeners) listener(event)
      })
    }
  }
  if (mayHear) open()

  return {
    connection: () => now,
    onConnection(listener) {
      connectionListeners.add(listener)
      return () => connectionListeners.delete(listener)
    },
    onEvent(listener) {
      eventListeners.add(listener)
      return () => eventListeners.delete(listener)
    },
  }
}
