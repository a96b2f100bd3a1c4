import type { ExportFormat, ExportQuery } from '@learnpath/contracts'
import { collectInSlices } from '../../kernel/breathe.ts'
import type { ExportContent } from './content/export-entry.ts'
import { gatherContent } from './content/gather-content.ts'
import type { ExportedFile } from './exchange-api.ts'
import type { ExchangeDependencies } from './exchange-dependencies.ts'
import { fileName } from './file-name.ts'
import { ankiNotes } from './formats/anki-notes.ts'
import { ankiTsv } from './formats/anki-tsv.ts'
import { csv } from './formats/csv.ts'
import { gift } from './formats/gift.ts'
import { learningJson } from './formats/learning-json.ts'
import { markdown } from './formats/markdown.ts'
import { moodleXml } from './formats/moodle-xml.ts'
import { printableQuestions } from './formats/printable-questions.ts'
import { qtiFiles } from './formats/qti-package.ts'

interface Writer {
  readonly extension: string
  readonly contentType: string
  /** Text piece by piece, or the bytes of a package. */
  readonly write: (content: ExportContent, dependencies: ExchangeDependencies) => Iterable<string> | Promise<Uint8Array>
}

/** About a millisecond's work. */
const ENTRIES_PER_SLICE = 20

const WRITERS: Readonly<Record<ExportFormat, Writer>> = {
  apkg: {
    extension: 'apkg',
    contentType: 'application/apkg',
    write: async (content, { ankiPackages }) =>
      await ankiPackages.write(await collectInSlices(ankiNotes(content), ENTRIES_PER_SLICE), content.at),
  },
  'anki-tsv': { extension: 'tsv', contentType: 'text/tab-separated-values; charset=utf-8', write: ankiTsv },
  csv: { extension: 'csv', contentType: 'text/csv; charset=utf-8', write: csv },
  markdown: { extension: 'md', contentType: 'text/markdown; charset=utf-8', write: markdown },
  json: { extension: 'json', contentType: 'application/json', write: learningJson },
  gift: { extension: 'gift.txt', contentType: 'text/plain; charset=utf-8', write: gift },
  'moodle-xml': { extension: 'xml', contentType: 'application/xml', write: moodleXml },
  qti: {
    extension: 'qti.zip',
    contentType: 'application/zip',
    write: async (content, { writeZip }) => await writeZip(qtiFiles(content), content.at),
  },
  html: { extension: 'html', contentType: 'text/html; charset=utf-8', write: printableQuestions },
}

/** Cards or quiz items as a file. @throws LP_QUIZ_NOT_FOUND, LP_EXPORT_EMPTY */
export async function exportLearning(dependencies: ExchangeDependencies, query: ExportQuery): Promise<ExportedFile> {
  const content = await gatherContent(dependencies, query)
  const { extension, contentType, write } = WRITERS[query.format]
  const written = await write(content, dependencies)
  const bytes = written instanceof Uint8Array ? written : await encoded(written)
  return { name: fileName(content.title, content.at, extension), contentType, bytes }
}

async function encoded(text: Iterable<string>): Promise<Uint8Array> {
  const pieces = await collectInSlices(text, ENTRIES_PER_SLICE)
  return Buffer.concat(pieces.map((piece) => Buffer.from(piece)))
}
