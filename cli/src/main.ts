import { LearnPathError } from '@learnpath/contracts'
import { CommanderError } from 'commander'
import { createProgram } from './program.ts'
import { reportFailure } from './report-failure.ts'
import { createTerminal } from './terminal.ts'

/** Exit codes: 0 done (finding nothing is done too), 1 failed, 2 wrong use or wrong settings. */
const FAILED = 1
const WRONG_USE = 2
const WRONG_USE_CODES: ReadonlySet<string> = new Set(['LP_LISTEN_REFUSED', 'LP_REQUEST_INVALID'])
const JSON_MODE = process.argv.includes('--json')

const report = (error: LearnPathError): void => reportFailure(createTerminal({ json: JSON_MODE }), error)

function exitCodeOf(failure: unknown): number {
  if (failure instanceof CommanderError) {
    if (failure.exitCode === 0) return 0
    // Commander has told it in words already; in JSON mode a program reads it.
    if (JSON_MODE) report(new LearnPathError('LP_REQUEST_INVALID', { detail: failure.message }))
    return WRONG_USE
  }
  if (!(failure instanceof LearnPathError)) {
    report(
      new LearnPathError('LP_INTERNAL', {
        detail: failure instanceof Error ? (failure.stack ?? failure.message) : String(failure),
      }),
    )
    return FAILED
  }
  report(failure)
  const wrongUse = failure.code.startsWith('LP_SETTING_') || WRONG_USE_CODES.has(failure.code)
  return wrongUse ? WRONG_USE : FAILED
}

// A reader of the output that has seen enough (`| head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

try {
  await createProgram((code) => (process.exitCode = code)).parseAsync()
} catch (failure) {
  process.exitCode = exitCodeOf(failure)
}
