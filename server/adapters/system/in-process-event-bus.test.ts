import { eventBusContract } from '../../ports/event-bus.contract.ts'
import { createRecordingLogger } from '../../ports/logger.double.ts'
import { createInProcessEventBus } from './in-process-event-bus.ts'

eventBusContract('in process', async () => {
  const bus = createInProcessEventBus({ logger: createRecordingLogger() })
  return await Promise.resolve({
    bus,
    another: async () => await Promise.resolve(bus),
    cleanUp: async () => await Promise.resolve(),
  })
})
