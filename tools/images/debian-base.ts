import { cp, mkdir, readFile, rm, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { buildah, type ImageStore } from './buildah.ts'
import { run } from './run-program.ts'

/** Name of the stand-in, which says what it is. */
export const STAND_IN = 'localhost/debian-node:stand-in'
const SUITE = 'bookworm'
const SOURCES = '/etc/apt/sources.list.d/debian.sources'

/**
 * A base image where none can be pulled: Debian's smallest system with the Node and the npm that run this, and the user "node" (1000) that
 * official images have. Larger than those, so that only what comes on top of it is to be compared.
 */
export async function makeDebianBase(store: ImageStore): Promise<void> {
  const container = await buildah(store, 'from', 'scratch')
  const root = await buildah(store, 'mount', container)
  await run('debootstrap', ['--variant=minbase', SUITE, root, await debianSource()])
  for (const folder of ['var/cache/apt/archives', 'var/lib/apt/lists']) {
    await rm(join(root, folder), { recursive: true, force: true })
    await mkdir(join(root, folder), { recursive: true })
  }
  await cp(process.execPath, join(root, 'usr/local/bin/node'))
  const npm = dirname(dirname(await realNpm()))
  await cp(npm, join(root, 'usr/local/lib/node_modules/npm'), { recursive: true })
  for (const name of ['npm', 'npx']) {
    await symlink(`../lib/node_modules/npm/bin/${name}-cli.js`, join(root, 'usr/local/bin', name))
  }
  await run('chroot', [root, 'useradd', '--uid', '1000', '--create-home', 'node'])
  await buildah(store, 'commit', '--quiet', container, STAND_IN)
  await buildah(store, 'rm', container)
}

/** Where this machine gets its Debian packages. */
async function debianSource(): Promise<string> {
  const address = /^URIs:\s*(\S+)/mu.exec(await readFile(SOURCES, 'utf8'))?.[1]
  if (address === undefined) throw new Error(`${SOURCES} names no address`)
  return address
}

const realNpm = async (): Promise<string> => await run('sh', ['-c', 'realpath "$(command -v npm)"'])
