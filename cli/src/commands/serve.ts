import { createInterface } from 'node:readline/promises'
import { createClient } from '@learnpath/contracts'
import { environment } from '../../../server/app/environment.ts'
import { startLearnPath, type LearnPath } from '../../../server/app/learnpath.ts'
import { readSettings } from '../../../server/app/settings.ts'
import { awaitDocuments } from '../await-documents.ts'
import type { Terminal } from '../terminal.ts'

/** Starts the server and stays until it is told to stop. @returns 0 after an orderly stop */
export async function serve(terminal: Terminal): Promise<number> {
  const settings = readSettings(environment())
  const learnPath = await startLearnPath(settings, { ingest: true })
  let url: string
  try {
    url = await learnPath.listen()
  } catch (failure) {
    await learnPath.stop()
    throw failure
  }
  const stopped = stopOnSignal(terminal, learnPath)
  await welcome(terminal, learnPath, url)
  await stopped
  return 0
}

/** `npm start` hands on a Ctrl-C that the terminal has sent to this process already: it counts once. */
const SAME_SIGNAL_MS = 500

/** The first signal stops in order, a second one at once: nothing acknowledged is lost either way. */
async function stopOnSignal(terminal: Terminal, learnPath: LearnPath): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    let stoppingSince: number | null = null
    const onSignal = () => {
      if (stoppingSince !== null) {
        if (performance.now() - stoppingSince > SAME_SIGNAL_MS) process.exit(1)
        return
      }
      stoppingSince = performance.now()
      terminal.note('Stopping; work that is not finished goes on at the next start …')
      learnPath.stop().then(resolve, reject)
    }
    process.on('SIGINT', onSignal)
    process.on('SIGTERM', onSignal)
  })
}

async function welcome(terminal: Terminal, learnPath: LearnPath, url: string): Promise<void> {
  const { style } = terminal
  const client = createClient({ baseUrl: url, fetch: async (request) => await learnPath.fetch(request) })
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
  terminal.line()
  terminal.line('Next, here in the browser or in another terminal:')
  terminal.line('  npx learnpath add PATH…        add files or folders')
  if (sampleLibrary.offered) terminal.line('  npx learnpath samples          or start with a small sample library')
  terminal.line('  npx learnpath ask "…"          ask them something')
  if (sampleLibrary.offered && process.stdin.isTTY && terminal.interactive) await offerSamples(terminal, learnPath)
}

async function offerSamples(terminal: Terminal, learnPath: LearnPath): Promise<void> {
  const prompt = createInterface({ input: process.stdin, output: process.stderr })
  const answer = await prompt.question('Add the sample library now? [y/N] ').catch(() => '')
  prompt.close()
  if (!/^\s*(y|yes|j|ja)\s*$/i.test(answer)) return
  const client = createClient({
    baseUrl: learnPath.url ?? '',
    fetch: async (request) => await learnPath.fetch(request),
  })
  const { added } = await client.addSampleLibrary()
  const ready = await awaitDocuments(
    client,
    added.map(({ document }) => document),
    () => undefined,
  )
  terminal.line(`${ready.length} sample documents can be searched. Try: npx learnpath ask "What is photosynthesis?"`)
}
