import { keywordIndexContract } from '../../ports/keyword-index.contract.ts'
import { createCountingIdSource } from '../../ports/id-source.double.ts'
import { createRecordingLogger } from '../../ports/logger.double.ts'
import { createSystemClock } from '../system/system-clock.ts'
import { createQdrantKeywordIndexStore } from './keyword-index-store.ts'
import { BM25 } from './keyword-weights.ts'
import { openQdrantSubject } from './testing/qdrant-subject.ts'

const { k1, b, usualLength: averageLength } = BM25
const reference = { k1, b, averageLength, digits: 4 }

function runContract(name: string, realUrl?: string): void {
  keywordIndexContract(
    name,
    async () => {
      const subject = await openQdrantSubject(realUrl === undefined ? {} : { realUrl })
      const surroundings = {
        clock: createSystemClock(),
        idSource: createCountingIdSource(),
        logger: createRecordingLogger(),
      }
      return {
        open: async () => (await createQdrantKeywordIndexStore({ ...subject, ...surroundings })).current,
        cleanUp: subject.cleanUp,
      }
    },
    reference,
  )
}

runContract('imitated Qdrant')
const realUrl = process.env['LEARNPATH_TEST_QDRANT_URL']
if (realUrl !== undefined) runContract('Qdrant', realUrl)
