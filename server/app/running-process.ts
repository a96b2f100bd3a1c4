import { setTimeout as sleep } from 'node:timers/promises'
import type { Edge } from '../http/edge.ts'
import type { ListeningServer } from '../http/listen.ts'
import type { LogForm } from './basic-components.ts'
import type { Settings } from './settings.ts'

export interface StartOptions {
  /** Whether documents are read and watched folders followed, or questions answered only. */
  readonly ingest: boolean
  /** Whether what the documents teach is worked out as they come, for plans and quizzes; default true. */
  readonly study?: boolean
  /**
   * Whether ids are counted instead of drawn, so that the same documents in the same order give the same library; default false.
   * Only for a library that is thrown away.
   */
  readonly repeatable?: boolean
  /** Default JSON lines. */
  readonly logForm?: LogForm
}

/** The running program. */
export interface LearnPath {
  readonly instanceId: string
  /** Null until `listen`. */
  readonly url: string | null
  /** Where browsers find it, when that is somewhere else. */
  readonly publicUrl: string | null
  /** @returns a token to make the first administrator with; null when there is one, or no identity. */
  setupToken(): Promise<string | null>
  /**
   * Answers a request without a socket, exactly as over one; but until the port is open, a question waits until the index is
   * complete: who asks once and goes must not hear "not found" of what would be found a moment later.
   */
  fetch(request: Request): Promise<Response>
  /** Opens the port and tells other commands of it. @throws LP_PORT_TAKEN */
  listen(): Promise<string>
  /** Refuses what is new, finishes or parks what runs within the grace, and closes everything. The same stop for every call. */
  stop(): Promise<void>
}

export interface RunningParts {
  readonly settings: Settings
  readonly instanceId: string
  readonly edge: Edge
  /** Before a request is answered without a socket while there is none. */
  readonly beforeAnswer?: (request: Request) => Promise<void>
  readonly setupToken?: () => Promise<string | null>
  readonly onListening?: (url: string) => void
  /** Ends what runs in the background within the time, while running requests finish. */
  readonly stopWork?: (graceMs: number) => Promise<void>
  readonly close: () => Promise<void>
}

/** What is the same for every process: answering, opening the port, stopping in order. */
export function runningProcess(parts: RunningParts): LearnPath {
  const { settings, instanceId, edge } = parts
  let listening: ListeningServer | null = null

  async function stopInOrder(): Promise<void> {
    const graceMs = settings.shutdownGraceSeconds * 1000
    if (listening !== null && settings.drainSeconds > 0) {
      // Whoever sends requests here asks after our health, and sends the next ones elsewhere; those under way meet no closed door.
      edge.drain()
      await sleep(settings.drainSeconds * 1000)
    }
    edge.stopTaking()
    await Promise.all([listening?.stop(graceMs), parts.stopWork?.(graceMs)])
    await parts.close()
  }

  let stopped: Promise<void> | null = null
  return {
    instanceId,
    get url() {
      return listening?.url ?? null
    },
    publicUrl: settings.identity.publicUrl,
    setupToken: async () => (await parts.setupToken?.()) ?? null,
    async fetch(request) {
      if (listening === null) await parts.beforeAnswer?.(request)
      return await edge.fetch(request)
    },
    async listen() {
      const { listen } = await import('../http/listen.ts')
      listening = await listen(settings, async (request, incoming) => await edge.fetch(request, incoming))
      parts.onListening?.(listening.url)
      return listening.url
    },
    stop: async () => await (stopped ??= stopInOrder()),
  }
}
