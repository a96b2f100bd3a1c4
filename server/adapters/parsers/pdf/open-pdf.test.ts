import { expect, it } from 'vitest'
import { preparedPassword } from './open-pdf.ts'

it('prepares a password as PDF 2.0 wants it', () => {
  // The first two are examples of RFC 4013, section 3.
  expect(preparedPassword('I\u{ad}X')).toBe('IX')
  expect(preparedPassword('\u{aa}')).toBe('a')
  expect(preparedPassword('two\u{a0}words')).toBe('two words')
  expect(preparedPassword('Plain ß 1')).toBe('Plain ß 1')
})
