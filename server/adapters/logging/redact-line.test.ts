import { expect, test } from 'vitest'
import { createLineRedactor, secretsIn } from './redact-line.ts'

const SETTINGS = {
  home: '/data/learnpath',
  storeUrl: 'postgres://app:p%40ss-word-1@db:5432/learnpath',
  openai: { url: 'https://api.example/v1', key: 'sk-"quoted"-123' },
  hub: { endpoint: 'https://hub.example', token: null },
  chat: { contextTokens: 8192, models: ['ollama:qwen3'] },
}

test('secrets of the settings are found by their names and within addresses', () => {
  expect(secretsIn(SETTINGS)).toEqual(['p%40ss-word-1', 'p@ss-word-1', 'sk-"quoted"-123'])
})

test.each([
  ['a key', `{"message":${JSON.stringify('refused: sk-"quoted"-123')}}`],
  ['a password', 'password authentication failed (p@ss-word-1)'],
  ['an address with a password', 'cannot reach postgres://app:other-password@db:5432/learnpath'],
  ['a header', '{"authorization":"Bearer eyJhbGciOi.J9.x-y_z"}'],
  ['basic credentials', 'Authorization: Basic dXNlcjpwYXNzd29yZA=='],
  ['an API key', 'key lpk_0123456789abcdef was refused'],
])('%s is not written', (_, line) => {
  const written = createLineRedactor(secretsIn(SETTINGS))(line)
  expect(written).toContain('[secret]')
  expect(written).not.toMatch(/quoted|p@ss-word-1|other-password|eyJ|dXNl|0123456789/)
})

test('what is no secret stays as it is', () => {
  const line = '{"time":"2026-01-01T00:00:00.000Z","message":"a model was downloaded","url":"https://hub.example/a@b"}'
  expect(createLineRedactor(secretsIn(SETTINGS))(line)).toBe(line)
})
