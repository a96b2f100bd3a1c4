import type * as PdfEngine from 'pdfjs-dist'

/** Where the server has the engine's worker, and what it needs for fonts and pictures that a PDF does not bring along. */
const HOME = '/app/pdfjs'
/** Bytes fetched at once. Thick PDFs are fetched in parts, those of the pages that are shown. */
const PART_BYTES = 2 ** 18

/** The engine, fetched when the first PDF is opened. The build for browsers that are not the newest. */
export const loadPdfEngine = async (): Promise<typeof PdfEngine> => {
  const engine = await import('pdfjs-dist/legacy/build/pdf.mjs')
  engine.GlobalWorkerOptions.workerSrc = `${HOME}/pdf.worker.mjs`
  return engine
}

/** Starts to open a PDF; `destroy()` of the task ends it and all that came of it. */
export async function openPdf(url: string): Promise<PdfEngine.PDFDocumentLoadingTask> {
  const engine = await loadPdfEngine()
  return engine.getDocument({
    url,
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
