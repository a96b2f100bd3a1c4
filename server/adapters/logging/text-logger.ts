import type { Logger } from '../../ports/logger.ts'

export interface TextLoggerOptions {
  readonly write: (line: string) => void
}

/** Warnings and errors in words for somebody who sits before a terminal: level, message, fields. What is merely of interest is left out. */
export function createTextLogger({ write }: TextLoggerOptions): Logger {
  const logger =
    (level: 'warning' | 'error') =>
    (message: string, fields: Readonly<Record<string, unknown>> = {}) => {
      const told = Object.entries(fields)
        .filter(([name]) => name !== 'stack')
        .map(([name, value]) => `${name} ${textOf(value)}`)
      write(`${level}: ${message}${told.length === 0 ? '' : ` (${told.join(', ')})`}\n`)
    }
  return { debug: () => undefined, info: () => undefined, warn: logger('warning'), error: logger('error') }
}

function textOf(value: unknown): string {
  if (value instanceof Error) return value.message
  return typeof value === 'string' ? value : JSON.stringify(value)
}
