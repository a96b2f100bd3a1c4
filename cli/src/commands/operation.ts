import { resolve } from 'node:path'
import type { Document, DocumentState, LearnPathClient, RebuildResponse } from '@learnpath/contracts'
import { LearnPathError } from '@learnpath/contracts'
import { withConnection } from '../connection.ts'
import { createProgress, sizeText, type Progress } from '../progress.ts'
import { tableLines } from '../table.ts'
import type { Terminal } from '../terminal.ts'

/** Makes the search index anew. */
export async function rebuildIndex(terminal: Terminal): Promise<number> {
  const result = await withConnection(
    { ingest: false },
    async ({ client }) => await rebuildWithProgress(terminal, client),
  )
  terminal.result(result)
  terminal.line(`${result.documents} documents, ${result.chunks} passages in ${(result.tookMs / 1000).toFixed(1)} s.`)
  return 0
}

async function rebuildWithProgress(terminal: Terminal, client: LearnPathClient): Promise<RebuildResponse> {
  const progress = createProgress(terminal, 'Indexing')
  const listening = new AbortController()
  const shown = showIndexProgress(client, progress, listening.signal).catch((failure: unknown) => {
    // The rebuild goes on all the same.
    if (!listening.signal.aborted) terminal.note(`How far it is cannot be shown: ${String(failure)}`)
  })
  try {
    return await client.rebuildIndex()
  } finally {
    listening.abort()
    await shown
    progress.end()
  }
}

async function showIndexProgress(client: LearnPathClient, progress: Progress, signal: AbortSignal): Promise<void> {
  for await (const event of client.events({ signal })) {
    if (event.type !== 'index-progress') continue
    progress.update(event.done, event.total, `${event.done} of ${event.total} documents`)
  }
}

/** Writes a copy of the database. */
export async function backUp(terminal: Terminal, file: string): Promise<number> {
  const result = await withConnection({ ingest: false }, async ({ client }) => await client.backup(resolve(file)))
  terminal.result(result)
  terminal.line(`Wrote ${result.file} (${sizeText(result.sizeBytes)}).`)
  return 0
}

/** Looks for what is wrong. @returns 1 when something is */
export async function doctor(terminal: Terminal): Promise<number> {
  const report = await withConnection({ ingest: false }, async ({ client }) => await client.doctor())
  const { style } = terminal
  terminal.result(report)
  for (const { name, ok, severity, detail, advice } of report.checks) {
    const sign = ok ? style.good('ok     ') : severity === 'error' ? style.bad('error  ') : style.mark('warning')
    terminal.line(`${sign} ${style.bold(name)}: ${detail}`)
    if (advice !== null) terminal.line(`        ${advice}`)
  }
  return report.ok ? 0 : 1
}

export interface DocumentsOptions {
  readonly collection?: string
  readonly state?: DocumentState
  readonly tag?: string
}

/** Lists documents with their state. */
export async function listDocuments(terminal: Terminal, options: DocumentsOptions): Promise<number> {
  const all = await withConnection({ ingest: false }, async ({ client }) => await everyDocument(client, options))
  terminal.result({ documents: all, total: all.length })
  const rows = all.map(({ id, state, collection, path, failure }) => [
    id,
    state,
    `${collection}/${path}`,
    failure?.message ?? '',
  ])
  for (const line of tableLines(rows)) terminal.line(line.trimEnd())
  const filtered = Object.keys(options).length > 0
  const none = filtered ? 'No such documents.' : 'No documents yet. Add some: learnpath add PATH…'
  terminal.note(terminal.style.dim(all.length === 0 ? none : `${all.length} documents`))
  return 0
}

async function everyDocument(
  client: LearnPathClient,
  options: DocumentsOptions & { readonly path?: string },
): Promise<Document[]> {
  const all: Document[] = []
  for (let after: string | null | undefined; after !== null;) {
    const page = await client.listDocuments({ ...options, limit: 1000, ...(after === undefined ? {} : { after }) })
    all.push(...page.documents)
    after = page.next
  }
  return all
}

/** Deletes documents by id or path. @throws LP_DOCUMENT_NOT_FOUND before anything is deleted */
export async function deleteDocuments(
  terminal: Terminal,
  names: readonly string[],
  options: { readonly collection?: string },
): Promise<number> {
  const deleted = await withConnection({ ingest: true }, async ({ client }) => {
    const found: Document[] = []
    for (const name of names) found.push(...(await documentsNamed(client, name, options)))
    for (const { id } of found) await client.deleteDocument(id)
    return found
  })
  terminal.result({ deleted })
  for (const { collection, path } of deleted) terminal.line(`Deleted ${collection}/${path}`)
  return 0
}

/** Documents by id, path, or collection/path. @throws LP_DOCUMENT_NOT_FOUND */
export async function documentsNamed(
  client: LearnPathClient,
  name: string,
  options: { readonly collection?: string },
): Promise<Document[]> {
  if (name.startsWith('doc_')) return [await client.getDocument(name)]
  const found = await everyDocument(client, { ...options, path: name })
  if (found.length > 0) return found
  // As "learnpath documents" shows it: collection/path.
  const [collection = '', ...rest] = name.split('/')
  const qualified = rest.length > 0 && options.collection === undefined
  const inCollection = qualified ? await everyDocument(client, { collection, path: rest.join('/') }) : []
  if (inCollection.length === 0) throw new LearnPathError('LP_DOCUMENT_NOT_FOUND', { detail: name })
  return inCollection
}

/** Adds the sample library and waits until it can be searched. */
export async function addSamples(terminal: Terminal): Promise<number> {
  const { awaitDocuments } = await import('../await-documents.ts')
  const ready = await withConnection({ ingest: true }, async ({ client }) => {
    const { added } = await client.addSampleLibrary()
    const progress = (settled: number) => terminal.redraw(`Reading ${settled} of ${added.length}`)
    return await awaitDocuments(
      client,
      added.map(({ document }) => document),
      progress,
    )
  })
  terminal.redraw('')
  terminal.result({ documents: ready })
  terminal.line(`${ready.length} sample documents can be searched. Try: npx learnpath ask "What is photosynthesis?"`)
  return ready.every(({ state }) => state === 'ready') ? 0 : 1
}
