import { createManualClock } from '../../ports/clock.double.ts'
import { rateLimiterContract } from '../../ports/rate-limiter.contract.ts'
import { createInProcessRateLimiter } from './in-process-rate-limiter.ts'

rateLimiterContract('in process', async () => {
  const clock = createManualClock()
  const limiter = createInProcessRateLimiter({ clock })
  return await Promise.resolve({
    limiter,
    another: () => limiter,
    advance: (ms: number) => clock.advance(ms),
    cleanUp: async () => await Promise.resolve(),
  })
})
