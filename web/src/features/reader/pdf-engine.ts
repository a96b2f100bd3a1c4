import type * as PdfEngine from 'pdfjs-dist'

/** Where the server has the engine's worker, and what it needs for fonts and pictures that a PDF does not bring along. */
const HOME = '/app/pdfjs'
/** Bytes fetched at once. Thick PDFs are fetched in parts, those of the pages that are shown. */
const PART_BYTES = 2 ** 18

interface StartedEngine {
  readonly engine: typeof PdfEngine
  /** One for all PDFs: it takes longer to start than a PDF to open. */
  readonly worker: PdfEngine.PDFWorker
}

let started: Promise<StartedEngine> | null = null

/** The build for browsers that are not the newest. */
async function start(): Promise<StartedEngine> {
  const engine = await import('pdfjs-dist/legacy/build/pdf.mjs')
  engine.GlobalWorkerOptions.workerSrc = `${HOME}/pdf.worker.mjs`
  return { engine, worker: new engine.PDFWorker() }
}

/** The engine, started when it is first wanted. */
export function startPdfEngine(): Promise<StartedEngine> {
  started ??= start()
  return started
}

type AskPassword = (unlock: (password: string) => void, reason: number) => void

/** A PDF on its way; `destroy()` of the task ends it and all that came of it. */
export interface OpeningPdf {
  readonly task: PdfEngine.PDFDocumentLoadingTask
  /** Who is asked for a password; also for one that was wanted before. */
  readonly onPassword: (ask: AskPassword) => void
}

let expected: { readonly url: string; readonly opening: Promise<OpeningPdf> } | null = null

/** Begins to open a PDF that will be wanted in a moment, and fetches its page. One that fails is told when it is wanted. */
export function expectPdf(url: string, page: number): void {
  if (expected?.url === url) return
  const before = expected
  const opening = begin(url)
  expected = { url, opening }
  void before?.opening.then(async ({ task }) => await task.destroy()).catch(() => undefined)
  void opening.then(async ({ task }) => await (await task.promise).getPage(page)).catch(() => undefined)
}

/** Starts to open a PDF, or takes the one that was expected. */
export async function openPdf(url: string): Promise<OpeningPdf> {
  if (expected?.url !== url) return await begin(url)
  const { opening } = expected
  expected = null
  return await opening
}

async function begin(url: string): Promise<OpeningPdf> {
  const { engine, worker } = await startPdfEngine()
  const task = engine.getDocument({
    url,
    worker,
    cMapUrl: `${HOME}/cmaps/`,
    standardFontDataUrl: `${HOME}/standard_fonts/`,
    wasmUrl: `${HOME}/wasm/`,
    iccUrl: `${HOME}/iccs/`,
    rangeChunkSize: PART_BYTES,
    disableAutoFetch: true,
    disableStream: true,
    isEvalSupported: false,
    verbosity: 0,
  })
  let asker: AskPassword | null = null
  let wanted: Parameters<AskPassword> | null = null
  task.onPassword = (...question: Parameters<AskPassword>) => {
    if (asker === null) wanted = question
    else asker(...question)
  }
  return {
    task,
    onPassword(ask) {
      asker = ask
      if (wanted !== null) ask(...wanted)
      wanted = null
    },
  }
}
