// Writes the PDF and DOCX files of samples/ from their Markdown sources..
// The Markdown, HTML and text samples are written by hand and are their own source.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ROOT } from '../dependencies.mjs'
import { outlineOf } from '../samples/document-outline.mjs'
import { writeDocx } from '../samples/write-docx.mjs'
import { writePdf } from '../samples/write-pdf.mjs'

const SAMPLES = [
  { source: 'photosynthesis', target: 'english/photosynthesis.pdf', language: 'en', write: writePdf },
  { source: 'planning-a-study-week', target: 'english/planning-a-study-week.docx', language: 'en', write: writeDocx },
  { source: 'drehstrommotor', target: 'deutsch/drehstrommotor.pdf', language: 'de', write: writePdf },
  { source: 'sps-zeitglieder', target: 'deutsch/sps-zeitglieder.docx', language: 'de', write: writeDocx },
]

/** @returns {Promise<[string, Uint8Array][]>} path below the repository and bytes */
export async function makeSamples() {
  return await Promise.all(
    SAMPLES.map(async ({ source, target, language, write }) => {
      const blocks = outlineOf(readFileSync(join(ROOT, `tools/samples/${source}.md`), 'utf8'))
      const title = blocks[0].runs.map((run) => run.text).join('')
      return [`samples/${target}`, await write(blocks, { title, language })]
    }),
  )
}

if (import.meta.filename === process.argv[1]) {
  for (const [path, bytes] of await makeSamples()) {
    mkdirSync(dirname(join(ROOT, path)), { recursive: true })
    writeFileSync(join(ROOT, path), bytes)
    console.log(`${path} ${bytes.length} bytes`)
  }
}
