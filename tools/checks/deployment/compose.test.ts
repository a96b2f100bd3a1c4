// The Compose file: that names meet, that nothing but the gateway is reached from outside, and that every process takes its settings.
import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { ROOT } from '../tracked-files.ts'
import { settingProblems } from './setting-problems.ts'

const FOLDER = join(ROOT, 'deploy/compose')

interface Service {
  readonly image: string
  readonly build?: { readonly context: string; readonly target: string }
  readonly profiles?: readonly string[]
  readonly command?: readonly string[]
  readonly environment?: Readonly<Record<string, string | number>>
  readonly secrets?: readonly string[]
  readonly volumes?: readonly string[]
  readonly ports?: readonly string[]
  readonly networks: readonly string[]
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>
  readonly healthcheck?: unknown
  readonly deploy: { readonly resources: { readonly limits: { readonly cpus: string; readonly memory: string } } }
  readonly read_only?: boolean
  readonly cap_drop?: readonly string[]
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>
  readonly networks: Readonly<Record<string, { readonly internal?: boolean } | null>>
  readonly volumes: Readonly<Record<string, null>>
  readonly secrets: Readonly<Record<string, { readonly file: string }>>
}

const text = await readFile(join(FOLDER, 'compose.yaml'), 'utf8')
const { services, networks, volumes, secrets } = parse(text, { merge: true }) as Compose
const all = Object.entries(services)
const isOwn = ({ image }: Service): boolean => image.includes('learnpath:')
const example = await readFile(join(FOLDER, '.env.example'), 'utf8')

/** What a value becomes when nobody sets the variables in it. */
const withDefaults = (value: string | number): string => String(value).replaceAll(/\$\{\w+:-([^}]*)\}/gu, '$1')

it('names networks, volumes, secrets, services and files that exist', () => {
  const missing = all.flatMap(([name, service]) => [
    ...service.networks.filter((each) => !(each in networks)),
    ...(service.secrets ?? []).filter((each) => !(each in secrets)),
    ...Object.keys(service.depends_on ?? {}).filter((each) => !(each in services)),
    ...(service.volumes ?? []).flatMap((volume) => {
      const [source = ''] = volume.split(':')
      return source.startsWith('.')
        ? existsSync(join(FOLDER, source))
          ? []
          : [source]
        : source in volumes
          ? []
          : [`${name}: ${source}`]
    }),
    ...(service.build === undefined || resolve(FOLDER, service.build.context) === resolve(ROOT)
      ? []
      : [service.build.context]),
  ])
  expect(missing).toEqual([])
})

it('waits for what can say that it is well, and limits everything', () => {
  const waits = all.flatMap(([name, service]) =>
    Object.entries(service.depends_on ?? {}).map(([other, { condition }]) => ({ name, other, condition })),
  )
  // Own images bring their health check along.
  const canSay = (service: Service | undefined): boolean =>
    service !== undefined && (isOwn(service) || service.healthcheck !== undefined)
  const idle = waits.filter(({ other, condition }) => condition !== 'service_healthy' || !canSay(services[other]))
  expect(idle).toEqual([])
  const limits = all.map(([, service]) => Object.keys(service.deploy.resources.limits).join())
  expect(new Set(limits)).toEqual(new Set(['cpus,memory']))
})

it('publishes the gateway and, when asked for, Grafana: on this machine alone', () => {
  const published = all.filter(([, { ports }]) => ports !== undefined)
  expect(published.map(([name]) => name)).toEqual(['gateway', 'grafana'])
  const addresses = published.flatMap(([, { ports = [] }]) => ports.map(withDefaults))
  expect(addresses.filter((address) => !/^127[.]0[.]0[.]1:\d+:\d+$/u.test(address))).toEqual([])
  expect(services['grafana']?.profiles).toEqual(['observe'])
  expect(networks['back']).toEqual({ internal: true })
  const stores = ['postgres', 'redis', 'qdrant'].map((name) => services[name]?.networks)
  expect(stores).toEqual([['back'], ['back'], ['back']])
})

it('starts own processes without rights and read-only', () => {
  const own = all.filter(([, service]) => isOwn(service))
  expect(own.map(([name]) => name)).toEqual(['gateway', 'rag', 'planner', 'quiz', 'worker', 'inference'])
  for (const [name, service] of own) expect([name, service.read_only, service.cap_drop]).toEqual([name, true, ['ALL']])
})

it('tells of every variable that may be set', () => {
  const used = new Set([...text.matchAll(/\$\{(\w+)/gu)].map(([, name]) => name ?? ''))
  const told = new Set([...example.matchAll(/^#?(\w+)=/gmu)].map(([, name]) => name ?? ''))
  expect([...used].toSorted()).toEqual([...told].toSorted())
})

it('gives every process settings that it takes', () => {
  const problems = all
    .filter(([, service]) => isOwn(service))
    .map(([name, { command = [], environment = {} }]) => {
      const given = Object.entries(environment).filter(([variable]) => variable.startsWith('LEARNPATH_'))
      const role = command.includes('--services') ? { LEARNPATH_SERVICES: command.at(-1) ?? '' } : {}
      const values = Object.fromEntries(given.map(([variable, value]) => [variable, withDefaults(value)]))
      return [name, settingProblems({ ...values, ...role })]
    })
  expect(problems.filter(([, found]) => found?.length !== 0)).toEqual([])
})

it('makes every secret once, in a folder that others cannot open', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'learnpath-compose-'))
  try {
    await cp(join(FOLDER, 'make-secrets.sh'), join(folder, 'make-secrets.sh'))
    const make = async (): Promise<string[]> => {
      await promisify(execFile)('sh', [join(folder, 'make-secrets.sh')])
      const files = Object.values(secrets).map(({ file }) => join(folder, file))
      return await Promise.all(files.map(async (file) => await readFile(file, 'utf8')))
    }
    const made = await make()
    expect(await make()).toEqual(made)
    expect(new Set(made).size).toBe(made.length)
    expect(made.every((secret) => secret.length >= 32)).toBe(true)
    expect((await stat(join(folder, 'secrets'))).mode & 0o777).toBe(0o700)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
