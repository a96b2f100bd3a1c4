import type { LabelFile, LabelsAdded } from '@learnpath/contracts'
import { breathe } from '../../../../kernel/breathe.ts'
import { findQuote, findWords } from '../../../../kernel/text/find-quote.ts'
import type { LabelLibrary } from './label-library.ts'
import { orNull } from './place-labels.ts'
import type { StoredPassage, StoredQuestion } from './stored-labels.ts'

const DEFAULT_COLLECTION = 'library'
const WHOLE = ''

type FilePassage = LabelFile['questions'][number]['passages'][number]

/** The passage in this library, or in words why it cannot be taken. */
async function findPassage(library: LabelLibrary, wanted: FilePassage): Promise<StoredPassage | string> {
  const { path, quote, grade, start = 0, collection = DEFAULT_COLLECTION } = wanted
  const document = await orNull(async () => {
    const { id } = await library.collection(collection)
    return await library.findByPath(id, path)
  })
  if (document === null) return `there is no document ${path} in ${collection}`
  const text = await orNull(async () => await library.text(document.id))
  if (text === null) return `${path} cannot be read yet`
  const { id: documentId, title } = document
  const { versionHash } = text
  const named = { documentId, collection, path, title, versionHash, grade }
  if (quote === WHOLE) return { ...named, start: 0, end: text.text.length, quote, wholeDocument: true }
  const range = findQuote(text.text, quote, start) ?? findWords(text.text, quote)
  if (range === null) return `its words are not in ${path}`
  return { ...named, ...range, quote: text.text.slice(range.start, range.end), wholeDocument: false }
}

export interface FoundQuestions {
  readonly questions: StoredQuestion[]
  readonly left: LabelsAdded['left']
}

/** The questions of a file with their passages found in this library; those without any are left out and named. */
export async function findQuestions(
  library: LabelLibrary,
  file: LabelFile,
  made: { readonly now: number; readonly nextId: () => string },
): Promise<FoundQuestions> {
  const questions: StoredQuestion[] = []
  const left: LabelsAdded['left'] = []
  for (const { id, question, origin, passages } of file.questions) {
    const found = await Promise.all(passages.map(async (passage) => await findPassage(library, passage)))
    const there = found.filter((one) => typeof one !== 'string')
    const checked = origin === 'generated' ? 'rules' : 'person'
    if (there.length > 0) {
      questions.push({ id: id ?? made.nextId(), question, origin, checked, createdAt: made.now, passages: there })
    }
    const missing = found.find((one) => typeof one === 'string')
    if (there.length === 0) left.push({ question, reason: missing ?? 'it has no passages' })
    await breathe()
  }
  return { questions, left }
}
