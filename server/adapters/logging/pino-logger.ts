import { pino } from 'pino'
import type { Clock } from '../../ports/clock.ts'
import type { Logger } from '../../ports/logger.ts'

export interface PinoLoggerOptions {
  readonly level: 'debug' | 'info' | 'warn' | 'error'
  readonly clock: Clock
  readonly write: (line: string) => void
}

/** One JSON object a line: level, time, fields, message. Errors among the fields keep their message and stack. */
export function createPinoLogger({ level, clock, write }: PinoLoggerOptions): Logger {
  const logger = pino(
    {
      level,
      // The process and the machine are known to whoever collects the lines.
      base: null,
      messageKey: 'message',
      timestamp: () => `,"time":"${new Date(clock.now()).toISOString()}"`,
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, plain(value)])),
      },
    },
    { write },
  )
  return {
    debug: (message, fields = {}) => logger.debug(fields, message),
    info: (message, fields = {}) => logger.info(fields, message),
    warn: (message, fields = {}) => logger.warn(fields, message),
    error: (message, fields = {}) => logger.error(fields, message),
  }
}

const plain = (value: unknown): unknown =>
  value instanceof Error ? { name: value.name, message: value.message, stack: value.stack } : value
