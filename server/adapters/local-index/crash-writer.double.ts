import { createLocalKeywordIndex } from './keyword-index.ts'
import { crashDocument } from './crash-document.double.ts'

/** Process to be killed: changes documents without end and prints each sequence once it is durable. */
const [folder = ''] = process.argv.slice(2)
const index = await createLocalKeywordIndex({ folder })
for (let sequence = index.durableSequence + 1; ; sequence++) {
  const { documentId, entries } = crashDocument(sequence)
  await index.replaceDocument(sequence, documentId, entries)
  if (sequence % 7 !== 0) continue
  await (sequence % 3 === 0 ? index.purgeDeleted() : index.flush())
  process.stdout.write(`${index.durableSequence}\n`)
}
