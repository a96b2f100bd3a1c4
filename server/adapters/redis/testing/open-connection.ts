import { createManualClock } from '../../../ports/clock.double.ts'
import { createRecordingLogger } from '../../../ports/logger.double.ts'
import { createRecordingMetrics } from '../../../ports/metrics.double.ts'
import { connectRedis } from '../redis-connection.ts'

/** A connection as a process has it, with what it tells on the way. */
export async function openConnection(url: string) {
  const surroundings = {
    logger: createRecordingLogger(),
    metrics: createRecordingMetrics(),
    clock: createManualClock(),
  }
  return { ...surroundings, connection: await connectRedis({ url, ...surroundings }) }
}
