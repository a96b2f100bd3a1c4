import { expect, it } from 'vitest'
import { createManualClock } from '../../ports/clock.double.ts'
import { createPinoLogger } from './pino-logger.ts'

it('writes one JSON object a line, from the level that was chosen on, with errors as they were', () => {
  const lines: string[] = []
  const logger = createPinoLogger({
    level: 'info',
    clock: createManualClock(),
    write: (line) => lines.push(line),
  })
  logger.debug('request', { status: 200 })
  logger.info('ready')
  logger.error('request failed', { requestId: 'req_1', error: new TypeError('no such\nthing') })
  expect(lines.every((line) => line.indexOf('\n') === line.length - 1)).toBe(true)
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    { level: 'info', time: '2026-01-01T00:00:00.000Z', message: 'ready' },
    {
      level: 'error',
      time: '2026-01-01T00:00:00.000Z',
      message: 'request failed',
      requestId: 'req_1',
      error: { name: 'TypeError', message: 'no such\nthing', stack: expect.stringContaining('pino-logger.test') },
    },
  ])
})
