import { withKey } from './with-key.ts'
import { readOperatorKey } from './operator-key.ts'
import { createClient, type LearnPathClient } from '@learnpath/contracts'

const ANSWER_WITHIN_MS = 1000

/** @param apiKey what to show; null: as the operator of this machine. @returns a client for the server that uses the data folder and answers as itself, or null when there is none. */
export async function findRunningServer(
  home: string,
  apiKey: string | null = null,
): Promise<{ client: LearnPathClient; url: string } | null> {
  const { readRunningServer } = await import('../adapters/sqlite/home-lock.ts')
  const server = readRunningServer(home)
  if (server === null) return null
  const client = createClient({ baseUrl: server.url, fetch: withKey(apiKey ?? readOperatorKey(home)) })
  try {
    const { instanceId } = await client.live({ signal: AbortSignal.timeout(ANSWER_WITHIN_MS) })
    return instanceId === server.instanceId ? { client, url: server.url } : null
  } catch {
    return null // It is starting, stopping or hung: the caller tries the lock and names the process that has it.
  }
}
