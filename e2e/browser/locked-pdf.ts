import { createHash } from 'node:crypto'

/** What the standard fills passwords up with (ISO 32000-1, 7.6.3.3). */
const PADDING = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex')
const PERMISSIONS = -4
const FILE_ID = Buffer.from('learnpath-locked')
const CONTENT_OBJECT = 4
const KEY_BYTES = 5

const md5 = (...parts: readonly Uint8Array[]): Buffer => createHash('md5').update(Buffer.concat(parts)).digest()
const padded = (password: string): Buffer => Buffer.concat([Buffer.from(password, 'latin1'), PADDING]).subarray(0, 32)

/** The cipher of the oldest locked documents; Node offers it no more. */
function rc4(key: Uint8Array, data: Uint8Array): Buffer {
  const state = Uint8Array.from({ length: 256 }, (_, index) => index)
  const at = (index: number): number => state[index] ?? 0
  const swap = (a: number, b: number): void => {
    ;[state[a], state[b]] = [at(b), at(a)]
  }
  for (let index = 0, other = 0; index < 256; index += 1) {
    other = (other + at(index) + (key[index % key.length] ?? 0)) % 256
    swap(index, other)
  }
  let first = 0
  let second = 0
  return Buffer.from(
    data.map((byte) => {
      first = (first + 1) % 256
      second = (second + at(first)) % 256
      swap(first, second)
      return byte ^ at((at(first) + at(second)) % 256)
    }),
  )
}

/** A PDF of one page with these lines that opens with the password alone. */
export function lockedPdf(lines: readonly string[], password: string): Buffer {
  const owner = rc4(md5(padded(password)).subarray(0, KEY_BYTES), padded(password))
  const permissions = Buffer.alloc(4)
  permissions.writeInt32LE(PERMISSIONS)
  const key = md5(padded(password), owner, permissions, FILE_ID).subarray(0, KEY_BYTES)
  const user = rc4(key, PADDING)
  const shown = lines.map((line) => `(${line.replaceAll(/[\\()]/g, String.raw`\$&`)}) Tj 0 -18 Td`).join('\n')
  const objectKey = md5(key, Buffer.from([CONTENT_OBJECT, 0, 0, 0, 0])).subarray(0, KEY_BYTES + 5)
  const content = rc4(objectKey, Buffer.from(`BT /F1 12 Tf 72 720 Td\n${shown}\nET`, 'latin1'))
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content.toString('latin1')}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    `<< /Filter /Standard /V 1 /R 2 /O <${owner.toString('hex')}> /U <${user.toString('hex')}> /P ${PERMISSIONS} >>`,
  ]
  return pdfOf(objects, `/Root 1 0 R /Encrypt 6 0 R /ID [<${FILE_ID.toString('hex')}> <${FILE_ID.toString('hex')}>]`)
}

function pdfOf(objects: readonly string[], trailer: string): Buffer {
  let file = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const offset = file.length
    file += `${index + 1} 0 obj\n${object}\nendobj\n`
    return `${String(offset).padStart(10, '0')} 00000 n \n`
  })
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`
  const end = `trailer\n<< /Size ${objects.length + 1} ${trailer} >>\nstartxref\n${file.length}\n%%EOF\n`
  return Buffer.from(file + table + end, 'latin1')
}
