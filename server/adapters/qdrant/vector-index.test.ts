import { vectorIndexContract } from '../../ports/vector-index.contract.ts'
import { STATE_ID } from './collection.ts'
import { createCollections } from './collections.ts'
import { openQdrantSubject } from './testing/qdrant-subject.ts'
import { createQdrantVectorIndexStore } from './vector-index-store.ts'

function runContract(name: string, realUrl?: string): void {
  vectorIndexContract(name, async () => {
    const subject = await openQdrantSubject(realUrl === undefined ? {} : { realUrl })
    const collection = `${subject.layout.prefix}-vectors-g`
    return {
      openStore: () => createQdrantVectorIndexStore(subject),
      async storedBytes() {
        return await Promise.resolve(Buffer.from(subject.imitation?.collections.get(collection)?.dump() ?? ''))
      },
      damage: [
        {
          name: 'collection gone',
          apply: async () => {
            await createCollections(subject.connection).drop(collection)
          },
        },
        {
          name: 'state gone',
          apply: async () => {
            const body = { points: [STATE_ID] }
            const path = `/collections/${collection}/points/delete?wait=true`
            await subject.connection.ask({ method: 'POST', path, body, operation: 'test' })
            subject.imitation?.collections.get(collection)?.lose(STATE_ID)
          },
        },
      ],
      cleanUp: subject.cleanUp,
    }
  })
}

runContract('imitated Qdrant')
const realUrl = process.env['LEARNPATH_TEST_QDRANT_URL']
if (realUrl !== undefined) runContract('Qdrant', realUrl)
