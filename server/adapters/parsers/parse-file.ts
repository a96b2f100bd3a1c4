import { readFile } from 'node:fs/promises'
import { LearnPathError } from '@learnpath/contracts'
import type { ParseRequest } from '../../ports/document-parser.ts'
import type { ParsedDocument } from '../../ports/parsed-document.ts'
import { decodeText } from './decode-text.ts'
import { detectFormat } from './detect-format.ts'

export interface ParseBounds {
  /** Time that one run of an OCR program may take. */
  readonly programTimeoutMs: number
  /** Called after each page that OCR has read. */
  readonly onProgress?: () => void
}

const HEAD_BYTES = 8192

/** Reads one document here and now. Each format's library is loaded when first needed. @throws LP_PARSE_… */
export async function parseFile(request: ParseRequest, bounds: ParseBounds): Promise<ParsedDocument> {
  const bytes = await readBytes(request.file)
  const format = detectFormat(bytes.subarray(0, HEAD_BYTES), request.name)
  const parsed = await parseFormat(format, bytes, request, bounds)
  if (parsed.text === '') throw new LearnPathError('LP_PARSE_EMPTY', { detail: 'there is no text in it' })
  return parsed
}

async function parseFormat(
  format: ParsedDocument['format'],
  bytes: Uint8Array,
  request: ParseRequest,
  bounds: ParseBounds,
): Promise<ParsedDocument> {
  switch (format) {
    case 'markdown': {
      const { parseMarkdown } = await import('./parse-markdown.ts')
      return await parseMarkdown(decodeText(bytes))
    }
    case 'text': {
      const { parseText } = await import('./parse-text.ts')
      return parseText(decodeText(bytes))
    }
    case 'html': {
      const { parseHtml } = await import('./parse-html.ts')
      return parseHtml(bytes)
    }
    case 'pdf': {
      const { parsePdf } = await import('./pdf/parse-pdf.ts')
      const { PageRecogniser } = await import('./ocr.ts')
      const recogniser = new PageRecogniser(request.file, request.password, bounds.programTimeoutMs)
      return await parsePdf(bytes, request.password, async (page) => {
        const text = await recogniser.recognise(page)
        bounds.onProgress?.()
        return text
      })
    }
    case 'docx': {
      const { parseDocx } = await import('./docx/parse-docx.ts')
      return parseDocx(bytes)
    }
  }
}

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file)
  } catch (error) {
    const isHuge = (error as NodeJS.ErrnoException).code === 'ERR_FS_FILE_TOO_LARGE'
    const detail = `its bytes cannot be read (${error instanceof Error ? error.message : String(error)})`
    throw new LearnPathError(isHuge ? 'LP_PARSE_TOO_LARGE' : 'LP_PARSE_CRASHED', { detail, cause: error })
  }
}
