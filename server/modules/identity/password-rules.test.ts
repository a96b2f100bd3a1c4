import { expect, test } from 'vitest'
import { requireGoodPassword } from './password-rules.ts'

const ADA = { email: 'ada.lovelace@example.org', name: 'Ada Lovelace' }

test.each([
  'password123',
  'Passwort2024!',
  'P4ssw0rd!P4ssw0rd!',
  'qwertzuiop123',
  '1234567890',
  'abcdefghijkl',
  'aaaaaaaaaaaaaaa',
  'abcabcabcabcabc',
  'lovelace1815',
  'AdaLovelace!!',
  'ada.lovelace@example.org',
  'Sommer2026!',
  'hallohallohallo',
  'learnpath2026',
])('%s is guessed first', (password) => {
  expect(() => requireGoodPassword(password, ADA)).toThrow(expect.objectContaining({ code: 'LP_PASSWORD_WEAK' }))
})

test.each([
  'correct horse battery staple',
  'Zug nach Pankow um halb',
  'vT8#kq2Lw9',
  'drei Igel tragen Hüte',
  'gbxkmtvrpw',
  '緑の猫は毎朝七時に歌う',
])('%s is good', (password) => {
  expect(() => requireGoodPassword(password, ADA)).not.toThrow()
})
