import { afterEach, beforeEach, expect, test } from 'vitest'
import type {
  AuditLog,
  CreatedApiKey,
  CreatedInvitation,
  MemberList,
  OpenSessionList,
  Problem,
  Session,
} from '@learnpath/contracts'
import { createIdentityFixture, GOOD_PASSWORD } from './identity-fixture.double.ts'

let fixture: Awaited<ReturnType<typeof createIdentityFixture>>
beforeEach(async () => void (fixture = await createIdentityFixture()))
afterEach(async () => await fixture.cleanUp())

const HOUR_MS = 3_600_000
const codeOf = ({ body }: { readonly body: unknown }) => (body as Problem).code

/** Somebody new, by an invitation of the owner. */
async function invite(role: string, name: string) {
  const { body } = await owner.call<CreatedInvitation>('POST', '/invitations', { role })
  const guest = fixture.visitor()
  const account = { email: `${name}@example.org`, name, password: GOOD_PASSWORD }
  const token = body.link.split('#')[1]
  expect((await guest.call('POST', '/invitations/accept', { token, account })).status).toBe(200)
  return { guest, token }
}
let owner: ReturnType<typeof fixture.visitor>

test('the first administrator takes over what was there, once, by a token that nobody can guess', async () => {
  const stranger = fixture.visitor()
  expect((await stranger.call<Session>('GET', '/session')).body).toMatchObject({ setupNeeded: true, user: null })
  const account = { email: 'a@example.org', name: 'A', password: GOOD_PASSWORD }
  expect(codeOf(await stranger.call('POST', '/setup', { ...account, token: 'guessed' }))).toBe('LP_SETUP_TOKEN_WRONG')
  const ada = await fixture.setUp()
  expect((await ada.call<Session>('GET', '/session')).body).toMatchObject({
    setupNeeded: false,
    user: { id: 'local', email: 'ada@example.org', isAdministrator: true },
    workspaces: [{ id: 'main', memberId: 'local', role: 'owner' }],
  })
  expect(codeOf(await stranger.call('POST', '/setup', { ...account, token: 'x' }))).toBe('LP_SETUP_DONE')
  await ada.call('GET', '/collections')
  expect(fixture.scopes).toEqual([{ workspaceId: 'main', userId: 'local', memberId: 'local' }])
})

test('a wrong password and an account that is not there are told alike, and slow whoever guesses down', async () => {
  await fixture.setUp()
  const stranger = fixture.visitor()
  const tries = async (email: string) => {
    const answers = []
    for (let count = 0; count < 7; count += 1) {
      const { status, headers, body } = await stranger.call('POST', '/session', { email, password: 'a wrong password' })
      answers.push([status, headers.get('retry-after'), { ...body, requestId: '' }])
    }
    return answers
  }
  const known = await tries('ada@example.org')
  expect(known).toEqual(await tries('nobody@example.org'))
  expect(known.map(([status]) => status)).toEqual([401, 401, 401, 401, 401, 429, 429])
  const right = { email: 'ada@example.org', password: GOOD_PASSWORD }
  expect(codeOf(await stranger.call('POST', '/session', right))).toBe('LP_SIGN_IN_BLOCKED')
  fixture.clock.advance(3000)
  expect((await stranger.call('POST', '/session', right)).status).toBe(200)
})

test('many attempts at once count as many', async () => {
  await fixture.setUp()
  const attempt = { email: 'ada@example.org', password: 'a wrong password' }
  const answers = await Promise.all(
    Array.from({ length: 20 }, async () => await fixture.visitor().call('POST', '/session', attempt)),
  )
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(5)
})

test('a change by cookie needs what only the page knows', async () => {
  const ada = await fixture.setUp()
  const token = ada.csrfToken
  ada.csrfToken = null
  expect(codeOf(await ada.call('DELETE', '/collections/x'))).toBe('LP_CSRF_REFUSED')
  ada.csrfToken = 'made up'
  expect(codeOf(await ada.call('DELETE', '/collections/x'))).toBe('LP_CSRF_REFUSED')
  ada.csrfToken = token
  expect((await ada.call('DELETE', '/collections/x')).status).toBe(204)
})

test('a session ends when it is not used, after its time, and when somebody signs out', async () => {
  const ada = await fixture.setUp()
  expect(ada.cookie).toMatch(/^learnpath=[\w-]{43}$/)
  for (let hour = 0; hour < 71; hour += 23) {
    fixture.clock.advance(23 * HOUR_MS)
    expect((await ada.call('GET', '/collections')).status).toBe(hour + 23 < 72 ? 200 : 401)
  }
  const signIn = { email: 'ada@example.org', password: GOOD_PASSWORD }
  await ada.call('POST', '/session', signIn)
  fixture.clock.advance(25 * HOUR_MS)
  expect((await ada.call('GET', '/collections')).status).toBe(401)
  const before = ada.cookie
  await ada.call('POST', '/session', signIn)
  expect(ada.cookie).not.toBe(before)
  const kept = ada.cookie
  expect((await ada.call('DELETE', '/session')).headers.get('set-cookie')).toContain('Max-Age=0')
  ada.cookie = kept
  expect((await ada.call('GET', '/collections')).status).toBe(401)
})

test('a new password ends every other session, and must be a good one', async () => {
  const ada = await fixture.setUp()
  const elsewhere = fixture.visitor()
  await elsewhere.call('POST', '/session', { email: 'ada@example.org', password: GOOD_PASSWORD })
  const change = { current: GOOD_PASSWORD, password: 'vier Wale singen leise' }
  expect(codeOf(await ada.call('POST', '/account/password', { ...change, password: 'password123' }))).toBe(
    'LP_PASSWORD_WEAK',
  )
  expect(codeOf(await ada.call('POST', '/account/password', { ...change, current: 'x' }))).toBe('LP_PASSWORD_WRONG')
  expect((await ada.call<OpenSessionList>('GET', '/account/sessions')).body.sessions).toHaveLength(2)
  expect((await ada.call('POST', '/account/password', change)).status).toBe(204)
  expect((await elsewhere.call('GET', '/collections')).status).toBe(401)
  expect((await ada.call('GET', '/collections')).status).toBe(200)
})

test('a link lets one person in, with the role that it says, until it is revoked or its time is over', async () => {
  owner = await fixture.setUp()
  const { guest, token } = await invite('viewer', 'ben')
  expect((await guest.call('GET', '/collections')).status).toBe(200)
  expect(codeOf(await guest.call('DELETE', '/collections/x'))).toBe('LP_PERMISSION_DENIED')
  expect(codeOf(await guest.call('GET', '/users'))).toBe('LP_PERMISSION_DENIED')
  expect(codeOf(await guest.call('POST', '/invitations', { role: 'owner' }))).toBe('LP_PERMISSION_DENIED')
  expect(codeOf(await fixture.visitor().call('POST', '/invitations/view', { token }))).toBe('LP_INVITATION_INVALID')
  const { body } = await owner.call<CreatedInvitation>('POST', '/invitations', {
    role: 'learner',
    email: 'cy@example.org',
  })
  const mail = { token: body.link.split('#')[1] }
  expect(codeOf(await guest.call('POST', '/invitations/accept', mail))).toBe('LP_INVITATION_FOR_ANOTHER')
  fixture.clock.advance(73 * HOUR_MS)
  expect(codeOf(await fixture.visitor().call('POST', '/invitations/view', mail))).toBe('LP_INVITATION_INVALID')
})

test('a role counts from the moment it is given, and a workspace keeps an owner', async () => {
  owner = await fixture.setUp()
  const { guest } = await invite('learner', 'ben')
  const { members } = (await owner.call<MemberList>('GET', '/members')).body
  const ben = members.find(({ name }) => name === 'ben')?.id ?? ''
  expect((await guest.call<MemberList>('GET', '/members')).body.members.every(({ email }) => email === null)).toBe(true)
  expect((await owner.call('PATCH', `/members/${ben}`, { role: 'editor' })).status).toBe(200)
  expect((await guest.call('DELETE', '/collections/x')).status).toBe(204)
  expect(codeOf(await owner.call('PATCH', '/members/local', { role: 'viewer' }))).toBe('LP_MEMBER_LAST_OWNER')
  expect(codeOf(await owner.call('DELETE', '/members/local'))).toBe('LP_MEMBER_LAST_OWNER')
  expect((await owner.call('DELETE', `/members/${ben}`)).status).toBe(204)
  expect(fixture.forgotten).toEqual([ben])
  expect(codeOf(await guest.call('GET', '/collections'))).toBe('LP_WORKSPACE_NEEDED')
})

test('a key does what its scope allows in its workspace, shows itself once, and ends when it is revoked', async () => {
  owner = await fixture.setUp()
  const { body } = await owner.call<CreatedApiKey>('POST', '/account/keys', { name: 'reader', scope: 'read' })
  const program = fixture.visitor({ key: body.key })
  expect((await program.call('GET', '/collections')).status).toBe(200)
  for (const [method, path] of [
    ['DELETE', '/collections/x'],
    ['GET', '/users'],
    ['GET', '/account/keys'],
  ] as const) {
    expect(codeOf(await program.call(method, path))).toBe('LP_PERMISSION_DENIED')
  }
  const stored = await fixture.store.db.selectFrom('api_keys').selectAll().execute()
  expect(JSON.stringify(stored)).not.toContain(body.key)
  const elsewhere = { 'x-learnpath-workspace': 'other' }
  expect(codeOf(await program.call('GET', '/collections', undefined, elsewhere))).toBe('LP_WORKSPACE_NOT_FOUND')
  await owner.call('DELETE', `/account/keys/${body.id}`)
  expect(codeOf(await program.call('GET', '/collections'))).toBe('LP_CREDENTIAL_REFUSED')
})

test('who is disabled is out at once; a link of an administrator lets somebody set a new password', async () => {
  owner = await fixture.setUp()
  const { guest } = await invite('learner', 'ben')
  const id = (await guest.call<Session>('GET', '/session')).body.user?.id ?? ''
  const { body } = await owner.call<{ link: string }>('POST', `/users/${id}/password-reset`)
  const reset = { token: body.link.split('#')[1], password: 'vier Wale singen leise' }
  expect((await fixture.visitor().call('POST', '/account/password/reset', reset)).status).toBe(200)
  expect((await guest.call('GET', '/collections')).status).toBe(401)
  expect(codeOf(await fixture.visitor().call('POST', '/account/password/reset', reset))).toBe(
    'LP_PASSWORD_LINK_INVALID',
  )
  await guest.call('POST', '/session', { email: 'ben@example.org', password: reset.password })
  expect((await owner.call('PATCH', `/users/${id}`, { disabled: true })).status).toBe(200)
  expect((await guest.call('GET', '/collections')).status).toBe(401)
  expect(codeOf(await guest.call('POST', '/session', { email: 'ben@example.org', password: reset.password }))).toBe(
    'LP_SIGN_IN_WRONG',
  )
  expect(codeOf(await owner.call('PATCH', '/users/local', { disabled: true }))).toBe('LP_USER_LAST_ADMINISTRATOR')
})

test('the audit log tells who did what, from where, and no secret', async () => {
  owner = await fixture.setUp()
  const { guest } = await invite('editor', 'ben')
  await guest.call('POST', '/session', { email: 'ben@example.org', password: 'a wrong password' })
  const { body } = await owner.call<AuditLog>('GET', '/audit/installation?limit=200')
  expect(body.entries.map(({ action }) => action)).toEqual(
    expect.arrayContaining([
      'installation-set-up',
      'invitation-created',
      'member-joined',
      'sign-in-failed',
      'signed-in',
    ]),
  )
  expect(body.entries.every(({ address }) => address === '192.0.2.1')).toBe(true)
  const text = JSON.stringify(await fixture.store.db.selectFrom('audit_log').selectAll().execute())
  for (const secret of [GOOD_PASSWORD, 'a wrong password', owner.cookie.split('=')[1] ?? '']) {
    expect(text).not.toContain(secret)
  }
  const page = (await owner.call<AuditLog>('GET', '/audit/installation?limit=2')).body
  const rest = (await owner.call<AuditLog>('GET', `/audit/installation?limit=200&before=${page.next}`)).body
  expect([...page.entries, ...rest.entries]).toEqual(body.entries)
})

test('a session stays where it was begun, whatever workspaces come; the next one begins where the last one was', async () => {
  const ada = await fixture.setUp()
  const made = await ada.call<{ id: string }>('POST', '/workspaces', { name: 'Aardvarks' })
  const whereIs = async (visitor: typeof ada) => (await visitor.call<Session>('GET', '/session')).body.workspace
  expect(await whereIs(ada)).toBe('main')
  const signIn = async () => {
    const visitor = fixture.visitor()
    await visitor.call('POST', '/session', { email: 'ada@example.org', password: GOOD_PASSWORD })
    return visitor
  }
  expect(await whereIs(await signIn())).toBe('main')
  fixture.clock.advance(HOUR_MS / 60)
  await ada.call('POST', '/session/workspace', { workspace: made.body.id })
  expect(await whereIs(ada)).toBe(made.body.id)
  expect(await whereIs(await signIn())).toBe(made.body.id)
})
