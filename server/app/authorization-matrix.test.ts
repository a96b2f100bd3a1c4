// Every address, tried by everybody there is, over a socket: let in or refused exactly as PERMISSIONS says.
import {
  ENDPOINTS,
  PERMISSIONS,
  WORKSPACE_ROLES,
  type Endpoint,
  type KeyScope,
  type Permission,
  type WorkspaceRole,
} from '@learnpath/contracts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { servePeople, type Person, type Reply, type ServedPeople } from './served-people.double.ts'

type Name = keyof typeof ENDPOINTS
const NAMES = Object.keys(ENDPOINTS) as Name[]
const endpointOf = (name: Name): Endpoint => ENDPOINTS[name]

/** What somebody was given, from which it follows what they may do. */
interface Given {
  readonly role: WorkspaceRole | null
  readonly isAdministrator: boolean
  /** Of a key. */
  readonly scope: KeyScope
}
const session = (role: WorkspaceRole | null, isAdministrator = false): Given => ({
  role,
  isAdministrator,
  scope: 'administer',
})
const key = (scope: KeyScope): Given => ({ role: 'owner', isAdministrator: true, scope })

/** In the order in which they leave at the end: with the administrator go her keys. */
const CALLERS = {
  nobody: null,
  'somebody in no workspace': session(null),
  'a viewer with a key for everything': session('viewer'),
  'a viewer': session('viewer'),
  'a learner': session('learner'),
  'an editor': session('editor'),
  'an owner': session('owner'),
  'the owner of another workspace': session('owner'),
  'an administrator who is a viewer': session('viewer', true),
  'an administrator in no workspace': session(null, true),
  'an administrator’s key to read': key('read'),
  'an administrator’s key to learn': key('learn'),
  'an administrator’s key to write': key('write'),
  'an administrator’s key for everything': key('administer'),
  'an administrator': session('owner', true),
} as const satisfies Record<string, Given | null>
type CallerName = keyof typeof CALLERS
const CALLER_NAMES = Object.keys(CALLERS) as CallerName[]

const MOST: Readonly<Record<KeyScope, WorkspaceRole>> = {
  read: 'viewer',
  learn: 'learner',
  write: 'editor',
  administer: 'owner',
}
const rank = (role: WorkspaceRole): number => WORKSPACE_ROLES.indexOf(role)
const ALLOWED = 'allowed'
const DENIED = '403 LP_PERMISSION_DENIED'

function expected(permission: Permission, given: Given | null): string {
  if (permission === 'public') return ALLOWED
  if (given === null) return '401 LP_SIGN_IN_NEEDED'
  const isUnlimited = given.scope === 'administer'
  if (permission === 'signed-in') return isUnlimited ? ALLOWED : DENIED
  if (permission === 'administrator') return given.isAdministrator && isUnlimited ? ALLOWED : DENIED
  if (given.role === null) return '403 LP_WORKSPACE_NEEDED'
  return Math.min(rank(given.role), rank(MOST[given.scope])) >= rank(permission) ? ALLOWED : DENIED
}

const REFUSALS = new Set([
  'LP_SIGN_IN_NEEDED',
  'LP_CREDENTIAL_REFUSED',
  'LP_CSRF_REFUSED',
  'LP_PERMISSION_DENIED',
  'LP_WORKSPACE_NEEDED',
])
const NOT_ANSWERED = new Set(['LP_ROUTE_NOT_FOUND', 'LP_METHOD_NOT_ALLOWED', 'LP_INTERNAL'])

function verdict({ status, json }: Reply): string {
  const given = json['code']
  const code = typeof given === 'string' ? given : ''
  return REFUSALS.has(code) || NOT_ANSWERED.has(code) || status === 401 ? `${status} ${code}` : ALLOWED
}

/** Harmless where it is let through: an id of nothing, and a body that no address takes. */
async function attempt(who: Person, name: Name, headers: Readonly<Record<string, string>> = {}): Promise<string> {
  const { method, path, body } = endpointOf(name)
  const filled = path.replaceAll(/\{\w+\}/gu, 'nothing')
  const isJson = body !== undefined || name === 'mcp'
  return verdict(await who.send(method, filled, { headers, ...(isJson && { body: 17 }) }))
}

/** All that are not as they should be. */
async function wrong(
  who: Person,
  names: readonly Name[],
  right: (name: Name) => string,
  headers?: Readonly<Record<string, string>>,
): Promise<string[]> {
  const found = await Promise.all(
    names.map(async (name) => {
      const got = await attempt(who, name, headers)
      return got === right(name) ? [] : [`${name}: ${got} instead of ${right(name)}`]
    }),
  )
  return found.flat()
}

/** What ends what somebody came with. */
const LAST: ReadonlySet<Name> = new Set(['leaveWorkspace', 'signOut'])
const isWrite = (name: Name): boolean => endpointOf(name).method !== 'GET'

let people: ServedPeople
let callers: Readonly<Record<CallerName, Person>>
let otherWorkspace = ''

async function meet(): Promise<typeof callers> {
  const { administrator, invite, keyOf } = people
  otherWorkspace = await people.newWorkspace('other')
  const viewer = await invite('viewer', 'viewer')
  const homeless = await invite('homeless', 'viewer')
  const manager = await invite('manager', 'viewer')
  const visitor = await invite('visitor', 'viewer')
  for (const who of [manager, visitor]) {
    const user = (await who.send('GET', '/session')).json['user'] as { readonly id: string }
    await administrator.send('PATCH', `/users/${user.id}`, { body: { isAdministrator: true } })
  }
  for (const who of [homeless, visitor]) expect((await who.send('POST', '/workspace/leave')).status).toBe(204)
  return {
    nobody: people.nobody,
    'somebody in no workspace': homeless,
    'a viewer with a key for everything': await keyOf(viewer, 'administer'),
    'a viewer': viewer,
    'a learner': await invite('learner', 'learner'),
    'an editor': await invite('editor', 'editor'),
    'an owner': await invite('owner', 'owner'),
    'the owner of another workspace': await invite('stranger', 'owner', otherWorkspace),
    'an administrator who is a viewer': manager,
    'an administrator in no workspace': visitor,
    'an administrator’s key to read': await keyOf(administrator, 'read'),
    'an administrator’s key to learn': await keyOf(administrator, 'learn'),
    'an administrator’s key to write': await keyOf(administrator, 'write'),
    'an administrator’s key for everything': await keyOf(administrator, 'administer'),
    'an administrator': administrator,
  }
}

beforeAll(async () => {
  people = await servePeople({ ingest: false })
  callers = await meet()
}, 60_000)
afterAll(async () => await people.stop())

describe('who may not is refused, before anything is done', () => {
  let before: Readonly<Record<string, number>> = {}
  beforeAll(async () => void (before = await people.counts()))

  test.each(CALLER_NAMES)('%s', async (caller) => {
    const right = (name: Name) => expected(PERMISSIONS[name], CALLERS[caller])
    const refused = NAMES.filter((name) => right(name) !== ALLOWED)
    expect(await wrong(callers[caller], refused, right)).toEqual([])
  })

  test('a page of somebody else, which sends the cookie and does not know the token', async () => {
    const writes = NAMES.filter((name) => isWrite(name) && PERMISSIONS[name] !== 'public')
    const refusal = () => '403 LP_CSRF_REFUSED'
    for (const caller of ['an administrator', 'an owner', 'a viewer'] as const) {
      for (const token of ['', 'guessed']) {
        expect(await wrong(callers[caller], writes, refusal, { 'x-learnpath-csrf': token })).toEqual([])
      }
    }
  })

  test('a key that is none, whatever it is shown for; a cookie that is none is nobody’s', async () => {
    for (const authorization of ['Bearer lpk_guessed', 'Bearer a.b.c', 'Basic YWRhOmFkYQ==']) {
      const guesser = people.person({ authorization })
      expect(await wrong(guesser, NAMES, () => '401 LP_CREDENTIAL_REFUSED')).toEqual([])
    }
    const past = people.person({ cookie: `learnpath=${'a'.repeat(43)}` })
    const closed = NAMES.filter((name) => PERMISSIONS[name] !== 'public')
    expect(await wrong(past, closed, () => '401 LP_SIGN_IN_NEEDED')).toEqual([])
  })

  test('nobody gets to a workspace by its name', async () => {
    const closed = NAMES.filter((name) => PERMISSIONS[name] !== 'public')
    const headers = { 'x-learnpath-workspace': otherWorkspace }
    for (const caller of ['an owner', 'an administrator who is a viewer', 'an administrator’s key to write'] as const) {
      for (const name of closed) {
        const { method, path } = endpointOf(name)
        const reply = await callers[caller].send(method, path.replaceAll(/\{\w+\}/gu, 'nothing'), { headers })
        expect([name, reply.status, reply.json['code']]).toEqual([name, 404, 'LP_WORKSPACE_NOT_FOUND'])
      }
    }
  })

  test('nothing has changed but the audit log', async () => {
    const after = await people.counts()
    expect({ ...after, audit_log: 0 }).toEqual({ ...before, audit_log: 0 })
    expect(after['audit_log']).toBeGreaterThan(before['audit_log'] ?? 0)
  })
})

describe('who may is let in', () => {
  test.each(CALLER_NAMES)('%s', async (caller) => {
    const allowed = NAMES.filter((name) => !LAST.has(name) && expected(PERMISSIONS[name], CALLERS[caller]) === ALLOWED)
    expect(await wrong(callers[caller], allowed, () => ALLOWED)).toEqual([])
  })

  test('and may go', async () => {
    for (const caller of CALLER_NAMES) {
      const who = callers[caller]
      const isKey = 'authorization' in who.headers
      const [leave, signOut] = [await maybe(caller, 'leaveWorkspace'), isKey || (await maybe(caller, 'signOut'))]
      expect([caller, leave, signOut]).toEqual([caller, true, true])
      if (isKey) continue
      const after = await who.send('GET', '/collections')
      expect([caller, after.json['code']]).toEqual([caller, 'LP_SIGN_IN_NEEDED'])
    }
  })
})

/** Whether it is let in, if it may be. */
async function maybe(caller: CallerName, name: Name): Promise<boolean> {
  if (expected(PERMISSIONS[name], CALLERS[caller]) !== ALLOWED) return true
  return (await attempt(callers[caller], name)) === ALLOWED
}
