import { expect, test } from 'vitest'
import { createManualClock } from '../../ports/clock.double.ts'
import type { Principal } from '../../ports/principal.ts'
import { createPrincipalToken } from './principal-token.ts'

const SECRET = 'a secret that all processes of the installation share'
const ADA: Principal = {
  userId: 'user_1',
  userName: 'Ada Lovelace',
  workspaceId: 'main',
  memberId: 'member_1',
  role: 'editor',
  isAdministrator: false,
  scope: 'administer',
  via: 'session',
  credentialId: 'session_1',
  csrfToken: 'known to the page alone',
}

test('a service hears who is asking, without what the page alone knows', async () => {
  const tokens = createPrincipalToken({ secret: SECRET, clock: createManualClock() })
  const token = await tokens.sign(ADA)
  expect(await tokens.verify(token)).toEqual({ ...ADA, csrfToken: null })
  expect(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).not.toContain('known to the page')
  expect(await tokens.verify(await tokens.sign(null))).toBeNull()
})

test('what another secret signed, what was changed, and what is older than a minute is refused', async () => {
  const clock = createManualClock()
  const tokens = createPrincipalToken({ secret: SECRET, clock })
  const token = await tokens.sign(ADA)
  const [header = '', payload = '', signature = ''] = token.split('.')
  const changed = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { principal: { role: string } }
  changed.principal.role = 'owner'
  const forged = [header, Buffer.from(JSON.stringify(changed)).toString('base64url'), signature].join('.')
  const unsigned = [Buffer.from('{"alg":"none"}').toString('base64url'), payload, ''].join('.')
  const foreign = await createPrincipalToken({ secret: `${SECRET}!`, clock }).sign(ADA)
  for (const wrong of [forged, unsigned, foreign, 'nonsense', '']) {
    await expect(tokens.verify(wrong)).rejects.toMatchObject({ code: 'LP_PRINCIPAL_REFUSED' })
  }
  clock.advance(66_000)
  await expect(tokens.verify(token)).rejects.toMatchObject({ code: 'LP_PRINCIPAL_REFUSED' })
})
