import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ImageConfig } from './buildah.ts'

/** An image that lies here, and what of this machine it gets. */
export interface Place {
  /** Files of the image. */
  readonly root: string
  readonly config: ImageConfig
  /** Folder that is /data in it, owned by the image's user. */
  readonly data: string
  readonly environment: Readonly<Record<string, string>>
  /** False for an image that builds in its own folder. */
  readonly readOnly: boolean
}

export interface Running {
  readonly pid: number
  output(): string
  /** @returns the exit code; -1 when a signal ended it */
  stop(): Promise<number>
  readonly ended: Promise<number>
}

/**
 * What an engine does for a container, as far as it matters here: mounts of its own, a root file system that cannot be written to, /tmp in memory,
 * /data from outside, the image's user, environment and folder. Network and processes are the machine's.
 */
const ENTER = `
set -e
mount --make-rprivate /
mount --bind "$ROOT" "$ROOT"
if [ "$READ_ONLY" = yes ]; then mount -o remount,bind,ro "$ROOT"; fi
mount -t tmpfs -o mode=1777 tmpfs "$ROOT/tmp"
mount --bind "$DATA" "$ROOT/data"
mount -t proc proc "$ROOT/proc"
mount --bind /dev "$ROOT/dev"
exec chroot --userspec="$AS" "$ROOT" /usr/bin/env -i -C "$FOLDER" "$@"
`

/** Starts a command in the image; without one, what the image starts by itself. */
export function startContainer(place: Place, command: readonly string[] = place.config.command): Running {
  const { root, config, data, environment, readOnly } = place
  const variables = [...config.environment, ...Object.entries(environment).map(([name, value]) => `${name}=${value}`)]
  const child = spawn('unshare', ['--mount', 'sh', '-c', ENTER, 'enter', ...variables, ...command], {
    env: {
      ...process.env,
      ROOT: root,
      DATA: data,
      AS: config.user,
      FOLDER: config.folder,
      READ_ONLY: readOnly ? 'yes' : 'no',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => (output += bytes.toString()))
  const ended = once(child, 'exit').then(([code]) => (typeof code === 'number' ? code : -1))
  return {
    pid: child.pid ?? 0,
    output: () => output,
    ended,
    stop: async () => {
      child.kill('SIGTERM')
      return await ended
    },
  }
}

/** Runs a command in the image to its end. */
export async function runInContainer(
  place: Place,
  command: readonly string[],
): Promise<{ readonly code: number; readonly output: string }> {
  const running = startContainer(place, command)
  const code = await running.ended
  return { code, output: running.output() }
}

const PAUSE_MS = 10

/** Waits until the address says that it is ready. @returns milliseconds since the call @throws with what the program wrote */
export async function awaitReady(running: Running, url: string, timeoutMs = 60_000): Promise<number> {
  const started = performance.now()
  let over = false
  void running.ended.then(() => (over = true))
  for (;;) {
    const answer = await fetch(`${url}/health/ready`).catch(() => null)
    await answer?.arrayBuffer()
    const took = performance.now() - started
    if (answer?.ok === true) return took
    if (over || took > timeoutMs) throw new Error(`not ready after ${Math.round(took)} ms: ${running.output()}`)
    await sleep(PAUSE_MS)
  }
}

/** The user that a process runs as, by the kernel. */
export async function userOf({ pid }: Running): Promise<number> {
  return Number(/^Uid:\s+(\d+)/mu.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1])
}
