import { ProgressEvent } from '@learnpath/contracts'
import type { EventBus } from '../../ports/event-bus.ts'
import { openRedisStream, type RedisStreamOptions } from './redis-stream.ts'

export interface RedisEventBusOptions extends Omit<RedisStreamOptions, 'hear' | 'purpose'> {
  /** Delivers in this process. */
  readonly local: EventBus
}

export interface RedisEventBus extends EventBus {
  /** What was published is sent, if Redis is there. */
  close(): Promise<void>
}

/** Tells the listeners of this process at once, and those of the others through Redis. */
export async function createRedisEventBus({ local, ...options }: RedisEventBusOptions): Promise<RedisEventBus> {
  const { logger } = options
  const stream = await openRedisStream({
    ...options,
    purpose: 'events',
    hear(text) {
      const event = ProgressEvent.safeParse(parsed(text))
      if (event.success) local.publish(event.data)
      // As of another version of the program, while one is put in the place of the other.
      else logger.debug('an event of another process is not known here', { length: text.length })
    },
  })
  return {
    subscribe: (listener) => local.subscribe(listener),
    publish(event) {
      local.publish(event)
      stream.say(JSON.stringify(event))
    },
    close: async () => await stream.close(),
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // Which is no event.
  }
}
