import { expect, test } from 'vitest'
import { createAesTextSeal } from './aes-text-seal.ts'

const seal = createAesTextSeal({ secret: 'a secret that both have' })

test('what was sealed is opened by whoever has the same secret, for the same purpose', () => {
  const sealed = seal.seal('Öffne dich', 'document 1')
  expect(sealed).not.toContain('dich')
  expect(createAesTextSeal({ secret: 'a secret that both have' }).open(sealed, 'document 1')).toBe('Öffne dich')
  expect(seal.open(sealed, 'document 2')).toBeNull()
  expect(createAesTextSeal({ secret: 'another' }).open(sealed, 'document 1')).toBeNull()
})

test('the same text is never sealed the same way, and a change is noticed', () => {
  const sealed = seal.seal('x', 'p')
  expect(seal.seal('x', 'p')).not.toBe(sealed)
  const changed = Buffer.from(sealed, 'base64url')
  changed[14] = (changed[14] ?? 0) ^ 1
  expect(seal.open(changed.toString('base64url'), 'p')).toBeNull()
  expect(seal.open('', 'p')).toBeNull()
})
