import { expect, test } from 'vitest'
import { createArgon2PasswordHasher } from './argon2-password-hasher.ts'

test('a password is known again, in any form of the same characters; another one and none are not', async () => {
  const hasher = createArgon2PasswordHasher()
  const hash = await hasher.hash('Blüten im Mai')
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(hash).not.toBe(await hasher.hash('Blüten im Mai'))
  expect(await hasher.verify('Blu\u0308ten im Mai', hash)).toEqual({ matches: true, outdated: false })
  expect(await hasher.verify('Blüten im Juni', hash)).toMatchObject({ matches: false })
  expect(await hasher.verify('Blüten im Mai', null)).toMatchObject({ matches: false })
})

test('a hash made with weaker parameters is told apart, and still good', async () => {
  const before = createArgon2PasswordHasher({ parameters: { memoryCost: 8192, timeCost: 1, outputLen: 32 } })
  const hash = await before.hash('a password of long ago')
  expect(await createArgon2PasswordHasher().verify('a password of long ago', hash)).toEqual({
    matches: true,
    outdated: true,
  })
})

test('many at once wait their turn, but not without end', async () => {
  const hasher = createArgon2PasswordHasher({ parameters: { memoryCost: 1024, timeCost: 1 } })
  const results = await Promise.allSettled(Array.from({ length: 100 }, async () => await hasher.hash('x')))
  const refused = results.filter(({ status }) => status === 'rejected')
  expect(refused).toHaveLength(100 - 66)
  expect(refused[0]).toMatchObject({ reason: { code: 'LP_SERVER_BUSY' } })
})
