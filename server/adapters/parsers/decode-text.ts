import chardet from 'chardet'
import iconv from 'iconv-lite'
import { LearnPathError } from '@learnpath/contracts'
import { byteOrderMark, looksBinary, SAMPLE_BYTES, utf16Without } from './looks-binary.ts'

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
