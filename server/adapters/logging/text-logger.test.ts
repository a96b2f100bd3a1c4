import { expect, it } from 'vitest'
import { createTextLogger } from './text-logger.ts'

it('tells warnings and errors in words and keeps what is merely of interest from the screen', () => {
  const lines: string[] = []
  const logger = createTextLogger({ write: (line) => lines.push(line) })
  logger.debug('request', { status: 200 })
  logger.info('database schema brought up to date', { version: 1 })
  logger.warn('a folder cannot be reached', { folder: '/mnt/notes', tries: 2 })
  logger.error('request failed', { error: new TypeError('no such thing'), stack: 'at a (b.ts:1)' })
  logger.error('stopped')
  expect(lines).toEqual([
    'warning: a folder cannot be reached (folder /mnt/notes, tries 2)\n',
    'error: request failed (error no such thing)\n',
    'error: stopped\n',
  ])
})
