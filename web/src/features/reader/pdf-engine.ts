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

/** Starts to open a PDF; `destroy()` of the task ends it and all that came of it. */
export async function openPdf(url: string): Promise<PdfEngine.PDFDocumentLoadingTask> {
  const { engine, worker } = await startPdfEngine()
  return engine.getDocument({
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
}
