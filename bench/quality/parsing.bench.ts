import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { LearnPathError } from '@learnpath/contracts'
import { createIsolatedDocumentParser } from '../../server/adapters/parsers/document-parser.ts'
import type { DocumentParser } from '../../server/ports/document-parser.ts'
import type { ParsedDocument } from '../../server/ports/parsed-document.ts'
import type { Benchmark, BenchmarkContext, Measurement } from '../benchmark.ts'
import { tokenF1 } from '../../server/kernel/text/token-f1.ts'
import { plainTextOfMarkdown } from './plain-text-of-markdown.ts'

interface Pair {
  readonly file: string
  readonly expected: string
}

interface AwkwardFile {
  readonly file: string
  readonly password: string
  readonly reference_class: string
  readonly ref_chars_pdftotext: number
  readonly ref_chars_mutool: number
}

/** What a reference class is called here. A page without a text layer may have been read by OCR: then the warning says so. */
const CLASS_OF: Readonly<Record<string, string>> = {
  LP_PARSE_NO_TEXT: 'no-text',
  LP_PARSE_EMPTY: 'no-text',
  LP_PARSE_DAMAGED: 'unreadable',
  LP_PARSE_PASSWORD_NEEDED: 'needs-password',
}
const WORST_SHOWN = 3

export const benchmark: Benchmark = {
  name: 'parsing',
  description: 'Fidelity of the parsers: token F1 against expected Markdown per format, classes of awkward PDFs.',
  run,
}

async function run(context: BenchmarkContext): Promise<readonly Measurement[]> {
  const parser = createIsolatedDocumentParser({ concurrency: 2, timeoutMs: 120_000, memoryMb: 512, idleMs: 60_000 })
  try {
    const docling = join(context.dataFolder, 'docling', 'dev')
    const formats = [
      { name: 'docling PDF', target: 0.9, pairs: await pairsIn(join(docling, 'pdf'), '.pdf') },
      { name: 'docling DOCX', target: 0.95, pairs: await pairsIn(join(docling, 'docx'), '.docx') },
      { name: 'docling HTML', target: 0.95, pairs: await pairsIn(join(docling, 'html'), '.html') },
      { name: 'docling Markdown', target: 0.98, pairs: await pairsIn(join(docling, 'md'), '.md') },
      {
        name: 'rust-book DOCX',
        target: 0.95,
        pairs: await pairsIn(join(context.dataFolder, 'rust-book', 'dev', 'docx'), '.docx'),
      },
    ]
    const measurements: Measurement[] = []
    for (const { name, target, pairs } of formats) {
      if (pairs.length > 0) measurements.push(await fidelity(context, parser, { name, target, pairs }))
    }
    return [...measurements, ...(await awkward(context, parser))]
  } finally {
    await parser.close()
  }
}

/** A file's expected text is beside it: `<file>.expected.md`, `<name>.md`, or for Markdown the file itself. */
async function pairsIn(folder: string, extension: string): Promise<Pair[]> {
  if (!existsSync(folder)) return []
  const names = (await readdir(folder)).filter((name) => name.endsWith(extension) && !name.endsWith('.expected.md'))
  return names.toSorted().map((name) => {
    const file = join(folder, name)
    const expected = [`${file}.expected.md`, file.replace(/\.\w+$/, '.md')].find(existsSync) ?? file
    return { file, expected }
  })
}

async function fidelity(
  context: BenchmarkContext,
  parser: DocumentParser,
  set: { readonly name: string; readonly target: number; readonly pairs: readonly Pair[] },
): Promise<Measurement> {
  const scores: { file: string; f1: number }[] = []
  for (const { file, expected } of set.pairs) {
    const parsed = await parser.parse({ file, name: file })
    const { f1, precision, recall } = tokenF1(parsed.text, plainTextOfMarkdown(await readFile(expected, 'utf8')))
    context.log(`${f1.toFixed(3)} (precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}) ${file}`)
    scores.push({ file, f1 })
  }
  const worst = scores.toSorted((a, b) => a.f1 - b.f1).slice(0, WORST_SHOWN)
  return {
    name: `${set.name}: mean token F1 of ${scores.length} files`,
    value: scores.reduce((sum, score) => sum + score.f1, 0) / scores.length,
    unit: 'F1',
    target: { operator: '>=', value: set.target },
    note: `worst: ${worst.map(({ file, f1 }) => `${file.replace(/^.*[\\/]/, '')} ${f1.toFixed(3)}`).join(', ')}`,
  }
}

async function awkward(context: BenchmarkContext, parser: DocumentParser): Promise<Measurement[]> {
  const folder = join(context.dataFolder, 'awkward-pdf')
  const manifest = join(folder, 'manifest.jsonl')
  if (!existsSync(manifest)) return []
  const lines = (await readFile(manifest, 'utf8')).trim().split('\n')
  const files = lines.map((line) => JSON.parse(line) as AwkwardFile)
  let right = 0
  let failed = 0
  const ratios: boolean[] = []
  for (const file of files) {
    const outcome = await classify(parser, folder, file)
    if (outcome.className === file.reference_class || file.reference_class === 'timeout-in-reference') right++
    else context.log(`${file.file}: ${outcome.className}, reference ${file.reference_class}`)
    if (/TIMEOUT|CRASHED|TOO_LARGE/.test(outcome.className)) failed++
    if (file.reference_class === 'text' && outcome.parsed !== undefined) {
      ratios.push(hasExpectedLength(outcome.parsed, file))
    }
  }
  const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)
  return [
    {
      name: `awkward PDFs: right class of ${files.length}`,
      value: share(right, files.length),
      unit: 'share',
      target: { operator: '>=', value: 0.95 },
    },
    {
      name: 'awkward PDFs: crashed, timed out or too large',
      value: failed,
      unit: 'files',
      target: { operator: '<=', value: 0 },
    },
    {
      name: `awkward PDFs: characters within 10 % of a reference tool's, of ${ratios.length} read`,
      value: share(ratios.filter(Boolean).length, ratios.length),
      unit: 'share',
    },
  ]
}

async function classify(
  parser: DocumentParser,
  folder: string,
  file: AwkwardFile,
): Promise<{ className: string; parsed?: ParsedDocument }> {
  const request = { file: join(folder, file.file), name: file.file }
  try {
    // The reference tools were given the password where it is one they can use.
    const withPassword = file.password !== '' && file.reference_class === 'text'
    const parsed = await parser.parse(withPassword ? { ...request, password: file.password } : request)
    return { className: isAllOcr(parsed) ? 'no-text' : 'text', parsed }
  } catch (error) {
    if (!(error instanceof LearnPathError)) throw error
    return { className: CLASS_OF[error.code] ?? error.code }
  }
}

/** Every page with text was read by OCR: the file itself has no text layer. */
function isAllOcr(parsed: ParsedDocument): boolean {
  const warning = parsed.warnings.find((each) => each.includes('by OCR and may')) ?? ''
  const named = warning.replace(/ (?:was|were) .*$/, '').matchAll(/(\d+)(?:–(\d+))?/g)
  let pages = 0
  for (const [, first, last] of named) pages += Number(last ?? first) - Number(first) + 1
  return pages > 0 && parsed.pages.filter((page) => page.end > page.start).length <= pages
}

/** Within a tenth of what pdftotext or mutool gives, or between the two. */
function hasExpectedLength(parsed: ParsedDocument, file: AwkwardFile): boolean {
  const length = parsed.text.replace(/\s/g, '').length
  const references = [file.ref_chars_pdftotext, file.ref_chars_mutool]
  return length >= Math.min(...references) * 0.9 - 1 && length <= Math.max(...references) * 1.1 + 1
}
