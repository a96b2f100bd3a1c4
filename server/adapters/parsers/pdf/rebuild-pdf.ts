const OBJECT = /(?:^|[\s>\])])(\d{1,8})[ \t\r\n]+(\d{1,5})[ \t\r\n]+obj\b/g
const MAX_BYTES = 64 * 1024 * 1024

/**
 * Writes a damaged PDF anew from the objects found in it: a fresh cross-reference table and trailer, missing ends of streams and
 * missing kinds of fonts put in. Null when there is nothing to build from (no catalog, or its objects are packed in streams).
 */
export function rebuildPdf(bytes: Uint8Array): Uint8Array | null {
  if (bytes.length > MAX_BYTES) return null
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  if (/\/Type\s*\/ObjStm/.test(source) || /\/Encrypt\b/.test(source)) return null
  const objects = objectsOf(source)
  const root = [...objects].findLast(([, object]) => /\/Type\s*\/Catalog\b/.test(object.body))
  if (root === undefined) return null
  const parts = ['%PDF-1.7\n']
  let length = parts[0]?.length ?? 0
  const offsets = new Map<number, number>()
  for (const [number, object] of objects) {
    const text = `${number} 0 obj\n${mendObject(object.body)}\nendobj\n`
    offsets.set(number, length)
    parts.push(text)
    length += text.length
  }
  const size = Math.max(...offsets.keys()) + 1
  const rows = [...offsets].map(([number, offset]) => `${number} 1\n${String(offset).padStart(10, '0')} 00000 n \n`)
  parts.push(
    `xref\n0 1\n0000000000 65535 f \n${rows.join('')}trailer\n<</Root ${root[0]} 0 R/Size ${size}>>\nstartxref\n${length}\n%%EOF\n`,
  )
  return Buffer.from(parts.join(''), 'latin1')
}

/** The last version of every object, by number. */
function objectsOf(source: string): Map<number, { body: string }> {
  const found = [...source.matchAll(OBJECT)].map((match) => ({
    number: Number(match[1]),
    start: match.index,
    body: match.index + match[0].length,
  }))
  const objects = new Map<number, { body: string }>()
  found.forEach(({ number, body }, index) => {
    const limit = found[index + 1]?.start ?? source.length
    const text = source.slice(body, limit)
    const end = text.lastIndexOf('endobj')
    const cut = end < 0 ? text.search(/\bxref\b|\btrailer\b|\bstartxref\b/) : end
    objects.set(number, { body: cut < 0 ? text : text.slice(0, cut) })
  })
  return objects
}

function mendObject(body: string): string {
  const stream = /\bstream\r?\n/.exec(body)
  if (stream === null) return mendFonts(body)
  const head = body.slice(0, stream.index)
  const rest = body.slice(stream.index + stream[0].length)
  const end = rest.lastIndexOf('endstream')
  const data = end < 0 ? rest.trimEnd() : rest.slice(0, end).replace(/\r?\n$/, '')
  const dictionary = head.replace(/\/Length\s+\d+(?:\s+\d+\s+R)?/, '').replace(/<</, `<</Length ${data.length} `)
  return `${dictionary}stream\n${data}\nendstream`
}

/** A font must say its kind; without it readers that are lenient take it for Type1. */
function mendFonts(body: string): string {
  return body.replace(/<<(?:(?!<<|>>)[\s\S])*>>/g, (dictionary) => {
    const isFontWithoutKind =
      /\/Type\s*\/Font\b/.test(dictionary) && !dictionary.includes('/Subtype') && dictionary.includes('/BaseFont')
    return isFontWithoutKind ? dictionary.replace('<<', '<</Subtype /Type1 ') : dictionary
  })
}
