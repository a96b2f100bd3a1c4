import chardet from 'chardet'
import iconv from 'iconv-lite'
import { LearnPathError } from '@learnpath/contracts'

/** Longer marks first: UTF-32 begins like UTF-16. */
const BYTE_ORDER_MARKS: readonly (readonly [string, ...number[]])[] = [
  ['utf-32le', 0xff, 0xfe, 0, 0],
  ['utf-32be', 0, 0, 0xfe, 0xff],
  ['utf-8', 0xef, 0xbb, 0xbf],
  ['utf-16le', 0xff, 0xfe],
  ['utf-16be', 0xfe, 0xff],
]
const SAMPLE_BYTES = 64 * 1024

/** Text of bytes in any usual encoding. `declared` is a name the document gives itself (HTML). @throws LP_PARSE_UNSUPPORTED */
export function decodeText(bytes: Uint8Array, declared?: string): string {
  const encoding = byteOrderMark(bytes) ?? utf16Without(bytes) ?? (isUtf8(bytes) ? 'utf-8' : undefined)
  if (encoding === undefined && looksBinary(bytes)) {
    throw new LearnPathError('LP_PARSE_UNSUPPORTED', { detail: 'the file is not text' })
  }
  const chosen = encoding ?? (declared !== undefined && iconv.encodingExists(declared) ? declared : guess(bytes))
  if (chosen === 'utf-8') return new TextDecoder('utf-8').decode(bytes)
  return iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), chosen)
}

/** Whether these first bytes of a file are something else than text. */
export function looksBinary(head: Uint8Array): boolean {
  if (byteOrderMark(head) !== undefined || utf16Without(head) !== undefined) return false
  const sample = head.subarray(0, SAMPLE_BYTES)
  let odd = 0
  for (const byte of sample) {
    if (byte === 0) return true
    if (isControl(byte)) odd++
  }
  return odd * 20 > sample.length
}

/** Controls other than tab, line ends, form feed and escape (ISO 2022). */
function isControl(byte: number): boolean {
  return byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13 && byte !== 27
}

function byteOrderMark(bytes: Uint8Array): string | undefined {
  return BYTE_ORDER_MARKS.find(([, ...mark]) => mark.every((byte, index) => bytes[index] === byte))?.[0]
}

/** UTF-16 without a mark: zero bytes on one side only, because spaces, line ends and Latin letters have them there. */
function utf16Without(bytes: Uint8Array): string | undefined {
  const length = Math.min(bytes.length, SAMPLE_BYTES) & ~1
  if (length < 4) return undefined
  let even = 0
  let odd = 0
  for (let index = 0; index < length; index += 2) {
    const first = bytes[index] ?? 0
    const second = bytes[index + 1] ?? 0
    if (isControl(first === 0 ? second : second === 0 ? first : 32)) return undefined
    if (first === 0) even++
    if (second === 0) odd++
  }
  const pairs = length / 2
  if (odd > pairs * 0.1 && even < pairs * 0.005) return 'utf-16le'
  if (even > pairs * 0.1 && odd < pairs * 0.005) return 'utf-16be'
  return undefined
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return !bytes.subarray(0, SAMPLE_BYTES).includes(0)
  } catch {
    return false
  }
}

function guess(bytes: Uint8Array): string {
  const [best] = chardet.analyse(bytes.subarray(0, SAMPLE_BYTES))
  // Western texts are often mistaken for rare encodings with little confidence; Windows-1252 is by far the likeliest.
  if (best === undefined || best.confidence < 20 || !iconv.encodingExists(best.name)) return 'windows-1252'
  return best.name === 'ISO-8859-1' || best.name === 'UTF-8' || best.name === 'ASCII' ? 'windows-1252' : best.name
}
