import { revocationsContract } from '../../ports/revocations.contract.ts'
import { createInProcessRevocations } from './in-process-revocations.ts'

revocationsContract('in process', async () => {
  const revocations = createInProcessRevocations()
  return await Promise.resolve({
    revocations,
    another: async () => await Promise.resolve(revocations),
    cleanUp: async () => await Promise.resolve(),
  })
})
