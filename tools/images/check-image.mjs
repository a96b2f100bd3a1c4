// Whether an image of Docker keeps its budget and does what it is for: `node tools/images/check-image.mjs IMAGE TARGET BASE`. It is started read-only and
// without rights, and asked from inside, since nothing of it is published. (`npm run bench -- images` does more, without Docker.)
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { join } from 'node:path'
import { ROOT } from '../dependencies.mjs'

const PATIENCE_MS = 90_000
const PAUSE_MS = 500

const [image, target, base] = process.argv.slice(2)
if (base === undefined) throw new Error('check-image: IMAGE TARGET BASE')
const { megabytesOnTopOfBase, megabytesInTotal } = JSON.parse(
  readFileSync(join(ROOT, 'deploy/images/budgets.json'), 'utf8'),
)
const docker = (...args) =>
  execFileSync('docker', args, { stdio: ['ignore', 'pipe', 'inherit'] })
    .toString()
    .trim()
const megabytesOf = (name) => Number(docker('image', 'inspect', '--format', '{{.Size}}', name)) / 1e6

function demand(holds, what) {
  if (!holds) throw new Error(`not so: ${what}`)
  process.stdout.write(`ok ${what}\n`)
}

const size = megabytesOf(image)
const onTop = size - megabytesOf(base)
const budget = megabytesOnTopOfBase[target]
demand(size < megabytesInTotal, `${size.toFixed(1)} MB in total are less than ${megabytesInTotal}`)
if (budget !== undefined) demand(onTop < budget, `${onTop.toFixed(1)} MB on top of the base are less than ${budget}`)
demand(
  !['', '0', 'root'].includes(docker('image', 'inspect', '--format', '{{.Config.User}}', image)),
  'it is not run by root',
)

/** The image of developers builds in its own folder. */
async function checkRunning() {
  const started = performance.now()
  const container = docker('run', '--detach', '--read-only', '--tmpfs', '/tmp', '--cap-drop', 'ALL', image)
  try {
    const state = () => docker('inspect', '--format', '{{.State.Health.Status}}', container)
    while (state() !== 'healthy' && performance.now() - started < PATIENCE_MS) await sleep(PAUSE_MS)
    demand(state() === 'healthy', `it is healthy after ${Math.round(performance.now() - started)} ms`)
    if (target === 'web') return
    docker('exec', container, 'learnpath', 'samples')
    const { hits } = JSON.parse(docker('exec', container, 'learnpath', 'search', 'photosynthesis', '--json'))
    demand(hits.length > 0, 'a search finds something')
    if (target !== 'ml') return
    docker('exec', container, 'learnpath', 'models', 'use', 'all-minilm-l6-v2')
    const meant = JSON.parse(
      docker('exec', container, 'learnpath', 'search', 'how do plants make food', '--mode', 'vector', '--json'),
    )
    demand(meant.hits.length > 0, 'a search by meaning finds something')
  } finally {
    docker('rm', '--force', '--volumes', container)
  }
}
if (target !== 'dev') await checkRunning()
