import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PDFDocument, StandardFonts } from 'pdf-lib'
import { createIsolatedDocumentParser } from '../../server/adapters/parsers/document-parser.ts'
import type { Benchmark, BenchmarkContext, Measurement } from '../benchmark.ts'

const RUNS = 15
const SENTENCE =
  'The cell wall of a plant gives it shape, and the vacuole keeps the pressure that holds the wall in place. '

export const benchmark: Benchmark = {
  name: 'parsing-speed',
  description: 'Time to parse one document in a warm reader process, with its start and the way between the processes.',
  run,
}

async function run(context: BenchmarkContext): Promise<readonly Measurement[]> {
  const documents = [
    { name: 'Markdown of 50 KB', file: 'a.md', bytes: Buffer.from(markdownOf(50_000)) },
    {
      name: 'text of 100 KB',
      file: 'a.txt',
      bytes: Buffer.from(`${SENTENCE.repeat(6)}\n\n`.repeat(155).slice(0, 100_000)),
    },
    { name: 'PDF of 10 pages', file: 'a.pdf', bytes: await pdfOf(10) },
  ]
  const results: Measurement[] = []
  for (const document of documents) {
    const file = join(context.scratchFolder, document.file)
    await writeFile(file, document.bytes)
    const parser = createIsolatedDocumentParser({ concurrency: 1, timeoutMs: 60_000, memoryMb: 512, idleMs: 60_000 })
    const times: number[] = []
    for (let index = 0; index < RUNS; index++) {
      const started = performance.now()
      await parser.parse({ file, name: document.file })
      times.push(performance.now() - started)
    }
    await parser.close()
    const [first = 0, ...warm] = times
    results.push(
      { name: `${document.name}: reader process started for it`, value: first, unit: 'ms' },
      { name: `${document.name}: second document of the process`, value: warm[0] ?? 0, unit: 'ms' },
      {
        name: `${document.name}: warm, median`,
        value: warm.toSorted((a, b) => a - b)[warm.length >> 1] ?? 0,
        unit: 'ms',
      },
    )
  }
  return results
}

function markdownOf(bytes: number): string {
  let text = ''
  for (let section = 1; text.length < bytes; section++) {
    text += `## Section ${section}\n\n${SENTENCE.repeat(3)}\n\n- **First** point with \`code\`\n- Second [link](https://example.org/${section})\n\n${SENTENCE.repeat(2)}\n\n`
  }
  return text.slice(0, bytes)
}

async function pdfOf(pages: number): Promise<Uint8Array> {
  const document = await PDFDocument.create()
  const font = await document.embedFont(StandardFonts.Helvetica)
  for (let number = 1; number <= pages; number++) {
    const page = document.addPage([595, 842])
    for (let line = 0; line < 48; line++) {
      page.drawText(SENTENCE.slice(0, 90), { x: 60, y: 780 - line * 15, size: 10, font })
    }
  }
  return await document.save()
}
