import { createReadStream, existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { LearnPathError, type AddDocumentsResponse } from '@learnpath/contracts'
import type { IngestionApi } from '../modules/ingestion/index.ts'

const COLLECTION = 'samples'
/** Beside the documents, and none of them. */
const QUESTION_SETS = 'question-sets'

/** Adds the documents that come with the product. Adding them twice changes nothing. @throws LP_SAMPLES_MISSING */
export async function addSampleLibrary(
  ingestion: IngestionApi,
  installation: { readonly folder: string },
): Promise<AddDocumentsResponse> {
  const folder = join(installation.folder, 'samples')
  if (!existsSync(folder)) throw new LearnPathError('LP_SAMPLES_MISSING', { detail: folder })
  const response: AddDocumentsResponse = { added: [], refused: [] }
  for (const file of await filesIn(folder)) {
    const path = relative(folder, file).split(sep).join('/')
    response.added.push(await ingestion.add({ path, collection: COLLECTION, bytes: createReadStream(file) }))
  }
  return response
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.') && !entry.parentPath.endsWith(QUESTION_SETS))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
}
