import { spawn } from 'node:child_process'
import { LearnPathError } from '@learnpath/contracts'
import { environment } from '../../../server/app/environment.ts'
import { findEngineInstallation } from '../../../server/app/language-engine.ts'
import { readSettings } from '../../../server/app/settings.ts'
import type { Terminal } from '../terminal.ts'

/** Installs node-llama-cpp into the data folder, by the person's own npm. */
export async function installEngine(terminal: Terminal, { show }: { readonly show: boolean }): Promise<number> {
  const engine = await findEngineInstallation(readSettings(environment()))
  const { installation } = engine
  const { engines: folder, files } = engine.folders
  terminal.line('llama.cpp runs language model files (GGUF) on this machine, as node-llama-cpp from the npm registry.')
  terminal.line(
    `It takes about ${installation.sizeMb} MB in ${folder}; nothing of it runs before you choose such a model.`,
  )
  terminal.line(`  ${installation.command}`)
  if (show) {
    terminal.result({ ...installation, folder, installed: engine.isThere() })
    return 0
  }
  await run(installation.program, installation.arguments)
  if (!engine.isThere()) throw failed('npm ended well, but the package is not there')
  terminal.result({ ...installation, folder, installed: true })
  terminal.line(`Installed. Put GGUF files into ${files}, then: learnpath language-models`)
  return 0
}

const failed = (detail: string): LearnPathError => new LearnPathError('LP_LANGUAGE_MODEL_ENGINE_MISSING', { detail })

/** What npm says goes to standard error: standard output is for the result. */
async function run(program: string, given: readonly string[]): Promise<void> {
  // On Windows npm is a script, which only a shell can run.
  const shell = process.platform === 'win32'
  const child = spawn(program, shell ? given.map((argument) => JSON.stringify(argument)) : given, {
    stdio: ['ignore', 2, 2],
    shell,
  })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', (cause) => reject(failed(`npm cannot be run: ${cause.message}`)))
    child.once('close', resolve)
  })
  if (code !== 0) throw failed(`npm ended with ${code ?? 'a signal'}; what it said is above`)
}
