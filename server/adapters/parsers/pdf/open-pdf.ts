import { createRequire } from 'node:module'
import { dirname, join, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { LearnPathError } from '@learnpath/contracts'
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** Opens a PDF with pdf.js: no scripts, no network, no picture decoding. @throws LP_PARSE_PASSWORD_NEEDED, …_WRONG, LP_PARSE_DAMAGED */
export async function openPdf(bytes: Uint8Array, password: string | undefined): Promise<PDFDocumentProxy> {
  try {
    return await open(bytes, password)
  } catch (error) {
    const wasWrong = error instanceof LearnPathError && error.code === 'LP_PARSE_PASSWORD_WRONG'
    const prepared = password === undefined ? undefined : preparedPassword(password)
    if (!wasWrong || prepared === password) throw error
    return await open(bytes, prepared)
  }
}

/** RFC 3454, table B.1: characters that are mapped to nothing. */
const MAPPED_TO_NOTHING = new Set([
  0xad,
  0x34f,
  0x1806,
  0x180b,
  0x180c,
  0x180d,
  0x200b,
  0x200c,
  0x200d,
  0x2060,
  0xfeff,
  ...Array.from({ length: 16 }, (_, selector) => 0xfe00 + selector),
])

/** PDF 2.0 encrypts with the prepared form of a password (SASLprep, RFC 4013: mapping and NFKC), which pdf.js leaves to us. */
export function preparedPassword(password: string): string {
  return Array.from(password)
    .filter((character) => !MAPPED_TO_NOTHING.has(character.codePointAt(0) ?? 0))
    .join('')
    .replaceAll(/\p{Zs}/gu, ' ')
    .normalize('NFKC')
}

async function open(bytes: Uint8Array, password: string | undefined): Promise<PDFDocumentProxy> {
  const pdfjs = await import('pdfjs-dist/legacy/build/pdf.min.mjs')
  const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
  pdfjs.GlobalWorkerOptions.workerSrc = pathToFileURL(join(folder, 'legacy', 'build', 'pdf.worker.min.mjs')).href
  try {
    const task = pdfjs.getDocument({
      // pdf.js takes the buffer for itself.
      data: new Uint8Array(bytes),
      ...(password === undefined ? {} : { password }),
      isEvalSupported: false,
      enableXfa: false,
      disableFontFace: true,
      useSystemFonts: false,
      useWorkerFetch: false,
      isOffscreenCanvasSupported: false,
      isImageDecoderSupported: false,
      maxImageSize: 1,
      cMapUrl: join(folder, 'cmaps') + sep,
      cMapPacked: true,
      standardFontDataUrl: join(folder, 'standard_fonts') + sep,
      wasmUrl: join(folder, 'wasm') + sep,
      verbosity: 0,
    })
    return await task.promise
  } catch (error) {
    throw openingError(error, password)
  }
}

function openingError(error: unknown, password: string | undefined): LearnPathError {
  const name = error instanceof Error ? error.name : ''
  if (name === 'PasswordException') {
    return new LearnPathError(password === undefined ? 'LP_PARSE_PASSWORD_NEEDED' : 'LP_PARSE_PASSWORD_WRONG')
  }
  return new LearnPathError('LP_PARSE_DAMAGED', {
    detail: error instanceof Error ? error.message : String(error),
    cause: error,
  })
}
