import { execFile } from 'node:child_process'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const BALLAST_STEP = 64 * 1024

/** A disk of its own that is soon full: a file system in memory. */
export interface SmallDisk {
  readonly folder: string
  /** Takes all the room that is left, or what there is up to `bytes`. */
  fill(bytes?: number): Promise<void>
  /** Gives back what `fill` has taken. */
  makeRoom(): Promise<void>
  remove(): Promise<void>
}

/** Why there can be none; null when there can. */
export async function smallDiskMissing(): Promise<string | null> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'only root of a Linux mounts disks'
  try {
    const disk = await makeSmallDisk(1)
    await disk.remove()
    return null
  } catch (failure) {
    return `this machine mounts no disks: ${String(failure)}`
  }
}

export async function makeSmallDisk(megabytes: number): Promise<SmallDisk> {
  const folder = await mkdtemp(join(tmpdir(), 'learnpath-small-disk-'))
  await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'learnpath-small-disk', folder])
  const ballast = join(folder, 'ballast')
  return {
    folder,
    async fill(bytes = Infinity) {
      const file = await open(ballast, 'a')
      try {
        const step = Buffer.alloc(BALLAST_STEP)
        for (let taken = 0; taken < bytes; taken += step.byteLength) await file.write(step)
        await file.sync()
      } catch (failure) {
        if ((failure as NodeJS.ErrnoException).code !== 'ENOSPC') throw failure
      } finally {
        await file.close()
      }
    },
    makeRoom: async () => await rm(ballast, { force: true }),
    async remove() {
      await run('umount', ['-l', folder])
      await rm(folder, { recursive: true, force: true })
    },
  }
}
