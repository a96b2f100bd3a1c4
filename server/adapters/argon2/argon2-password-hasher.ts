import { randomBytes } from 'node:crypto'
import { hash, parseOptions, verify, type Options } from '@node-rs/argon2'
import { LearnPathError } from '@learnpath/contracts'
import type { PasswordHasher } from '../../ports/password-hasher.ts'

/** Argon2id (RFC 9106) as the OWASP Password Storage Cheat Sheet has it: 19 MiB, two passes, one lane; some 30 ms here. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 } as const
/** Each takes 19 MiB and a thread of the pool that files are read with as well. */
const AT_ONCE = 2
const WAITING_MAX = 64

export interface Argon2Options {
  /** For tests of a change of parameters. */
  readonly parameters?: Pick<Options, 'memoryCost' | 'timeCost' | 'parallelism' | 'outputLen'>
}

export function createArgon2PasswordHasher({ parameters = PARAMETERS }: Argon2Options = {}): PasswordHasher {
  const inTurn = createTurns()
  let decoy: Promise<string> | null = null

  const makeHash = async (password: string) => await hash(normal(password), parameters)

  return {
    hash: async (password) => await inTurn(async () => await makeHash(password)),
    verify: async (password, stored) =>
      await inTurn(async () => {
        // Of a password that nobody knows: as much work as for an account that exists.
        const against = stored ?? (await (decoy ??= makeHash(randomBytes(32).toString('base64url'))))
        const matches = await verify(against, normal(password))
        return { matches: matches && stored !== null, outdated: isWeaker(against) }
      }),
  }

  function isWeaker(stored: string): boolean {
    const used = parseOptions(stored)
    return (
      used.memoryCost < (parameters.memoryCost ?? 0) ||
      used.timeCost < (parameters.timeCost ?? 0) ||
      used.outputLen < (parameters.outputLen ?? 0)
    )
  }
}

/** The same password typed on another keyboard may be other code points. */
const normal = (password: string): string => password.normalize('NFKC')

/** Runs a few at once and lets a bounded number wait. */
function createTurns() {
  let running = 0
  const waiting: (() => void)[] = []
  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (running >= AT_ONCE) {
      if (waiting.length >= WAITING_MAX) {
        throw new LearnPathError('LP_SERVER_BUSY', { detail: 'many sign in at once', retryAfterSeconds: 2 })
      }
      await new Promise<void>((resolve) => waiting.push(resolve))
    }
    running += 1
    try {
      return await work()
    } finally {
      running -= 1
      waiting.shift()?.()
    }
  }
}
