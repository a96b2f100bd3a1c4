import type { Clock } from '../../ports/clock.ts'
import type { Logger } from '../../ports/logger.ts'

const LEVELS = ['debug', 'info', 'warn', 'error'] as const
type Level = (typeof LEVELS)[number]

export interface JsonLoggerOptions {
  readonly level: Level
  readonly clock: Clock
  readonly write: (line: string) => void
}

/** One JSON object a line: time, level, message, fields. Errors among the fields keep their message and stack. */
export function createJsonLogger({ level, clock, write }: JsonLoggerOptions): Logger {
  const logger = (own: Level) => {
    if (LEVELS.indexOf(own) < LEVELS.indexOf(level)) return () => undefined
    return (message: string, fields: Readonly<Record<string, unknown>> = {}) => {
      const time = new Date(clock.now()).toISOString()
      write(`${JSON.stringify({ time, level: own, message, ...fields }, plainErrors)}\n`)
    }
  }
  return { debug: logger('debug'), info: logger('info'), warn: logger('warn'), error: logger('error') }
}

function plainErrors(_: string, value: unknown): unknown {
  return value instanceof Error ? { name: value.name, message: value.message, stack: value.stack } : value
}
