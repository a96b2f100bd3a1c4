import { randomUUID } from 'node:crypto'
import { describe } from 'vitest'
import { revocationsContract } from '../../ports/revocations.contract.ts'
import { createInProcessRevocations } from '../system/in-process-revocations.ts'
import { createRedisRevocations } from './redis-revocations.ts'
import { openConnection } from './testing/open-connection.ts'

const url = process.env['LEARNPATH_TEST_REDIS_URL'] ?? ''

describe.skipIf(url === '')('revocations through Redis (needs LEARNPATH_TEST_REDIS_URL)', () => {
  revocationsContract('redis', async () => {
    const key = `test:${randomUUID()}`
    const closing: (() => Promise<void>)[] = []
    const another = async () => {
      const opened = await openConnection(url)
      const local = createInProcessRevocations()
      const revocations = await createRedisRevocations({ ...opened, local, key, origin: randomUUID() })
      closing.push(async () => {
        await revocations.close()
        opened.connection.close()
      })
      return revocations
    }
    return {
      revocations: await another(),
      another,
      async cleanUp() {
        for (const close of closing) await close()
      },
    }
  })
})
