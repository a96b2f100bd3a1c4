import { createRecordingLogger } from '../../ports/logger.double.ts'
import { CRASH_DIMENSIONS, crashDocument } from './crash-document.double.ts'
import { createLocalVectorIndex } from './vector-index.ts'

/** Process to be killed: changes documents without end and prints each sequence once it is durable. */
const [folder = ''] = process.argv.slice(2)
const index = await createLocalVectorIndex({ folder, dimensions: CRASH_DIMENSIONS, logger: createRecordingLogger() })
for (let sequence = index.durableSequence + 1; ; sequence++) {
  const { documentId, entries } = crashDocument(sequence)
  await index.replaceDocument(sequence, documentId, entries)
  if (sequence % 7 !== 0) continue
  await (sequence % 3 === 0 ? index.purgeDeleted() : index.flush())
  process.stdout.write(`${index.durableSequence}\n`)
}
