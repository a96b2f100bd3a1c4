/** Longer marks first: UTF-32 begins like UTF-16. */
const BYTE_ORDER_MARKS: readonly (readonly [string, ...number[]])[] = [
  ['utf-32le', 0xff, 0xfe, 0, 0],
  ['utf-32be', 0, 0, 0xfe, 0xff],
  ['utf-8', 0xef, 0xbb, 0xbf],
  ['utf-16le', 0xff, 0xfe],
  ['utf-16be', 0xfe, 0xff],
]
export const SAMPLE_BYTES = 64 * 1024

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

export function byteOrderMark(bytes: Uint8Array): string | undefined {
  return BYTE_ORDER_MARKS.find(([, ...mark]) => mark.every((byte, index) => bytes[index] === byte))?.[0]
}

/** UTF-16 without a mark: zero bytes on one side only, because spaces, line ends and Latin letters have them there. */
export function utf16Without(bytes: Uint8Array): string | undefined {
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
