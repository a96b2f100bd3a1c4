import { LearnPathError, type AuditLog, type Session } from '@learnpath/contracts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ProviderClaims } from '../../ports/token-verifier.ts'
import { createIdentityFixture } from './identity-fixture.double.ts'

const TOKENS: Record<string, ProviderClaims> = {}
let fixture: Awaited<ReturnType<typeof createIdentityFixture>>

/** What the provider says of somebody who shows this token. */
function says(token: string, all: Record<string, unknown>, email = `${token}@example.org`): void {
  const expiresAt = fixture.clock.now() + 3_600_000
  TOKENS[token] = { issuer: 'https://id.test', subject: token, email, emailVerified: true, name: token, expiresAt, all }
}

beforeEach(async () => {
  fixture = await createIdentityFixture({
    tokenVerifier: {
      async verify(token) {
        const claims = TOKENS[token]
        if (claims === undefined) throw new LearnPathError('LP_CREDENTIAL_REFUSED')
        return await Promise.resolve(claims)
      },
    },
    identityProvider: {
      begin: async ({ state }) =>
        await Promise.resolve({ address: `https://id.test/authorize?state=${state}`, codeVerifier: 'v', nonce: 'n' }),
      async finish({ code }) {
        const claims = TOKENS[code]
        if (claims === undefined) throw new LearnPathError('LP_OIDC_REFUSED', { detail: 'no such code' })
        return await Promise.resolve(claims)
      },
    },
    provider: {
      name: 'id.test',
      workspaceClaim: 'app_metadata.teams',
      roleClaim: 'app_metadata.roles',
      defaultRole: 'viewer',
      administrators: ['root@example.org'],
    },
  })
})
afterEach(async () => await fixture.cleanUp())

const sessionOf = async (token: string) => (await fixture.visitor({ key: token }).call<Session>('GET', '/session')).body

test('claims put people into workspaces that are made for them, with the highest role that they name', async () => {
  says('ada', { app_metadata: { teams: ['Physics', 'Chemistry'], roles: ['learner', 'editor', 'unknown'] } })
  const { workspaces } = await sessionOf('ada')
  expect(workspaces.map(({ name, role }) => [name, role])).toEqual([
    ['Chemistry', 'editor'],
    ['Physics', 'editor'],
  ])
  says('ben', { app_metadata: { teams: 'physics' } })
  const ben = await sessionOf('ben')
  expect(ben.workspaces.map(({ name, role }) => [name, role])).toEqual([['Physics', 'viewer']])
  const physics = workspaces.find(({ name }) => name === 'Physics')
  expect(ben.workspaces[0]?.id).toBe(physics?.id)
})

test('a role that the provider changes is changed here; a workspace that it no longer names is kept', async () => {
  says('ada', { app_metadata: { teams: ['Physics'], roles: 'owner' } })
  expect((await sessionOf('ada')).role).toBe('owner')
  says('ada', { app_metadata: { teams: ['Physics'], roles: 'viewer' } })
  fixture.clock.advance(6000)
  expect((await sessionOf('ada')).role).toBe('viewer')
  says('ada', { app_metadata: {} })
  fixture.clock.advance(6000)
  expect((await sessionOf('ada')).workspaces.map(({ name }) => name)).toEqual(['Physics'])
})

test('only an address that the provider has made sure of makes an administrator', async () => {
  says('mallory', {}, 'root@example.org')
  const claims = TOKENS['mallory']
  if (claims !== undefined) TOKENS['mallory'] = { ...claims, emailVerified: false }
  expect((await sessionOf('mallory')).isAdministrator).toBe(false)
  says('root', {}, 'root2@example.org')
  expect((await sessionOf('root')).isAdministrator).toBe(false)
})

/** Begins in a browser. @returns its cookie, and what the provider sends back */
async function begin() {
  const { headers } = await fixture.visitor().call('GET', '/session/provider?return=/app/plans')
  const state = new URL(headers.get('location') ?? '').searchParams.get('state') ?? ''
  return { cookie: headers.getSetCookie()[0]?.split(';')[0] ?? '', state }
}

test('a browser comes back from the provider to the page where it was, with a session', async () => {
  says('ada', { app_metadata: { teams: 'Physics' } })
  const { cookie, state } = await begin()
  const back = await fixture
    .visitor()
    .call('GET', `/session/provider/callback?code=ada&state=${state}`, undefined, { cookie })
  expect([back.status, back.headers.get('location')]).toEqual([302, '/app/plans'])
  expect(back.headers.getSetCookie().some((text) => text.startsWith('learnpath='))).toBe(true)
})

test.each([
  ['the provider refuses', (state: string) => `error=access_denied&state=${state}`],
  ['the code is not good', (state: string) => `code=wrong&state=${state}`],
  ['it was begun elsewhere', () => 'code=ada&state=made-up'],
])('when %s, the browser stands on a page that says so, without a session', async (_, queryOf) => {
  says('ada', {})
  const { cookie, state } = await begin()
  const back = await fixture
    .visitor()
    .call('GET', `/session/provider/callback?${queryOf(state)}`, undefined, { cookie })
  expect([back.status, back.headers.get('location')]).toEqual([302, '/app/?refused=LP_OIDC_REFUSED'])
  expect(back.headers.getSetCookie().some((text) => text.startsWith('learnpath='))).toBe(false)
  const { entries } = await fixture.identity.auditLog({ limit: 5 }, null)
  expect((entries satisfies AuditLog['entries'])[0]).toMatchObject({ action: 'sign-in-failed', address: '192.0.2.1' })
})

test('entries of the audit log are kept as long as the settings say', async () => {
  const caller = { principal: null, address: null }
  await fixture.identity.record({ action: 'signed-in', caller })
  fixture.clock.advance(364 * 24 * 3_600_000)
  await fixture.identity.record({ action: 'signed-out', caller })
  await fixture.identity.start()
  expect((await fixture.identity.auditLog({ limit: 5 }, null)).entries).toHaveLength(2)
  fixture.clock.advance(2 * 24 * 3_600_000)
  await fixture.identity.start()
  const { entries } = await fixture.identity.auditLog({ limit: 5 }, null)
  expect(entries.map(({ action }) => action)).toEqual(['signed-out'])
})
