import { createInterface } from 'node:readline/promises'
import { createClient, type LearnPathClient } from '@learnpath/contracts'
import { environment } from '../../../server/app/environment.ts'
import { startLearnPath, type LearnPath } from '../../../server/app/learnpath.ts'
import { readSettings } from '../../../server/app/settings.ts'
import { keepHeapSmall } from '../../../server/app/thrifty-heap.ts'
import { awaitDocuments } from '../await-documents.ts'
import { logFormFor } from '../connection.ts'
import type { Terminal } from '../terminal.ts'

export interface ServeOptions {
  readonly services?: string
}

/** Starts the server and stays until it is told to stop. @returns 0 after an orderly stop */
export async function serve(terminal: Terminal, { services }: ServeOptions): Promise<number> {
  keepHeapSmall()
  const settings = readSettings({
    ...environment(),
    ...(services !== undefined && { LEARNPATH_SERVICES: services }),
  })
  const learnPath = await startLearnPath(settings, { ingest: true, logForm: logFormFor('server') })
  let url: string
  try {
    url = await learnPath.listen()
  } catch (failure) {
    await learnPath.stop()
    throw failure
  }
  const stopping = new AbortController()
  const stopped = stopOnSignal(terminal, async () => {
    stopping.abort()
    await learnPath.stop()
  })
  const told =
    settings.services === 'all' || settings.services === 'inference'
      ? welcome(terminal, learnPath, { url, stopping: stopping.signal })
      : tellService(terminal, learnPath, { service: settings.services, url })
  await Promise.all([told, stopped])
  return 0
}

/** `npm start` hands on a Ctrl-C that the terminal has sent to this process already: it counts once. */
const SAME_SIGNAL_MS = 500

/** The first signal stops in order, a second one at once: nothing acknowledged is lost either way. */
async function stopOnSignal(terminal: Terminal, stop: () => Promise<void>): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    let stoppingSince: number | null = null
    const onSignal = () => {
      if (stoppingSince !== null) {
        if (performance.now() - stoppingSince > SAME_SIGNAL_MS) process.exit(1)
        return
      }
      stoppingSince = performance.now()
      terminal.note('Stopping; work that is not finished goes on at the next start …')
      stop().then(resolve, reject)
    }
    process.on('SIGINT', onSignal)
    process.on('SIGTERM', onSignal)
  })
}

async function tellService(
  terminal: Terminal,
  learnPath: LearnPath,
  { service, url }: { readonly service: string; readonly url: string },
): Promise<void> {
  terminal.result({ service, url })
  terminal.line(`LearnPath ${service} is ready at ${terminal.style.bold(url)}`)
  await tellSetup(terminal, learnPath, url)
}

async function tellSetup(terminal: Terminal, learnPath: LearnPath, url: string): Promise<void> {
  const setup = await learnPath.setupToken()
  if (setup === null) return
  terminal.line()
  terminal.line(terminal.style.bold('Nobody can sign in yet. Make the first administrator within a day:'))
  terminal.line(`  ${learnPath.publicUrl ?? url}/app/setup#${setup}`)
}

async function welcome(
  terminal: Terminal,
  learnPath: LearnPath,
  { url, stopping }: { readonly url: string; readonly stopping: AbortSignal },
): Promise<void> {
  const { style } = terminal
  // Without a socket: the name only has to be one of this machine, which 0.0.0.0 is not.
  const client = createClient({ baseUrl: 'http://127.0.0.1', fetch: async (request) => await learnPath.fetch(request) })
  const { home, documents, chunks, engines, sampleLibrary } = await client.status()
  terminal.result({ url, home, engines, documents })
  terminal.line(`${style.bold('LearnPath')} is ready at ${style.bold(url)}`)
  terminal.line(`  Data folder  ${home}`)
  terminal.line(`  Documents    ${documents.searchable} (${chunks} passages)`)
  terminal.line(`  Search       ${engines.search}`)
  terminal.line(
    `  Answers      ${engines.answer}: sentences of your documents, word for word; no language model is needed`,
  )
  terminal.line(`  OCR          ${engines.ocr ?? 'no (install tesseract to read scanned pages)'}`)
  await tellSetup(terminal, learnPath, url)
  terminal.line()
  terminal.line('Next, here in the browser or in another terminal:')
  terminal.line('  npx learnpath add PATH…        add files or folders')
  if (sampleLibrary.offered) terminal.line('  npx learnpath samples          or start with a small sample library')
  terminal.line('  npx learnpath ask "…"          ask them something')
  terminal.line('Press Ctrl-C to stop.')
  if (sampleLibrary.offered && process.stdin.isTTY && terminal.interactive) {
    await offerSamples(terminal, client, stopping).catch((failure: unknown) => {
      if (stopping.aborted) return // What was added is read at the next start.
      terminal.note(`The sample library cannot be added: ${String(failure)}`)
    })
  }
}

async function offerSamples(terminal: Terminal, client: LearnPathClient, stopping: AbortSignal): Promise<void> {
  const answer = await askOnce('Add the sample library now? [y/N] ', stopping)
  if (!/^\s*(y|yes|j|ja)\s*$/i.test(answer)) return
  const { added } = await client.addSampleLibrary()
  const ready = await awaitDocuments(
    client,
    added.map(({ document }) => document),
    () => undefined,
  )
  terminal.line(`${ready.length} sample documents can be searched. Try: npx learnpath ask "What is photosynthesis?"`)
}

/** @returns nothing when the server is told to stop before there is an answer */
async function askOnce(question: string, stopping: AbortSignal): Promise<string> {
  const prompt = createInterface({ input: process.stdin, output: process.stderr })
  // The prompt takes Ctrl-C for itself; here it means the server.
  prompt.on('SIGINT', () => process.kill(process.pid, 'SIGINT'))
  try {
    return await prompt.question(question, { signal: stopping })
  } catch (failure) {
    if (failure instanceof Error && failure.name === 'AbortError') return '' // Told to stop, or the end of the input.
    throw failure
  } finally {
    prompt.close()
  }
}
