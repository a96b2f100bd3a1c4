// Installs every package of the lock file, for this platform alone: what other platforms need would be half of the layer.
import { ensureDependencies } from '../dependencies.mjs'

ensureDependencies({ development: true, log: (line) => process.stderr.write(`${line}\n`) })
