import { mkdir, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../product-process.ts'
import { run } from './run-program.ts'

/** Images of one proof, in a folder of their own. */
export interface ImageStore {
  readonly environment: Readonly<Record<string, string>>
}

/** What starts in a container of an image. */
export interface ImageConfig {
  readonly user: string
  readonly folder: string
  readonly environment: readonly string[]
  readonly command: readonly string[]
  /** Empty when the image has none. */
  readonly healthCheck: readonly string[]
  readonly labels: Readonly<Record<string, string>>
}

/** @param driver "overlay" where the folder's file system can carry it, otherwise "vfs", which copies whole images */
export async function openImageStore(folder: string, driver: 'overlay' | 'vfs'): Promise<ImageStore> {
  const temporary = join(folder, 'tmp')
  await mkdir(temporary, { recursive: true })
  const file = join(folder, 'storage.conf')
  const lines = [
    `driver = "${driver}"`,
    `graphroot = "${join(folder, 'images')}"`,
    `runroot = "${join(folder, 'run')}"`,
  ]
  await writeFile(file, `[storage]\n${lines.join('\n')}\n`)
  return { environment: { CONTAINERS_STORAGE_CONF: file, TMPDIR: temporary, BUILDAH_ISOLATION: 'chroot' } }
}

export const buildah = async ({ environment }: ImageStore, ...args: string[]): Promise<string> =>
  await run('buildah', args, environment)

export interface ImageBuild {
  readonly tag: string
  readonly target: string
  readonly base: string
  /** Folder that takes the place of the stage "models". */
  readonly models?: string
}

const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt'

/** Builds a target of the Dockerfile with the npm configuration and certificates of this machine, which stay in no layer. */
export async function buildImage(store: ImageStore, { tag, target, base, models }: ImageBuild): Promise<void> {
  const npm = join(homedir(), '.npmrc')
  const secrets = [
    ...(existsSync(npm) ? ['--secret', `id=npmrc,src=${npm}`] : []),
    ...(existsSync(CERTIFICATES) ? ['--secret', `id=certificates,src=${CERTIFICATES}`] : []),
  ]
  const context = models === undefined ? [] : ['--build-context', `models=${models}`]
  const options = ['--layers', '--pull-never', '--isolation', 'chroot', '--format', 'docker']
  const what = ['--build-arg', `NODE_IMAGE=${base}`, '--target', target, '--tag', tag]
  await buildah(store, 'bud', ...options, ...secrets, ...context, ...what, ROOT)
}

interface Inspected {
  readonly Docker: {
    readonly config: {
      readonly User?: string
      readonly WorkingDir?: string
      readonly Env?: readonly string[]
      readonly Entrypoint?: readonly string[] | null
      readonly Cmd?: readonly string[] | null
      readonly Healthcheck?: { readonly Test?: readonly string[] }
      readonly Labels?: Readonly<Record<string, string>> | null
    }
  }
}

export async function configOf(store: ImageStore, tag: string): Promise<ImageConfig> {
  const { Docker } = JSON.parse(await buildah(store, 'inspect', '--type', 'image', tag)) as Inspected
  const { config } = Docker
  return {
    user: config.User ?? '',
    folder: config.WorkingDir ?? '/',
    environment: config.Env ?? [],
    command: [...(config.Entrypoint ?? []), ...(config.Cmd ?? [])],
    healthCheck: (config.Healthcheck?.Test ?? []).slice(1),
    labels: config.Labels ?? {},
  }
}

/** Bytes of all files of an image, the base included. @returns the folder where they lie too */
export async function mountImage(store: ImageStore, tag: string): Promise<{ root: string; bytes: number }> {
  const container = await buildah(store, 'from', '--pull-never', tag)
  const root = await buildah(store, 'mount', container)
  const [bytes = '0'] = (await run('du', ['-s', '--apparent-size', '--block-size=1', root])).split('\t')
  return { root, bytes: Number(bytes) }
}
