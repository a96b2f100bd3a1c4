import { setTimeout as sleep } from 'node:timers/promises'
import { resolve } from 'node:path'
import type { LearnPathClient, Watch } from '@learnpath/contracts'
import { withConnection } from '../connection.ts'
import type { Terminal } from '../terminal.ts'

export interface WatchOptions {
  readonly collection?: string
  readonly ignore: readonly string[]
  readonly list?: boolean
  readonly remove?: boolean
  readonly deleteDocuments?: boolean
}

const PAUSE_MS = 200

/** Keeps a folder in sync. With a server running it does the work; otherwise this command does, until it is stopped. */
export async function watch(terminal: Terminal, folder: string | undefined, options: WatchOptions): Promise<number> {
  return await withConnection({ ingest: true }, async (connection) => {
    const { client, embedded } = connection
    if (options.list === true || folder === undefined) return await list(terminal, client)
    if (options.remove === true) return await remove(terminal, client, { folder: resolve(folder), options })
    const { collection, ignore } = options
    const created = await client.createWatch({
      folder: resolve(folder),
      ignore: [...ignore],
      ...(collection === undefined ? {} : { collection }),
    })
    const settled = await settle(client, created)
    const { documents } = await client.status()
    terminal.result(settled)
    terminal.line(
      `Watching ${settled.folder} as collection "${settled.collection}": ${documents.searchable} documents can be searched.`,
    )
    if (embedded) {
      terminal.note('Keeps it in sync until you press Ctrl-C. With "learnpath serve" running, the server does.')
      await connection.toldToStop()
      terminal.note('Stopping; changes made meanwhile are taken over the next time LearnPath runs.')
    }
    return 0
  })
}

async function list(terminal: Terminal, client: LearnPathClient): Promise<number> {
  const { watches } = await client.listWatches()
  terminal.result({ watches })
  for (const { folder, collection, state, message } of watches) {
    terminal.line(`${folder}  →  ${collection}  (${state}${message === null ? '' : `: ${message}`})`)
  }
  if (watches.length === 0) terminal.line('No folder is watched.')
  return 0
}

async function remove(
  terminal: Terminal,
  client: LearnPathClient,
  { folder, options }: { readonly folder: string; readonly options: WatchOptions },
): Promise<number> {
  const { watches } = await client.listWatches()
  const found = watches.filter((each) => each.folder === folder)
  for (const { id } of found) await client.removeWatch(id, { deleteDocuments: options.deleteDocuments === true })
  terminal.result({ removed: found })
  terminal.line(found.length === 0 ? `${folder} is not watched.` : `No longer watching ${folder}.`)
  return found.length === 0 ? 1 : 0
}

/** Until the first scan is over and everything it found was read. */
async function settle(client: LearnPathClient, created: Watch): Promise<Watch> {
  for (;;) {
    const { watches, documents } = await client.status()
    const current = watches.find(({ id }) => id === created.id) ?? created
    if (current.state !== 'scanning' && documents.queued + documents.processing === 0) return current
    await sleep(PAUSE_MS)
  }
}
