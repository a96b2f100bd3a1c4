import { execFile } from 'node:child_process'
import { randomBytes, randomInt } from 'node:crypto'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A network of two between this host and the second one. */
export interface Link {
  /** Of this host. */
  readonly near: string
  /** Of the second host. */
  readonly far: string
  /** Whatever is sent gets lost, and nobody says so. */
  cut(): Promise<void>
  /** Each packet that arrives at the second host is answered by "nobody is here". */
  refuse(): Promise<void>
  heal(): Promise<void>
}

/** Another host on this machine: a network namespace that can be reached over its links alone. */
export interface SecondHost {
  /** Put before a program that is to run there. */
  readonly prefix: readonly string[]
  readonly links: readonly Link[]
  remove(): Promise<void>
}

/** Why there can be no second host; null when there can. */
export async function secondHostMissing(): Promise<string | null> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'only root of a Linux makes network namespaces'
  try {
    await run('iptables', ['--version'])
    const host = await makeSecondHost(1)
    await host.remove()
    return null
  } catch (failure) {
    return `this machine makes no network namespaces: ${String(failure)}`
  }
}

export async function makeSecondHost(linkCount: number): Promise<SecondHost> {
  const id = randomBytes(3).toString('hex')
  const name = `learnpath-${id}`
  await run('ip', ['netns', 'add', name])
  const made: NetworkParts[] = []
  const remove = async (): Promise<void> => {
    await run('ip', ['netns', 'del', name])
    for (const { guarded } of made) await run('ip', ['route', 'del', 'unreachable', ...guarded])
  }
  try {
    await run('ip', ['-n', name, 'link', 'set', 'lo', 'up'])
    for (let index = 0; index < linkCount; index += 1) {
      // 198.18.0.0/15 is for testing networks (RFC 2544): nobody's real address.
      const first = `198.18.${randomInt(256)}`
      const last = randomInt(63) * 4
      const network: NetworkParts = {
        name,
        nearDevice: `lp${id}n${index}`,
        farDevice: `lp${id}f${index}`,
        near: `${first}.${last + 1}`,
        far: `${first}.${last + 2}`,
        guarded: [`${first}.${last}/30`, 'metric', '4000'],
      }
      // Not even by mistake does anything leave this machine when the link is gone.
      await run('ip', ['route', 'add', 'unreachable', ...network.guarded])
      made.push(network)
      await connect(network)
    }
    return { prefix: ['ip', 'netns', 'exec', name], links: made.map(linkOf), remove }
  } catch (failure) {
    await remove()
    throw failure
  }
}

interface NetworkParts {
  readonly name: string
  readonly nearDevice: string
  readonly farDevice: string
  readonly near: string
  readonly far: string
  /** Arguments of the route that is left when the link is gone. */
  readonly guarded: readonly string[]
}

async function connect({ name, nearDevice, farDevice, near, far }: NetworkParts): Promise<void> {
  await run('ip', ['link', 'add', nearDevice, 'type', 'veth', 'peer', 'name', farDevice, 'netns', name])
  await run('ip', ['addr', 'add', `${near}/30`, 'dev', nearDevice])
  await run('ip', ['-n', name, 'addr', 'add', `${far}/30`, 'dev', farDevice])
  await run('ip', ['link', 'set', nearDevice, 'up'])
  await run('ip', ['-n', name, 'link', 'set', farDevice, 'up'])
}

function linkOf({ name, farDevice, near, far }: NetworkParts): Link {
  const refusing = ['INPUT', '-i', farDevice, '-p', 'tcp', '-j', 'REJECT', '--reject-with', 'tcp-reset']
  const inside = async (...command: string[]): Promise<void> => {
    await run('ip', ['netns', 'exec', name, ...command])
  }
  let undo: readonly string[] | null = null
  return {
    near,
    far,
    async cut() {
      await inside('ip', 'link', 'set', farDevice, 'down')
      undo = ['ip', 'link', 'set', farDevice, 'up']
    },
    async refuse() {
      await inside('iptables', '-I', ...refusing)
      undo = ['iptables', '-D', ...refusing]
    },
    async heal() {
      if (undo !== null) await inside(...undo)
      undo = null
    },
  }
}
