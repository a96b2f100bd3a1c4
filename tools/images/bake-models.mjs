// Makes a folder of models as an image holds it, from models that lie here: imported, in 8 bit, without the original.
// `node tools/images/bake-models.mjs TARGET ID=FOLDER…`; the program must be built. Models of a hub: the stage "pulled-models" of the Dockerfile.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ROOT } from '../dependencies.mjs'

/**
 * @param {string} target folder that gets them; made when it is not there
 * @param {Readonly<Record<string, string>>} models folders by id
 */
export function bakeModels(target, models) {
  mkdirSync(target, { recursive: true })
  const home = mkdtempSync(join(tmpdir(), 'learnpath-bake-'))
  const environment = { ...process.env, LEARNPATH_HOME: home, LEARNPATH_MODELS_FOLDER: resolve(target) }
  const learnpath = (...args) =>
    execFileSync(process.execPath, [join(ROOT, 'dist/cli.mjs'), 'models', ...args], {
      env: environment,
      stdio: ['ignore', 2, 2],
    })
  try {
    for (const [id, folder] of Object.entries(models)) {
      learnpath('import', folder, '--id', id)
      learnpath('quantize', id, '--precision', 'int8')
      learnpath('remove', id, '--precision', 'none')
    }
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [target, ...pairs] = process.argv.slice(2)
  if (target === undefined || pairs.length === 0) throw new Error('bake-models: TARGET ID=FOLDER…')
  bakeModels(target, Object.fromEntries(pairs.map((pair) => pair.split('=', 2))))
}
