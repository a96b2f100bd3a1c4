import { LearnPathError } from '@learnpath/contracts'
import type { DocumentFormat } from '@learnpath/contracts'
import { looksBinary } from './looks-binary.ts'

const TEXT_FORMATS: Readonly<Record<string, DocumentFormat>> = {
  md: 'markdown',
  markdown: 'markdown',
  mdown: 'markdown',
  mkd: 'markdown',
  mdx: 'markdown',
  html: 'html',
  htm: 'html',
  xhtml: 'html',
}

/** Kinds of files that look like text or like Office documents, but are neither. */
const UNSUPPORTED: readonly (readonly [string, string])[] = [
  ['\xd0\xcf\x11\xe0', 'it is an old binary Office file; save it as DOCX or PDF'],
  ['{\\rtf', 'it is an RTF file; save it as DOCX or PDF'],
  ['%!PS', 'it is a PostScript file; save it as PDF'],
]

/** Tells the format from a file's first bytes; its name only decides between kinds of text. @throws LP_PARSE_EMPTY, LP_PARSE_UNSUPPORTED */
export function detectFormat(head: Uint8Array, name: string): DocumentFormat {
  if (head.length === 0) throw new LearnPathError('LP_PARSE_EMPTY', { detail: 'the file has no bytes' })
  const extension = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  const start = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, 4096)).toString('latin1')
  if (start.slice(0, 1024).includes('%PDF')) return 'pdf'
  if (start.startsWith('PK\x03\x04') || start.startsWith('PK\x05\x06')) return zipFormat(start, extension)
  // A Word document with a password is wrapped like an old Office file.
  const other = extension === 'docx' ? undefined : UNSUPPORTED.find(([magic]) => start.startsWith(magic))
  if (other !== undefined) throw unsupported(other[1])
  // Their parsers can say what is wrong with a file that only claims to be one.
  if (extension === 'pdf' || extension === 'docx') return extension
  if (looksBinary(head)) throw unsupported('its bytes are not text')
  return TEXT_FORMATS[extension] ?? (looksLikeHtml(start) ? 'html' : 'text')
}

function zipFormat(start: string, extension: string): DocumentFormat {
  const first = start.slice(30, 600)
  if (extension === 'docx' || start.includes('word/')) return 'docx'
  if (first.startsWith('[Content_Types].xml') && !/^(?:xlsx|pptx|xlsm|pptm|vsdx)$/.test(extension)) return 'docx'
  throw unsupported('it is a ZIP archive, but not a Word document')
}

function looksLikeHtml(start: string): boolean {
  const text = start
    .replace(/^\xef\xbb\xbf/, '')
    .replace(/\0/g, '')
    .replace(/^(?:\s|<!--[\s\S]*?-->|<\?xml[^>]*>)+/, '')
  return /^<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>])/i.test(text)
}

function unsupported(detail: string): LearnPathError {
  return new LearnPathError('LP_PARSE_UNSUPPORTED', { detail })
}
